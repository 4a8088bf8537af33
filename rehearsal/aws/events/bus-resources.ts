/** EventBridge: buses of the account's own, and their resource policies. */
import { ServiceError } from "../../errors";
import { busName } from "./buses";
import { arn, created, find, type Handler, physicalName, putHandler } from "../account/context";
import { policyText } from "../iam";

export const busType = "aws:cloudwatch/eventBus:EventBus";

export const eventBusHandler: Handler = {
  create: (registration, context) => {
    const name = physicalName(registration, context);
    if (context.buses.has(name)) {
      throw new ServiceError("ResourceAlreadyExistsException", `Event bus ${name} already exists.`);
    }
    const busArn = arn(context, "events", `event-bus/${name}`);
    context.buses.create(name, busArn);
    const { eventSourceName, logConfig } = registration.inputs;
    const answer = created(name, registration, { name, arn: busArn });
    // Events of partners and logs do not come about here.
    const isWhole = eventSourceName === undefined && logConfig === undefined;
    return isWhole ? answer : { ...answer, recorded: true };
  },
  update: ({ id, state }, registration) =>
    created(id, registration, { name: state.name, arn: state.arn }),
  delete: ({ state }, { buses }) => buses.delete(state.name),
};

export const eventBusPolicyHandler: Handler = putHandler(
  (registration, context) => {
    const name = busName(registration.inputs.eventBusName);
    const policy = policyText(registration.inputs.policy, "resource", "ValidationException");
    context.buses.setPolicy(name, policy);
    return created(name, registration, { eventBusName: name, policy });
  },
  ({ state: { eventBusName: name } }, { buses, resources }) => {
    const isThere = name === "default" || find({ resources }, [busType], "name", name);
    if (isThere) buses.setPolicy(name, undefined);
  },
);
