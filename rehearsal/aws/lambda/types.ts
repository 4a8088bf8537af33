/** The local Lambda, as the rest of the rehearsal sees it. */
import type { EventEmitter } from "node:events";
import type { EventSourceSettings } from "./event-source-mapping";
import type { Principal } from "../iam";

export interface FunctionSettings {
  readonly arn: string;
  readonly name: string;
  readonly roleArn: string;
  /** `index.handler`. */
  readonly handler: string;
  /** For example `nodejs22.x`. Defaults to that of this machine's Node. */
  readonly runtime?: string;
  /** Folder with the deployed code, unpacked. */
  readonly codeFolder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly logGroup: string;
  /** Megabytes; told to the code, not enforced. Defaults to Lambda's 128. */
  readonly memorySize?: number;
  /** More events at a time are throttled. Absent: as many as come. */
  readonly reservedConcurrency?: number;
  /** How console output and Lambda's own lines are written. Defaults to Text. */
  readonly logFormat?: "Text" | "JSON";
  /** `deadLetterConfig.targetArn`: an SQS queue or a topic for events that failed for good. */
  readonly deadLetterTarget?: string;
}

/** A statement of a function's resource policy, as `aws.lambda.Permission` makes it. */
export interface FunctionPermission {
  readonly statementId: string;
  readonly action: string;
  readonly principal: string;
  readonly sourceArn?: string;
  readonly sourceAccount?: string;
  readonly functionUrlAuthType?: string;
  readonly invokedViaFunctionUrl?: boolean;
}

export interface EventInvokeSettings {
  readonly maximumRetryAttempts?: number;
  readonly maximumEventAgeInSeconds?: number;
  /** ARN of the destination of what failed for good: an SQS queue or a topic. */
  readonly onFailure?: string;
}

/** Who wants a function invoked: a service, a role of the account, or a caller with keys. */
export type Invoker =
  | { readonly service: string; readonly sourceArn: string }
  | { readonly roleArn: string }
  | { readonly principal: Principal };

export interface InvokeResult {
  readonly payload: unknown;
  /** Set where the handler threw, exited or took too long. */
  readonly functionError?: "Unhandled";
}

export interface UrlRequest {
  readonly method: string;
  /** Path and query string. */
  readonly path: string;
  /** Pairs in the order sent; names may repeat. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
  readonly sourceIp?: string;
}

export interface UrlResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One run of a function's code, for people and tests to look at. */
export interface Invocation {
  readonly functionName: string;
  readonly kind: "sync" | "async" | "url" | "stream";
  readonly at: Date;
  readonly attempt: number;
  readonly event: unknown;
  readonly result?: unknown;
  readonly error?: string;
  readonly logs: readonly string[];
}

/**
 * How a function is made to fail: "crash" before its code sees the event, "crash-late" after the
 * code has done its work and before Lambda hears of it, "timeout" at once, "throttle" not run.
 */
export type Fault = "crash" | "crash-late" | "throttle" | "timeout";

export interface FunctionEvents {
  /** After every run of a function's code. */
  invocation: [invocation: Invocation];
  /** Something was lost that AWS would have lost in silence, and why. */
  warning: [text: string];
}

export interface Functions {
  readonly events: EventEmitter<FunctionEvents>;
  /**
   * Deploys a function, new or not. Events that run end in the code that they began in; the next
   * ones, and further attempts, run in the new one.
   */
  put(settings: FunctionSettings): void;
  has(nameOrArn: string): boolean;
  settings(nameOrArn: string): FunctionSettings;
  addPermission(functionName: string, permission: FunctionPermission): void;
  putEventInvokeConfig(functionName: string, settings: EventInvokeSettings): void;
  /** Maps a table's stream to a function, or changes such a mapping. */
  putEventSource(id: string, settings: EventSourceSettings): void;
  deleteEventSource(id: string): void;
  eventSourceIds(): string[];
  /** Answers the URL, `https://<id>.lambda-url.<region>.on.aws/`. */
  putUrl(functionName: string, settings: { authType: string }): string;
  deleteUrl(functionName: string): void;
  removePermission(functionName: string, statementId: string): void;
  /** Deletes a function with its permissions and its URL, and ends its processes. */
  delete(functionName: string): Promise<void>;
  createLogGroup(name: string): void;
  deleteLogGroup(name: string): void;
  names(): string[];
  logGroupNames(): string[];
  /** Lines that reached a log group. */
  logs(logGroup: string): string[];
  /** Synchronous invocation. Throws a ServiceError where the invoker has no right. */
  invoke(nameOrArn: string, payload: unknown, invoker: Invoker): Promise<InvokeResult>;
  /** Asynchronous invocation: answers at once; retries and the destination follow. */
  invokeAsync(nameOrArn: string, payload: unknown, invoker: Invoker): void;
  /** A request to a function URL, from anybody. */
  request(url: string, request: UrlRequest): Promise<UrlResponse>;
  /** Makes the next runs of a function fail, once unless told otherwise. */
  fail(nameOrArn: string, how: Fault, times?: number): void;
  /** Every run so far. */
  invocations(): Invocation[];
  /** How many events are running, or waiting to be tried for the first time. */
  busy(): number;
  /** Resolves when nothing is busy. Retries that wait for the clock do not count. */
  idle(): Promise<void>;
  close(): Promise<void>;
}
