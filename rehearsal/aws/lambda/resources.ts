/** Lambda: functions, their permissions, URLs and what happens to their asynchronous events. */
import { ServiceError } from "../../errors";
import {
  type Context,
  created,
  find,
  type Handler,
  putHandler,
  physicalName,
  refuseDuplicate,
} from "../account/context";
import { needSend } from "./checks";
import { functionType } from "./function-resource";
import { needFunctionHere } from "./reachable";
import type { Created, RegisteredResource, Registration } from "../account/types";

export const permissionHandler: Handler = {
  create: putPermission,
  update: (current, registration, context) => {
    endPermission(current, context);
    const { statementId } = current.state;
    const inputs = { ...registration.inputs, statementId };
    return putPermission({ ...registration, inputs }, context);
  },
  delete: endPermission,
};

export const functionUrlHandler: Handler = putHandler(
  (registration, context) => {
    const { functionName, authorizationType, qualifier } = registration.inputs;
    if (qualifier !== undefined) {
      throw new ServiceError("ResourceNotFoundException", `Function not found: ${qualifier}`, 404);
    }
    if (!isHere(functionName, context)) return recordedUrl(registration, context);
    const { arn: functionArn, name } = context.functions.settings(functionName);
    refuseDuplicate(context, registration.type, "functionArn", functionArn, {
      code: "ResourceConflictException",
      message: `Failed to create function url config for [functionArn = ${functionArn}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
      status: 409,
    });
    const functionUrl = context.functions.putUrl(name, { authType: authorizationType });
    const urlId = new URL(functionUrl).host.split(".")[0];
    return created(name, registration, { functionArn, functionUrl, urlId });
  },
  ({ id }, { functions }) => functions.deleteUrl(id),
);

export const functionEventInvokeConfigHandler: Handler = putHandler(
  (registration, context) => {
    const { inputs } = registration;
    const answer = created(inputs.functionName, registration, {});
    if (!isHere(inputs.functionName, context)) return { ...answer, recorded: true };
    const { roleArn, name } = context.functions.settings(inputs.functionName);
    const { maximumRetryAttempts, maximumEventAgeInSeconds, destinationConfig } = inputs;
    const onFailure = destinationConfig?.onFailure?.destination;
    if (onFailure !== undefined) needSend(context, roleArn, onFailure, "destination config");
    context.functions.putEventInvokeConfig(name, {
      ...{ maximumRetryAttempts, maximumEventAgeInSeconds, onFailure },
    });
    // What succeeded goes nowhere here, which must not pass in silence.
    return destinationConfig?.onSuccess === undefined ? answer : { ...answer, recorded: true };
  },
  ({ inputs }, { functions }) => {
    if (functions.has(inputs.functionName)) {
      functions.putEventInvokeConfig(inputs.functionName, {});
    }
  },
);

function putPermission(registration: Registration, context: Context): Created {
  const { inputs } = registration;
  const { action, principal, sourceArn, sourceAccount } = inputs;
  const statementId = physicalName(registration, context);
  const answer = created(statementId, registration, { statementId });
  if (!isHere(inputs.function, context)) {
    if (isArn(inputs.function)) needFunctionHere(registration, inputs.function, context.place);
    return { ...answer, recorded: true };
  }
  const { functionUrlAuthType, invokedViaFunctionUrl } = inputs;
  context.functions.addPermission(inputs.function, {
    ...{ statementId, action, principal, sourceArn, sourceAccount },
    ...{ functionUrlAuthType, invokedViaFunctionUrl },
  });
  return answer;
}

function endPermission({ inputs, state }: RegisteredResource, { functions }: Context): void {
  if (!functions.has(inputs.function)) return;
  functions.removePermission(inputs.function, state.statementId);
}

/** A URL that nobody answers, of a function that does not run here. */
function recordedUrl(registration: Registration, context: Context): Created {
  const { functionName } = registration.inputs;
  const urlId = context.hex(32);
  const functionUrl = `https://${urlId}.lambda-url.${context.place.region}.on.aws/`;
  return { ...created(functionName, registration, { functionUrl, urlId }), recorded: true };
}

function isArn(nameOrArn: string): boolean {
  return nameOrArn.startsWith("arn:");
}

/** False for a function that is on record only, or in another account. */
function isHere(nameOrArn: string, { functions, place, resources }: Context): boolean {
  if (functions.has(nameOrArn)) return true;
  const types = [functionType];
  const known =
    find({ resources }, types, "name", nameOrArn) ?? find({ resources }, types, "arn", nameOrArn);
  if (known !== undefined) return false;
  const [, , , region, account] = nameOrArn.split(":");
  const elsewhere = isArn(nameOrArn) && (region !== place.region || account !== place.accountId);
  if (elsewhere) return false;
  throw new ServiceError("ResourceNotFoundException", `Function not found: ${nameOrArn}`, 404);
}
