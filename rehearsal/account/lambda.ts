/** Lambda: functions, their permissions, URLs and what happens to their asynchronous events. */
import { ServiceError } from "../errors";
import { memoryOf } from "../lambda/environment";
import {
  arn,
  type Context,
  created,
  find,
  type Handlers,
  onCreate,
  physicalName,
  refuseDuplicate,
} from "./context";
import { requireAssumable } from "./iam";
import { checkedEnvironment, codeFolder, invalid, needHandler } from "./lambda-code";
import type { Created, Registration } from "./types";

const functionType = "aws:lambda/function:Function";
const nodeRuntimes = ["nodejs20.x", "nodejs22.x", "nodejs24.x"];

export const lambdaHandlers: Handlers = {
  [functionType]: onCreate(createFunction),

  "aws:lambda/permission:Permission": onCreate((registration, context) => {
    const { inputs, name } = registration;
    const { action, principal, sourceArn, sourceAccount } = inputs;
    const statementId =
      inputs.statementId ?? `${inputs.statementIdPrefix ?? `${name}-`}${context.hex(7)}`;
    const answer = created(statementId, registration, { statementId });
    if (!isHere(inputs.function, context)) return { ...answer, recorded: true };
    if (!/^lambda:(\*|[A-Za-z]+\*?)$/.test(action ?? "")) {
      throw new ServiceError("ValidationException", `Not an action of Lambda: ${action}`);
    }
    if (typeof principal !== "string" || principal === "") {
      throw invalid(
        "The provided principal was invalid. Please check the principal and try again.",
      );
    }
    const { functionUrlAuthType, invokedViaFunctionUrl } = inputs;
    context.functions.addPermission(inputs.function, {
      ...{ statementId, action, principal, sourceArn, sourceAccount },
      ...{ functionUrlAuthType, invokedViaFunctionUrl },
    });
    return answer;
  }),

  "aws:lambda/functionUrl:FunctionUrl": onCreate((registration, context) => {
    const { functionName, authorizationType, qualifier } = registration.inputs;
    if (authorizationType !== "NONE" && authorizationType !== "AWS_IAM") {
      throw new ServiceError(
        "ValidationException",
        `authorizationType must be NONE or AWS_IAM, got: ${authorizationType}`,
      );
    }
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
  }),

  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": onCreate(
    (registration, context) => {
      const { inputs } = registration;
      const answer = created(inputs.functionName, registration, {});
      if (!isHere(inputs.functionName, context)) return { ...answer, recorded: true };
      const { roleArn, name } = context.functions.settings(inputs.functionName);
      const { maximumRetryAttempts, maximumEventAgeInSeconds, destinationConfig } = inputs;
      needBetween("maximumRetryAttempts", maximumRetryAttempts, 0, 2);
      needBetween("maximumEventAgeInSeconds", maximumEventAgeInSeconds, 60, 21_600);
      const onFailure = destinationConfig?.onFailure?.destination;
      if (onFailure !== undefined) needSend(context, roleArn, onFailure, "destination config");
      context.functions.putEventInvokeConfig(name, {
        ...{ maximumRetryAttempts, maximumEventAgeInSeconds, onFailure },
      });
      // What succeeded goes nowhere here, which must not pass in silence.
      return destinationConfig?.onSuccess === undefined ? answer : { ...answer, recorded: true };
    },
  ),
};

/** A URL that nobody answers, of a function that does not run here. */
function recordedUrl(registration: Registration, context: Context): Created {
  const { functionName } = registration.inputs;
  const urlId = context.hex(32);
  const functionUrl = `https://${urlId}.lambda-url.${context.place.region}.on.aws/`;
  return { ...created(functionName, registration, { functionUrl, urlId }), recorded: true };
}

async function createFunction(registration: Registration, context: Context): Promise<Created> {
  const { inputs } = registration;
  const name = checkedName(registration, context);
  refuseDuplicate(context, functionType, "name", name, {
    code: "ResourceConflictException",
    message: `Function already exist: ${name}`,
    status: 409,
  });
  needBetween("timeout", inputs.timeout, 1, 900);
  needBetween("memorySize", inputs.memorySize, 128, 10_240);
  requireAssumable(context, inputs.role, "lambda.amazonaws.com", {
    code: "InvalidParameterValueException",
    subject: "Lambda",
  });
  const environment = checkedEnvironment(inputs.environment?.variables);
  const functionArn = arn(context, "lambda", `function:${name}`);
  const { timeout = 3, memorySize, reservedConcurrentExecutions: reserved } = inputs;
  const logGroup = inputs.loggingConfig?.logGroup ?? `/aws/lambda/${name}`;
  const answer = created(name, registration, {
    name,
    arn: functionArn,
    timeout,
    memorySize: memoryOf({ memorySize }),
    version: "$LATEST",
    qualifiedArn: `${functionArn}:$LATEST`,
    invokeArn: `${arn(context, "apigateway", "lambda:path/2015-03-31/functions", { accountId: "" })}/${functionArn}/invocations`,
    loggingConfig: { logFormat: "Text", ...inputs.loggingConfig, logGroup },
  });
  if (inputs.packageType === "Image" || !runs(inputs.runtime)) return { ...answer, recorded: true };
  const deadLetterTarget = inputs.deadLetterConfig?.targetArn;
  if (deadLetterTarget !== undefined) {
    needSend(context, inputs.role, deadLetterTarget, "dead letter config");
  }
  const folder = await codeFolder(inputs.code);
  context.functions.put({
    name,
    arn: functionArn,
    roleArn: inputs.role,
    handler: needHandler(folder, inputs.handler),
    codeFolder: folder,
    environment,
    timeoutSeconds: timeout,
    memorySize,
    logGroup,
    logFormat: inputs.loggingConfig?.logFormat,
    ...(reserved !== undefined && reserved >= 0 && { reservedConcurrency: reserved }),
    ...(deadLetterTarget !== undefined && { deadLetterTarget }),
  });
  return answer;
}

/** Other languages have no process here; they are on record, and the gaps name them. */
function runs(runtime: unknown): boolean {
  if (typeof runtime !== "string") throw invalid("The runtime parameter is missing.");
  if (nodeRuntimes.includes(runtime)) return true;
  if (/^(nodejs|python|java|dotnet|ruby|provided|go)[\w.]*$/.test(runtime)) {
    if (!runtime.startsWith("nodejs")) return false;
    throw invalid(
      `The runtime parameter of ${runtime} is no longer supported for creating or updating AWS ` +
        `Lambda functions. Use one of ${nodeRuntimes.join(", ")}.`,
    );
  }
  throw invalid(
    `There is no runtime of the name ${runtime}. Use one of ${nodeRuntimes.join(", ")}.`,
  );
}

function checkedName(registration: Registration, context: Context): string {
  const name = physicalName(registration, context);
  if (/^[\w-]{1,64}$/.test(name)) return name;
  throw new ServiceError(
    "ValidationException",
    `A function's name has 1 to 64 letters, digits, - and _, got: ${name}`,
  );
}

/** False for a function that is on record only, or in another account. */
function isHere(nameOrArn: string, { functions, place, resources }: Context): boolean {
  if (functions.has(nameOrArn)) return true;
  const types = [functionType];
  const known =
    find({ resources }, types, "name", nameOrArn) ?? find({ resources }, types, "arn", nameOrArn);
  if (known !== undefined) return false;
  const [, , , region, account] = nameOrArn.split(":");
  const elsewhere =
    nameOrArn.startsWith("arn:") && (region !== place.region || account !== place.accountId);
  if (elsewhere) return false;
  throw new ServiceError("ResourceNotFoundException", `Function not found: ${nameOrArn}`, 404);
}

function needBetween(what: string, value: unknown, least: number, most: number): void {
  if (value === undefined || value === null) return;
  if (Number.isInteger(value) && Number(value) >= least && Number(value) <= most) return;
  throw new ServiceError(
    "ValidationException",
    `${what} must be between ${least} and ${most}, got: ${JSON.stringify(value)}.`,
  );
}

/** Lambda asks the role at once, so its policy has to be there before. */
function needSend(context: Context, roleArn: string, target: string, what: string): void {
  const action = target.split(":")[2] === "sqs" ? "sqs:SendMessage" : "sns:Publish";
  const { allowed, reason } = context.directory.decideRole(roleArn, action, target);
  if (allowed) return;
  throw invalid(
    `The provided ${what} is invalid: the function's execution role ${roleArn} does not have ` +
      `permissions to call ${action} on ${target}. Give it the permission first, and let the ` +
      `function depend on that policy. ${reason}`,
  );
}
