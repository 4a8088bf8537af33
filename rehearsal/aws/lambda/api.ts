/** Lambda's Invoke, in the REST protocol. */
import { regionalArn } from "../../../iam/arns";
import { ServiceError } from "../../errors";
import type { InvokeResult } from "./types";
import type { ApiRequest } from "../api/request";
import { readRest } from "../api/rest";
import type { Answer, RequestContext, Operation, Service } from "../api/types";
import model from "./api-model.json";

type InvocationType = "RequestResponse" | "Event" | "DryRun";

interface InvokeInput {
  readonly functionName: string;
  readonly type: InvocationType;
  readonly payload: unknown;
}

const route = /^\/2015-03-31\/functions\/([^/?]+)\/invocations(\?.*)?$/;

/** Bytes of a payload by kind of invocation (Lambda quotas). */
const longest = { RequestResponse: 6 * 1024 * 1024, Event: 1024 * 1024, DryRun: 6 * 1024 * 1024 };

function invalid(message: string): ServiceError {
  return new ServiceError("InvalidParameterValueException", message);
}

function read({ url, headers, body }: ApiRequest): InvokeInput {
  const [, encoded, query] = route.exec(url)!;
  const qualifier = new URLSearchParams(query).get("Qualifier");
  if (qualifier !== null && qualifier !== "$LATEST") {
    throw invalid(`The rehearsal has no versions and aliases, got the qualifier: ${qualifier}`);
  }
  const type = (headers["x-amz-invocation-type"] ?? "RequestResponse") as InvocationType;
  if (body.length > longest[type]) {
    throw new ServiceError(
      "RequestTooLargeException",
      `Request must be smaller than ${longest[type]} bytes for the InvokeFunction operation`,
      413,
    );
  }
  return { functionName: nameOf(encoded), type, payload: parse(body) };
}

function nameOf(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    throw invalid(`The function's name is not readable: ${encoded}`);
  }
}

function parse(body: Buffer): unknown {
  const text = body.toString("utf8");
  if (text === "") return {};
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ServiceError(
      "InvalidRequestContentException",
      `Could not parse request body into json: ${(error as Error).message}`,
    );
  }
}

function functionArn(name: string, { place, functions }: RequestContext): string {
  if (functions.has(name)) return functions.settings(name).arn;
  if (name.startsWith("arn:")) return name;
  return regionalArn(place, "lambda", `function:${name}`);
}

async function run(input: InvokeInput, ctx: RequestContext): Promise<Answer> {
  const { functions, caller } = ctx;
  const { functionName, type, payload } = input;
  if (!functions.has(functionName)) {
    const arn = ctx.call.resource;
    throw new ServiceError("ResourceNotFoundException", `Function not found: ${arn}`, 404);
  }
  if (type === "DryRun") return empty(204);
  const invoker = { principal: caller };
  if (type === "RequestResponse") {
    return returned(await functions.invoke(functionName, payload, invoker));
  }
  functions.invokeAsync(functionName, payload, invoker);
  return empty(202);
}

const contentType = "application/json";

function empty(status: number): Answer {
  return { status, contentType, body: "" };
}

function returned({ payload, functionError }: InvokeResult): Answer {
  return {
    status: 200,
    contentType,
    headers: {
      "x-amz-executed-version": "$LATEST",
      ...(functionError === undefined ? {} : { "x-amz-function-error": functionError }),
    },
    body: JSON.stringify(payload ?? null),
  };
}

const invoke: Operation<InvokeInput> = {
  action: "InvokeFunction",
  read,
  resource: ({ functionName }, ctx) => functionArn(functionName, ctx),
  // What the caller's policies do not allow, the function's own policy may: Lambda asks it.
  decide: (_, { directory, caller, context }, { action, resource }) => {
    const own = directory.decide(caller, action, resource, context);
    if (own.allowed || own.explicitDeny) return own;
    return { allowed: true, reason: "Left to the function's own policy." };
  },
  run,
  write: (answer: Answer) => answer,
};

/** The same errors as Lambda has them, most of them refusals with 403. */
const refusals = new Set([
  ...["AccessDeniedException", "ExpiredTokenException", "InvalidSignatureException"],
  ...["MissingAuthenticationTokenException", "UnrecognizedClientException"],
]);

export const lambda: Service = {
  name: "lambda",
  title: "Lambda (its Invoke)",
  needs: "functions",
  known: ["Invoke"],
  model,
  members: (request, operation) =>
    readRest(model, operation, request, { FunctionName: nameOf(route.exec(request.url)![1]) }),
  is: ({ url }) => route.test(url),
  resolve: () => ({ name: "Invoke", operation: invoke }),
  rename: (error) => {
    if (!refusals.has(error.code)) return error;
    return new ServiceError(error.code, error.message, 403);
  },
  error: ({ code, message, status }) => ({
    status,
    contentType,
    headers: { "x-amzn-errortype": code },
    body: JSON.stringify({ Type: status < 500 ? "User" : "Service", Message: message }),
  }),
  throttled: { code: "TooManyRequestsException", status: 429 },
};
