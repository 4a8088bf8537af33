/** One run of a function's code: faults, the process, its log, and the record of it. */
import type { EventEmitter } from "node:events";
import type { Clock } from "../../clock";
import { exitError, timedOut } from "./failures";
import type { FunctionMetrics } from "../cloudwatch";
import type { LogGroups } from "../logs";
import type { Pool } from "./pool";
import { withReport } from "./report";
import type { Outcome, Work } from "./sandbox";
import type {
  EventInvokeSettings,
  Fault,
  FunctionEvents,
  FunctionPermission,
  FunctionSettings,
  Invocation,
} from "./types";

/** A function and what was set on it. */
export interface Deployed {
  settings: FunctionSettings;
  logStream: string;
  pool: Pool;
  readonly permissions: FunctionPermission[];
  readonly faults: Fault[];
  /** Events that its code has now. */
  running: number;
  invokeConfig: EventInvokeSettings;
}

export interface Run {
  readonly kind: Invocation["kind"];
  readonly event: unknown;
  readonly attempt: number;
  readonly requestId: string;
}

type StreamRecords = readonly {
  readonly dynamodb: { readonly ApproximateCreationDateTime: number };
}[];

export interface RunsOptions {
  readonly clock: Clock;
  readonly logGroups: LogGroups;
  readonly events: EventEmitter<FunctionEvents>;
  readonly metrics?: FunctionMetrics;
}

export class Runs {
  readonly done: Invocation[] = [];

  constructor(private readonly options: RunsOptions) {}

  /** "throttled" where Lambda would not have run the code at all. */
  async run(deployed: Deployed, run: Run): Promise<Outcome | "throttled"> {
    const fault = deployed.faults.shift();
    const { reservedConcurrency = Infinity } = deployed.settings;
    if (fault === "throttle" || deployed.running >= reservedConcurrency) {
      this.options.metrics?.throttled(deployed.settings.name);
      return "throttled";
    }
    deployed.running += 1;
    try {
      return await this.recorded(deployed, run, fault);
    } finally {
      deployed.running -= 1;
    }
  }

  private async recorded(deployed: Deployed, run: Run, fault?: Fault): Promise<Outcome> {
    const { clock, events } = this.options;
    const at = clock.now();
    const outcome = await this.outcome(deployed, run, fault);
    const logs = withReport(deployed.settings, run.requestId, outcome, clock.now());
    this.write(deployed, logs);
    this.measure(deployed, run, at, outcome);
    const invocation: Invocation = {
      functionName: deployed.settings.name,
      kind: run.kind,
      at,
      attempt: run.attempt,
      event: run.event,
      ...(outcome.error === undefined
        ? { result: outcome.payload }
        : { error: outcome.error.errorMessage }),
      logs,
    };
    this.done.push(invocation);
    events.emit("invocation", invocation);
    return outcome;
  }

  private async outcome(deployed: Deployed, run: Run, fault?: Fault): Promise<Outcome> {
    const { timeoutSeconds } = deployed.settings;
    if (fault === "timeout") return failure(timedOut(run.requestId, timeoutSeconds * 1000));
    if (fault === "crash") return failure(killed);
    const outcome = await this.inPool(deployed, run, fault === "crash-late");
    if (fault === undefined) return outcome;
    return { ...outcome, payload: undefined, error: killed };
  }

  /** A process that cannot be started is a failure of the function, not of the rehearsal. */
  private async inPool(deployed: Deployed, run: Run, last: boolean): Promise<Outcome> {
    try {
      return await deployed.pool.run(() => this.work(deployed, run), last);
    } catch (error) {
      const { message } = error as Error;
      return failure({ errorType: "Runtime.StartError", errorMessage: message });
    }
  }

  private work({ settings }: Deployed, { requestId, event }: Run): Work {
    return {
      requestId,
      functionArn: settings.arn,
      event,
      offset: this.options.clock.now().getTime() - Date.now(),
      timeout: settings.timeoutSeconds * 1000,
    };
  }

  private measure({ settings }: Deployed, run: Run, at: Date, outcome: Outcome): void {
    const newest = (run.event as { Records?: StreamRecords } | null)?.Records?.at(-1);
    this.options.metrics?.ran({
      ...{ functionName: settings.name, at, milliseconds: outcome.milliseconds },
      failed: outcome.error !== undefined,
      ...(run.kind === "stream" && {
        newestRecord: newest?.dynamodb.ApproximateCreationDateTime,
      }),
    });
  }

  private write({ settings, logStream }: Deployed, lines: readonly string[]): void {
    const refusal = this.options.logGroups.write(settings, logStream, lines);
    if (refusal === undefined) return;
    const text = `The logs of function ${settings.name} are lost: ${refusal}`;
    this.options.events.emit("warning", text);
  }
}

const killed = exitError(null, "SIGKILL");

function failure(error: Outcome["error"]): Outcome {
  return { error, lines: [], milliseconds: 0 };
}
