/** The local Lambda: runs what a program deploys, in processes of its own. */
import { randomUUID } from "node:crypto";
import { EventEmitter } from "node:events";
import type { Place } from "../account/types";
import type { Clock } from "../clock";
import { ServiceError } from "../errors";
import type { AccessKey, IamDirectory } from "../iam/types";
import { type DestinationServices, giveUp } from "./destination";
import { environmentOf } from "./environment";
import { EventQueue } from "./event-queue";
import { LogGroups } from "./log-groups";
import { Pool } from "./pool";
import { needInvoke } from "./rights";
import { type Deployed, type Run, Runs } from "./runs";
import { Sandbox } from "./sandbox";
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
  private readonly deployed = new Map<string, Deployed>();
  private readonly urls: FunctionUrls;
  private readonly logGroups: LogGroups;
  private readonly runs: Runs;
  private readonly queue: EventQueue;
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
      get: (name) => this.get(name),
      run: (deployed, run) => this.run(deployed, run),
    });
    this.queue = new EventQueue({
      clock,
      run: (deployed, run) => this.runs.run(deployed, run),
      giveUp: async (deployed, given) => {
        const lost = await giveUp(deployed, given, options);
        for (const text of lost) this.events.emit("warning", text);
      },
      working: (change) => this.working(change),
    });
  }

  put(settings: FunctionSettings): void {
    const now = () => this.options.clock.now();
    const date = now().toISOString().slice(0, 10).replace(/-/g, "/");
    const logStream = `${date}/[$LATEST]${this.newId().replace(/-/g, "")}`;
    const pool = new Pool({ start: () => this.start(settings, logStream), now });
    const kept = this.deployed.get(settings.name);
    const { permissions = [], faults = [], invokeConfig = {} } = kept ?? {};
    void kept?.pool.close();
    this.deployed.set(settings.name, {
      ...{ settings, logStream, pool, permissions, faults, invokeConfig },
      running: 0,
    });
  }

  has(nameOrArn: string): boolean {
    return this.find(nameOrArn) !== undefined;
  }

  settings(nameOrArn: string): FunctionSettings {
    return this.get(nameOrArn).settings;
  }

  addPermission: Functions["addPermission"] = (functionName, permission) => {
    const { permissions } = this.get(functionName);
    if (permissions.some(({ statementId }) => statementId === permission.statementId)) {
      throw new ServiceError(
        "ResourceConflictException",
        `The statement id (${permission.statementId}) provided already exists. ` +
          "Please provide a new statement id, or remove the existing statement.",
        409,
      );
    }
    permissions.push(permission);
  };

  putEventInvokeConfig: Functions["putEventInvokeConfig"] = (functionName, settings) => {
    this.get(functionName).invokeConfig = settings;
  };

  putUrl(functionName: string, { authType }: { authType: string }): string {
    return this.urls.put(functionName, authType);
  }

  createLogGroup(name: string): void {
    this.logGroups.create(name);
  }

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
    this.get(nameOrArn).faults.push(...Array.from({ length: times }, () => how));
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
    await Promise.all([...this.deployed.values()].map(({ pool }) => pool.close()));
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
    const deployed = this.get(nameOrArn);
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

  /** By name, by ARN, or by either with the one version that there is. */
  private find(nameOrArn: string): Deployed | undefined {
    const [head, qualifier = "$LATEST"] = nameOrArn.startsWith("arn:")
      ? [nameOrArn.split(":").slice(0, 7).join(":"), nameOrArn.split(":")[7]]
      : nameOrArn.split(":");
    if (qualifier !== "$LATEST") return undefined;
    return [...this.deployed.values()].find(
      ({ settings }) => settings.arn === head || settings.name === head,
    );
  }

  private get(nameOrArn: string): Deployed {
    const found = this.find(nameOrArn);
    if (found !== undefined) return found;
    throw new ServiceError("ResourceNotFoundException", `Function not found: ${nameOrArn}`, 404);
  }
}

/** A Lambda without functions. */
export function createFunctions(options: FunctionsOptions): Functions {
  return new LocalFunctions(options);
}
