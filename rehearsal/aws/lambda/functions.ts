/** The local Lambda: runs what a program deploys, in processes of its own. */
import { randomUUID } from "node:crypto";
import { EventEmitter } from "node:events";
import { ServiceError } from "../../errors";
import { addPermission, Deployments, removePermission } from "./deployments";
import { sendToDestination, sendToFailureDestination } from "./destination";
import { environmentOf } from "./environment";
import { EventQueue } from "./event-queue";
import { EventSources } from "./event-sources";
import { LogGroups } from "../logs";
import { Pool } from "./pool";
import type { FunctionsOptions } from "./options";
import { needInvoke } from "./rights";
import { type Deployed, type Run, Runs } from "./runs";
import { Sandbox } from "./sandbox";
import type { FunctionEvents, Functions, FunctionSettings, Invoker } from "./types";
import type { UrlRequest, UrlResponse } from "./types";
import { FunctionUrls, largestRequest } from "./urls";

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
    const { metrics } = options;
    const written = (group: string, lines: readonly string[]): void => this.measure(group, lines);
    this.logGroups = new LogGroups({ ...options, written });
    this.runs = new Runs({ clock, logGroups: this.logGroups, events: this.events, metrics });
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

  async request(url: string, request: UrlRequest): Promise<UrlResponse> {
    const response = await this.urls.request(url, request);
    const name = this.urls.functionOf(url);
    if (name !== undefined) this.options.metrics?.answered(name, response.status);
    return response;
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
    const { place, clock, credentialsFor, outside, patience = 10_000 } = this.options;
    const endpointUrl = this.options.endpointUrl();
    const key = credentialsFor(settings.roleArn, settings.name);
    return new Sandbox({
      environment: environmentOf(settings, place, { key, endpointUrl, logStream }),
      folder: settings.codeFolder,
      world: {
        endpointUrl,
        outside: outside?.() ?? {},
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

  /** A line that was to be a metric and is none is lost without a word at AWS. */
  private measure(logGroup: string, lines: readonly string[]): void {
    for (const { reason } of this.options.metrics?.logged(logGroup, lines) ?? []) {
      this.events.emit("warning", `Metrics in ${logGroup} are lost: ${reason}`);
    }
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
