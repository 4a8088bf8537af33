/** From a request to its answer: which service, who calls, may they, and what happens. */
import type { Clock } from "../clock";
import { ServiceError } from "../errors";
import type { IamDirectory, Principal } from "../iam/types";
import { decodeInput, encodeError, encodeOutput } from "./codec";
import { type Operation, operations, resourceOf, type Surroundings } from "./operations";
import type { ApiRequest } from "./request";
import { authenticate } from "./sigv4";
import { callerIdentityXml, readStsAction, stsError, stsErrorXml } from "./sts";

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** One call, for an audit trail. Fields that were not known when it failed are absent or empty. */
export interface Call {
  principal?: Principal;
  action: string;
  resource: string;
  allowed: boolean;
  error?: ServiceError;
  input?: unknown;
}

export interface Services extends Surroundings {
  readonly directory: IamDirectory;
  readonly clock: Clock;
  readonly realTime: () => Date;
}

const targetPrefix = "CodePipeline_20150709.";
const json = "application/x-amz-json-1.1";

function unsupported(message: string): ServiceError {
  return new ServiceError("UnknownOperationException", message);
}

/** The AWS protocol of a request; what is not spoken here is named, with what is. */
function serviceOf({ method, url, headers }: ApiRequest): "codepipeline" | "sts" {
  const spoken = "The rehearsal speaks AWS JSON 1.1 (CodePipeline) and AWS query (STS)";
  if (method !== "POST" || url !== "/") {
    throw unsupported(`${spoken}, which are POST requests to /, got: ${method} ${url}`);
  }
  const contentType = (headers["content-type"] ?? "").split(";")[0].trim().toLowerCase();
  if (contentType === json) return "codepipeline";
  if (contentType === "application/x-www-form-urlencoded") return "sts";
  const protocol = headers["smithy-protocol"] ?? contentType;
  throw unsupported(
    `${spoken}, got: ${protocol}. Use an SDK or aws CLI that sends AWS JSON 1.1 for CodePipeline.`,
  );
}

async function identify(
  request: ApiRequest,
  service: "codepipeline" | "sts",
  { directory, place, realTime }: Services,
): Promise<Principal> {
  // The global STS endpoint, which older tools use, is signed for us-east-1.
  const regions = service === "sts" ? [place.region, "us-east-1"] : [place.region];
  const accessKey = (id: string) => directory.accessKey(id);
  return authenticate(request, { service, regions, now: realTime(), accessKey });
}

function findOperation(name: string): Operation {
  const found = operations.get(name);
  if (found) return found;
  const known = [...operations.keys()].join(", ");
  throw unsupported(`The rehearsal does not know the operation "${name}". It knows: ${known}.`);
}

/** What a request to a real endpoint would carry; a regional endpoint is reached over TLS. */
function requestContext({ clock, place }: Services): Record<string, string> {
  const now = clock.now();
  return {
    "aws:CurrentTime": now.toISOString(),
    "aws:EpochTime": String(Math.floor(now.getTime() / 1000)),
    "aws:RequestedRegion": place.region,
    "aws:SecureTransport": "true",
    "aws:SourceIp": "127.0.0.1",
    "aws:ViaAWSService": "false",
  };
}

/** Asked before anything is looked up, so that a refusal tells nobody what exists. */
function authorise(services: Services, caller: Principal, call: Call): void {
  const { action, resource } = call;
  const context = requestContext(services);
  const decision = services.directory.decide(caller, action, resource, context);
  call.allowed = decision.allowed;
  if (decision.allowed) return;
  const why = decision.explicitDeny
    ? "with an explicit deny in an identity-based policy"
    : `because no identity-based policy allows the ${action} action`;
  throw new ServiceError(
    "AccessDeniedException",
    `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource} ${why}`,
  );
}

async function codePipeline(request: ApiRequest, services: Services, call: Call): Promise<Answer> {
  const target = request.headers["x-amz-target"] ?? "";
  const name = target.startsWith(targetPrefix) ? target.slice(targetPrefix.length) : target;
  call.action = `codepipeline:${name}`;
  try {
    const caller = await identify(request, "codepipeline", services);
    call.principal = caller;
    const operation = findOperation(name);
    call.input = await decodeInput(operation.schema, request.body);
    call.resource = resourceOf(operation, services.place, call.input);
    authorise(services, caller, call);
    const output = await operation.run(services, call.input, caller);
    return { status: 200, contentType: json, body: encodeOutput(operation.schema, output) };
  } catch (error) {
    const shown = asServiceError(error);
    call.error = shown;
    return { status: shown.status, contentType: json, body: encodeError(shown) };
  }
}

async function sts(
  request: ApiRequest,
  services: Services,
  call: Call,
  requestId: string,
): Promise<Answer> {
  call.action = "sts:GetCallerIdentity";
  call.resource = "*";
  try {
    const caller = await identify(request, "sts", services);
    call.principal = caller;
    readStsAction(request.body);
    // STS answers this one to every caller, whatever the policies say.
    call.allowed = true;
    const body = callerIdentityXml(caller, requestId);
    return { status: 200, contentType: "text/xml", body };
  } catch (error) {
    const shown = stsError(asServiceError(error));
    call.error = shown;
    const body = stsErrorXml(shown, requestId);
    return { status: shown.status, contentType: "text/xml", body };
  }
}

/** A fault of the rehearsal itself is not the caller's business in detail. */
export function asServiceError(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  const shown = new ServiceError(
    "InternalFailure",
    "The rehearsal failed at this request; its own output says why.",
    500,
  );
  shown.cause = error;
  return shown;
}

/** Answers a request. Never throws; what it learns on the way goes into `call`. */
export async function answer(
  request: ApiRequest,
  services: Services,
  call: Call,
  requestId: string,
): Promise<Answer> {
  try {
    return serviceOf(request) === "sts"
      ? await sts(request, services, call, requestId)
      : await codePipeline(request, services, call);
  } catch (error) {
    const shown = asServiceError(error);
    call.error = shown;
    return { status: shown.status, contentType: json, body: encodeError(shown) };
  }
}
