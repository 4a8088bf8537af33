/** From a request to its answer: which service, who calls, may they, and what happens. */
import type { Values } from "../../../iam/context";
import { ServiceError } from "../../errors";
import { recordRequest, type SeenRequest } from "../cloudtrail";
import { besidePolicy, type Decision, type Principal } from "../iam";
import { encodeError } from "./codec";
import type { Faults } from "./faults";
import { mediaType } from "./json-service";
import type { ApiRequest } from "./request";
import type {
  Answer,
  Call,
  RequestContext,
  FaultKind,
  LocalContext,
  Operation,
  Service,
  ServiceContext,
} from "./types";
import { serviceRegistry as all } from "./services";
import { authenticate } from "./sigv4";
import { validate } from "./validate";

export type { Answer, Call } from "./types";

/** What the caller gets: an answer, a connection that hangs, or one that ends without an answer. */
export type Reply = Answer | "no-response" | "reset";

export interface EndpointDeps extends ServiceContext {
  readonly realTime: () => Date;
  readonly faults: Faults;
}

function unsupported(message: string): ServiceError {
  return new ServiceError("UnknownOperationException", message);
}

/** The service that a request is for; what is not spoken here is named, with what is. */
function serviceOf(request: ApiRequest): Service {
  const { method, url, headers } = request;
  const found = all.find(
    (service) => (service.methods ?? ["POST"]).includes(method) && service.is(request),
  );
  if (found !== undefined) return found;
  const spoken = `The rehearsal speaks ${all.map(({ title }) => title).join(", ")}`;
  const target = headers["x-amz-target"] ?? "none";
  const protocol = headers["smithy-protocol"] ?? mediaType(request);
  throw unsupported(
    `${spoken}; got the target ${target} in the protocol ${protocol || "none"}: ${method} ${url}`,
  );
}

async function identify(
  request: ApiRequest,
  service: Service,
  { directory, place, realTime, clock }: EndpointDeps,
): Promise<Principal> {
  const accessKey = (id: string) => directory.accessKey(id);
  return authenticate(request, {
    service: service.name,
    regions: service.regions?.(place) ?? [place.region],
    signing: service.signing,
    realTime: realTime(),
    time: clock.now(),
    accessKey,
  });
}

/** What a request to a real endpoint would carry; a regional endpoint is reached over TLS. */
function requestContext({ clock, place }: EndpointDeps): Values {
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
function authorise(operation: Operation, ctx: RequestContext): void {
  const { call, caller, directory, place } = ctx;
  const { action, resource, input } = call;
  const context = { ...ctx.context, ...operation.context?.(input, ctx) };
  const isOwn = caller.accountId === place.accountId;
  const ofCaller = (): Decision =>
    besidePolicy(directory.decide(caller, action, resource, context), undefined, isOwn);
  const right = { action, resource };
  const decision = operation.decide?.(input, { ...ctx, context }, right) ?? ofCaller();
  call.allowed = decision.allowed;
  call.reason = decision.reason;
  if (decision.allowed) return;
  const why = decision.explicitDeny
    ? " with an explicit deny in an identity-based policy"
    : ` because no identity-based policy allows the ${action} action`;
  throw denied(call, operation.decide || !isOwn ? `. ${decision.reason}` : why);
}

function denied({ principal, action, resource }: Call, why: string): ServiceError {
  return new ServiceError(
    "AccessDeniedException",
    `User: ${principal!.arn} is not authorized to perform: ${action} on resource: ` +
      `${resource}${why}`,
  );
}

/** What somebody wished to go wrong; `lost` goes wrong only after the work is done. */
function fail(fault: FaultKind | undefined, service: Service, call: Call): void {
  if (fault === "denied") {
    call.allowed = false;
    throw denied(call, " because the rehearsal was told to refuse it");
  }
  if (fault === "throttle") {
    const { code, status } = service.throttled;
    throw new ServiceError(code, "Rate exceeded: the rehearsal was told to say so.", status);
  }
  if (fault === "conflict") {
    throw new ServiceError(
      "ConditionalRequestConflict",
      "The conditional request cannot succeed due to a conflicting operation against this resource.",
      409,
    );
  }
  if (fault === "error") {
    throw new ServiceError("InternalServerError", "The rehearsal was told to fail here.", 500);
  }
}

function need(service: Service, ctx: LocalContext): RequestContext {
  if (service.needs === undefined || ctx[service.needs] !== undefined) return ctx as RequestContext;
  throw unsupported(`${service.title} is not in this rehearsal: it has no ${service.needs}.`);
}

async function perform(
  request: ApiRequest,
  service: Service,
  services: EndpointDeps,
  call: Call,
  seen: SeenRequest,
): Promise<Reply> {
  const { name, operation } = service.resolve(request);
  call.action = `${service.name}:${operation?.action ?? name}`;
  const caller = await identify(request, service, services);
  call.principal = caller;
  if (operation === undefined) {
    const known = service.known.join(", ");
    throw unsupported(`The rehearsal does not know the operation "${name}". It knows: ${known}.`);
  }
  const context = requestContext(services);
  const ctx = need(service, { ...services, caller, call, context });
  seen.name = name;
  seen.members = service.members(request, name);
  validate(service, name, seen.members);
  call.input = await operation.read(request);
  call.resource = operation.resource(call.input, ctx);
  authorise(operation, ctx);
  const fault = services.faults.take(call);
  if (fault !== undefined) call.fault = fault;
  if (fault === "timeout") return "no-response";
  fail(fault, service, call);
  seen.output = await operation.run(call.input, ctx);
  return fault === "lost" ? "reset" : operation.write(seen.output, seen.id);
}

/** A fault of the rehearsal itself is not the caller's business in detail. */
function asServiceError(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  const shown = new ServiceError(
    "InternalFailure",
    "The rehearsal failed at this request; its own output says why.",
    500,
  );
  shown.cause = error;
  return shown;
}

/** An answer to what reached no service. */
export function refuse(error: unknown, call: Call): Answer {
  const shown = asServiceError(error);
  call.error = shown;
  const contentType = "application/x-amz-json-1.1";
  return { status: shown.status, contentType, body: encodeError(shown) };
}

/** Answers a request. Never throws; what it learns on the way goes into `call`. */
export async function answer(
  request: ApiRequest,
  services: EndpointDeps,
  call: Call,
  requestId: string,
): Promise<Reply> {
  let service: Service;
  try {
    service = serviceOf(request);
  } catch (error) {
    return refuse(error, call);
  }
  const { "user-agent": userAgent, authorization } = request.headers;
  const seen: SeenRequest = { id: requestId, userAgent, authorization };
  const reply = await replyOf(request, service, services, call, seen);
  if (call.fault !== "timeout") recordRequest(services, service, call, seen);
  return reply;
}

async function replyOf(
  request: ApiRequest,
  service: Service,
  services: EndpointDeps,
  call: Call,
  seen: SeenRequest,
): Promise<Reply> {
  try {
    return await perform(request, service, services, call, seen);
  } catch (error) {
    const plain = asServiceError(error);
    // A resource policy may have the last word, after the caller's own policies.
    if (plain.code.startsWith("AccessDenied")) call.allowed = false;
    const shown = service.rename?.(plain) ?? plain;
    call.error = shown;
    return service.error(shown, seen.id);
  }
}
