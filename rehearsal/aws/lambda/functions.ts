/** The local Lambda: runs what a program deploys, in processes of its own. */
import { randomUUID } from "node:crypto";
import { EventEmitter } from "node:events";
import type { Place } from "../account/types";
import type { Clock } from "../../clock";
import { ServiceError } from "../../errors";
import type { AccessKey, IamDirectory } from "../iam";
import { addPermission, Deployments, removePermission } from "./deployments";
import {
  type DestinationServices,
  sendToDestination,
  sendToFailureDestination,
} from "./destination";
import { environmentOf } from "./environment";
import { EventQueue } from "./event-queue";
import { EventSources } from "./event-sources";
import { LogGroups } from "../logs";
import { Pool } from "./pool";
import { needInvoke } from "./rights";
import { type Deployed, type Run, Runs } from "./runs";
import { Sandbox } from "./sandbox";
import type { PollerOptions } from "./stream-poller";
import type { FunctionEvents, Functions, FunctionSettings, Invoker } from "./types";
import type { UrlRequest, UrlResponse } from "./types";
import { FunctionUrls, largestRequest } from "./urls";

export interface FunctionsOptions {
  readonly directory: Pick<IamDirectory, "decide" | "decideRole">;
  readonly clock: Clock;
  readonly place: Place;
  /** The run's folder: logs go to `logs/<function>.log` in it. */
  readonly folder: string;
  /** The local AWS, which the code of functions reaches. */
  readonly endpointUrl: () => string;
  /** The local Slack, which stands for https://slack.com. Absent: no Slack. */
  readonly slackUrl?: () => string | undefined;
  readonly queues: DestinationServices["queues"];
  readonly topics?: DestinationServices["topics"];
  /** What event source mappings read; without it there is no stream. */
  readonly streams?: PollerOptions["streams"];
  /** Temporary keys of a role; asked for each new process. */
  readonly credentialsFor: (roleArn: string, sessionName: string) => AccessKey;
  readonly newId?: () => string;
  /** Milliseconds that loading the code may take. Defaults to Lambda's ten seconds. */
  readonly patience?: number;
}

/** Bytes of an asynchronous event (Lambda quotas). */
const largestEvent = 1024 * 1024;

class LocalFunctions implements Functions {
  readonly events = new EventEmitter<FunctionEvents>();
  private readonly deployed = new Deployments();
  private readonly urls: FunctionUrls;
  private readonly logGroups: LogGroups;
  private readonly runs: Runs;
  private readonly queue: EventQueue;
  private readonly eventSources: EventSources;
  private readonly newId: () => string;
  private active = 0;
  private waiting: (() => void)[] = [];

  constructor(private readonly options: FunctionsOptions) {
    const { clock, place } = options;
    this.newId = options.newId ?? randomUUID;
    this.logGroups = new LogGroups(options);
    this.runs = new Runs({ clock, logGroups: this.logGroups, events: this.events });
    this.urls = new FunctionUrls({
      ...{ place, clock, newId: this.newId },
      get: (name) => this.deployed.get(name),
      run: (deployed, run) => this.run(deployed, run),
    });
    this.queue = new EventQueue({
      clock,
      run: (deployed, run) => this.runs.run(deployed, run),
      isThere: (deployed) => this.deployed.isThere(deployed),
      sendToFailureDestination: async (deployed, given) => {
        const lost = await sendToFailureDestination(deployed, given, options);
        for (const text of lost) this.events.emit("warning", text);
      },
      working: (change) => this.working(change),
    });
    this.eventSources = new EventSources({
      ...{ clock, directory: options.directory, newId: this.newId },
      streams: options.streams ?? { records: () => [], listen: () => () => undefined },
      find: (name) => this.deployed.find(name),
      run: (deployed, run) => this.runs.run(deployed, run),
      tell: (roleArn, target, body) => sendToDestination(roleArn, target, body, options),
      warn: (text) => this.events.emit("warning", text),
      working: (change) => this.working(change),
    });
  }

  put(settings: FunctionSettings): void {
    const now = () => this.options.clock.now();
    const date = now().toISOString().slice(0, 10).replace(/-/g, "/");
    const logStream = `${date}/[$LATEST]${this.newId().replace(/-/g, "")}`;
    const pool = new Pool({ start: () => this.start(settings, logStream), now });
    this.deployed.put(settings, logStream, pool);
  }

  has(nameOrArn: string): boolean {
    return this.deployed.find(nameOrArn) !== undefined;
  }

  settings(nameOrArn: string): FunctionSettings {
    return this.deployed.get(nameOrArn).settings;
  }

  addPermission: Functions["addPermission"] = (functionName, permission) =>
    addPermission(this.deployed.get(functionName), permission);

  removePermission: Functions["removePermission"] = (functionName, statementId) =>
    removePermission(this.deployed.get(functionName), statementId);

  putEventInvokeConfig: Functions["putEventInvokeConfig"] = (functionName, settings) => {
    this.deployed.get(functionName).invokeConfig = settings;
  };

  putEventSource: Functions["putEventSource"] = (id, settings) =>
    this.eventSources.put(id, settings);

  deleteEventSource = (id: string): void => this.eventSources.delete(id);

  eventSourceIds = (): string[] => this.eventSources.ids();

  putUrl(functionName: string, { authType }: { authType: string }): string {
    return this.urls.put(functionName, authType);
  }

  deleteUrl(functionName: string): void {
    this.urls.delete(functionName);
  }

  async delete(functionName: string): Promise<void> {
    const deployed = this.deployed.get(functionName);
    this.urls.delete(deployed.settings.name);
    await this.deployed.delete(deployed);
  }

  names(): string[] {
    return this.deployed.names();
  }

  createLogGroup = (name: string): void => this.logGroups.create(name);

  deleteLogGroup = (name: string): void => this.logGroups.delete(name);

  logGroupNames = (): string[] => this.logGroups.names();

  logs(logGroup: string): string[] {
    return this.logGroups.lines(logGroup);
  }

  invoke: Functions["invoke"] = async (nameOrArn, payload, invoker) => {
    const { deployed, event } = this.accept(nameOrArn, payload, invoker, largestRequest);
    const outcome = await this.run(deployed, { kind: "sync", event, requestId: this.newId() });
    if (outcome === "throttled") {
      throw new ServiceError("TooManyRequestsException", "Rate Exceeded.", 429);
    }
    const { payload: result, error } = outcome;
    return error === undefined
      ? { payload: result }
      : { payload: error, functionError: "Unhandled" };
  };

  invokeAsync: Functions["invokeAsync"] = (nameOrArn, payload, invoker) => {
    const { deployed, event } = this.accept(nameOrArn, payload, invoker, largestEvent);
    this.queue.add(deployed, event, this.newId());
  };

  request(url: string, request: UrlRequest): Promise<UrlResponse> {
    return this.urls.request(url, request);
  }

  fail: Functions["fail"] = (nameOrArn, how, times = 1) => {
    this.deployed.get(nameOrArn).faults.push(...Array.from({ length: times }, () => how));
  };

  invocations: Functions["invocations"] = () => [...this.runs.done];

  busy(): number {
    return this.active;
  }

  idle(): Promise<void> {
    if (this.active === 0) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  async close(): Promise<void> {
    this.queue.close();
    this.eventSources.close();
    await this.deployed.close();
  }

  private start(settings: FunctionSettings, logStream: string): Sandbox {
    const { place, clock, credentialsFor, slackUrl, patience = 10_000 } = this.options;
    const endpointUrl = this.options.endpointUrl();
    const key = credentialsFor(settings.roleArn, settings.name);
    return new Sandbox({
      environment: environmentOf(settings, place, { key, endpointUrl, logStream }),
      folder: settings.codeFolder,
      world: {
        endpointUrl,
        slackUrl: slackUrl?.(),
        offset: clock.now().getTime() - Date.now(),
      },
      patience,
    });
  }

  private async run(deployed: Deployed, run: Omit<Run, "attempt">): ReturnType<Runs["run"]> {
    this.working(1);
    try {
      return await this.runs.run(deployed, { ...run, attempt: 1 });
    } finally {
      this.working(-1);
    }
  }

  private accept(nameOrArn: string, payload: unknown, invoker: Invoker, largest: number) {
    const deployed = this.deployed.get(nameOrArn);
    const { arn } = deployed.settings;
    needInvoke({ arn, permissions: deployed.permissions }, invoker, this.options);
    const text = JSON.stringify(payload ?? {});
    if (Buffer.byteLength(text) > largest) {
      throw new ServiceError(
        "RequestTooLargeException",
        `Request must be smaller than ${largest} bytes for the InvokeFunction operation`,
        413,
      );
    }
    return { deployed, event: JSON.parse(text) as unknown };
  }

  private working(change: 1 | -1): void {
    this.active += change;
    if (this.active > 0) return;
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}

/** A Lambda without functions. */
export function createFunctions(options: FunctionsOptions): Functions {
  return new LocalFunctions(options);
}
