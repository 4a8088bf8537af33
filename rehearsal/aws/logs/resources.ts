/** CloudWatch Logs: log groups, into which functions write. */
import { ServiceError } from "../../errors";
import {
  arn,
  created,
  createHandler,
  putHandler,
  physicalName,
  refuseDuplicate,
  type Handler,
} from "../account/context";

export const logGroupType = "aws:cloudwatch/logGroup:LogGroup";

/** Days that CloudWatch Logs takes for a retention; 0 is for ever (API reference; the model has any). */
const retentions = [
  ...[0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557],
  ...[2922, 3288, 3653],
];

export const logGroupHandler: Handler = putHandler(
  (registration, context) => {
    const { retentionInDays = 0 } = registration.inputs;
    const name = physicalName(registration, context);
    if (!retentions.includes(retentionInDays)) {
      throw new ServiceError(
        "InvalidParameterException",
        `retentionInDays must be one of ${retentions.join(", ")}, got: ${retentionInDays}`,
      );
    }
    refuseDuplicate(context, logGroupType, "name", name, {
      code: "ResourceAlreadyExistsException",
      message: `The specified log group already exists: ${name}`,
    });
    context.functions.createLogGroup(name);
    return created(name, registration, { name, arn: arn(context, "logs", `log-group:${name}`) });
  },
  ({ state }, { functions }) => functions.deleteLogGroup(state.name),
);

/** A query that is saved under a name; nobody asks it here. Its id is its own, so its name may change. */
export const queryDefinitionHandler: Handler = createHandler((registration, context) => {
  const name = physicalName(registration, context);
  const queryDefinitionId = context.newId();
  return created(queryDefinitionId, registration, { name, queryDefinitionId });
});
