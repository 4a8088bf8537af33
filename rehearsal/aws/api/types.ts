/** How one AWS service looks to the endpoint. */
import type { Values } from "../../../iam/context";
import type { Place, RegisteredResource } from "../account/types";
import type { Clock } from "../../clock";
import type { ServiceError } from "../../errors";
import type { Decision, IamDirectory, Principal } from "../iam";
import type { Functions } from "../lambda";
import type { EventBuses } from "../events";
import type { Engine } from "../codepipeline";
import type { Buckets } from "../s3";
import type { Topics } from "../sns";
import type { Stores } from "../account/stores";
import type { Model } from "./model";
import type { ApiRequest } from "./request";
import type { Violation } from "./violations";

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** A right that a call used, as IAM sees it. */
export interface Right {
  readonly action: string;
  readonly resource: string;
}

/**
 * How a call is made to fail: "throttle" and "error" (500) before anything is done; "denied" as if
 * a policy had been taken away; "timeout" is never answered; "lost" does the work, and then its
 * answer gets lost; "conflict" is what S3 answers a conditional write beside another of the same object.
 */
export type FaultKind = "throttle" | "error" | "timeout" | "denied" | "lost" | "conflict";

/** One call, for an audit trail. Fields that were not known when it failed are absent or empty. */
export interface Call {
  principal?: Principal;
  action: string;
  resource: string;
  allowed: boolean;
  /** Which policy allowed or denied it, in one sentence. */
  reason?: string;
  /** The rights that it needed, where its action is none of IAM's. */
  rights?: readonly Right[];
  /** Rights that it needed besides, for example to decrypt with a customer's key. */
  further?: readonly Right[];
  error?: ServiceError;
  /** What somebody wished to go wrong with it. */
  fault?: FaultKind;
  input?: unknown;
}

/** What an operation works on. */
export interface ServiceContext {
  readonly engine: Engine;
  readonly place: Place;
  readonly clock: Clock;
  readonly directory: IamDirectory;
  readonly stores?: Stores;
  readonly functions?: Functions;
  readonly buses?: EventBuses;
  readonly topics?: Topics;
  readonly buckets?: Buckets;
  /** What a program has made; without it there is nothing of a kind that no service here keeps. */
  readonly resources?: readonly RegisteredResource[];
  /** Executions by client request token, for calls that an SDK repeats. */
  readonly started: Map<string, string>;
}

/** The surroundings of one call that has been authenticated. */
export interface LocalContext extends ServiceContext {
  readonly caller: Principal;
  readonly call: Call;
  /** Condition keys of the request. */
  readonly context: Values;
}

/** What an operation's stores, functions, buses and buckets are once the endpoint has them. */
export type RequestContext = LocalContext & {
  readonly stores: Stores;
  readonly functions: Functions;
  readonly buses: EventBuses;
  readonly topics: Topics;
  readonly buckets: Buckets;
};

export interface Operation<Input = any> {
  /** The IAM action, without the service's prefix. */
  readonly action: string;
  /** The input of a request that the model allows, and what the model does not know of it. */
  read(request: ApiRequest): Input | Promise<Input>;
  /** The ARN that IAM is asked about; `*` where the action takes none. */
  resource(input: Input, ctx: RequestContext): string;
  /** Condition keys of the service's own. */
  context?(input: Input, ctx: RequestContext): Values;
  /** Who may, where it is not the caller's own policies alone. */
  decide?(input: Input, ctx: RequestContext, right: Right): Decision;
  run(input: Input, ctx: RequestContext): unknown;
  write(output: any, requestId: string): Answer;
}

/** The operation that a request names; absent where the rehearsal does not know it. */
interface ResolvedOperation {
  readonly name: string;
  readonly operation?: Operation;
}

/** What a service's signatures have of their own. */
export interface Signing {
  /** Whether the path is signed as it was sent, and not encoded once more. */
  readonly isPathAsSent: boolean;
  /** Values of X-Amz-Content-SHA256 that stand for no hash of the body. */
  readonly unhashed: readonly string[];
  /** Its error for a Region in which it is not, with the one where it is. */
  wrongRegion(given: string, expected: string): ServiceError;
}

export interface Service {
  /** As a credential scope and IAM's actions name it. */
  readonly name: string;
  /** For people: the service and its protocol. */
  readonly title: string;
  /** What it works on beside the account itself. */
  readonly needs?: "stores" | "functions" | "buses" | "topics" | "buckets";
  readonly known: readonly string[];
  /** AWS's API model, against which each request is validated. */
  readonly model: Model;
  /** The members of a request, by the names and types of the model; throws where it is unreadable. */
  members(request: ApiRequest, operation: string): unknown;
  /** Its code for a member of the wrong type. Defaults to `SerializationException`. */
  readonly malformed?: string;
  /** Its error for what the model does not allow. Defaults to a `ValidationException`. */
  invalid?(violations: readonly Violation[]): ServiceError;
  /** HTTP methods that it answers to. Defaults to POST alone. */
  readonly methods?: readonly string[];
  /** Whether a request is for this service, by target, path and content type. */
  is(request: ApiRequest): boolean;
  resolve(request: ApiRequest): ResolvedOperation;
  /** Regions that a signature may name. */
  regions?(place: Place): string[];
  /** How its requests are signed, where that differs from the others. */
  readonly signing?: Signing;
  /** An error by the names that this service has for it. */
  rename?(error: ServiceError): ServiceError;
  error(error: ServiceError, requestId: string): Answer;
  /** What it answers to too many requests. */
  readonly throttled: { readonly code: string; readonly status: number };
}
