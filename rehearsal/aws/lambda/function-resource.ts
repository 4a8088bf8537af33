/** Lambda: functions themselves, checked as Lambda checks them and put to work. */
import { memoryOf } from "./environment";
import {
  arn,
  type Context,
  created,
  type Handler,
  physicalName,
  refuseDuplicate,
  upsert,
} from "../account/context";
import { requireAssumable } from "../iam";
import { checkedEnvironment, codeFolder, invalid, needHandler, uploadedCode } from "./code";
import { needSend } from "./checks";
import type { Created, Registration } from "../account/types";

export const functionType = "aws:lambda/function:Function";
const nodeRuntimes = ["nodejs20.x", "nodejs22.x", "nodejs24.x"];

export const functionHandler: Handler = {
  create: createFunction,
  update: async (current, registration, context) => {
    const { name } = current.state;
    const answer: Created = await upsert(createFunction)(current, registration, context);
    // Nothing here runs its new code, and the old code must not run in its place.
    if (answer.recorded && context.functions.has(name)) await context.functions.delete(name);
    return answer;
  },
  delete: async ({ state }, { functions }) => {
    if (functions.has(state.name)) await functions.delete(state.name);
  },
};

async function createFunction(registration: Registration, context: Context): Promise<Created> {
  const { inputs } = registration;
  const name = physicalName(registration, context);
  refuseDuplicate(context, functionType, "name", name, {
    code: "ResourceConflictException",
    message: `Function already exist: ${name}`,
    status: 409,
  });
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
  const code = inputs.code ?? uploadedCode(inputs, context.buckets);
  if (code === undefined && inputs.s3Bucket !== undefined) return { ...answer, recorded: true };
  const folder = await codeFolder(code);
  context.functions.put({
    name,
    arn: functionArn,
    roleArn: inputs.role,
    handler: needHandler(folder, inputs.handler),
    runtime: inputs.runtime,
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
  if (!runtime.startsWith("nodejs")) return false;
  throw invalid(
    `The runtime parameter of ${runtime} is no longer supported for creating or updating AWS ` +
      `Lambda functions. Use one of ${nodeRuntimes.join(", ")}.`,
  );
}
