/** What the function that measures sees of the world, whose calls can fail, and end a run. */
import type { LogEvent } from "../../../../functions/domain/log-events";
import type { Measure } from "../../../../functions/domain/measures";
import type { Mail } from "../../../../functions/domain/mail";
import { parseWaiting, type Waiting } from "../../../../functions/domain/waiting";
import { createHandler } from "../../../../functions/measures/handler";

export const orders = "orders/Release/approve";
export const legal = "orders/Release/legal";
export const gates = [orders, legal];

const start = Date.parse("2026-11-27T12:00:00.000Z");

/** So many minutes after the beginning of a test; before it, where they are negative. */
export const at = (minutes: number): Date => new Date(start + minutes * 60_000);

/** A request that has waited for so many minutes when a test begins. */
export const waits = (action: string, minutes: number, more: Partial<Waiting> = {}): Waiting => ({
  ...{ action, token: `token-of-${action}`, status: "PENDING", region: "eu-west-1" },
  ...{ requestedAt: at(-minutes).toISOString(), ...more },
});

interface Options {
  readonly isByGate?: boolean;
  readonly minutes?: number;
  readonly hasTopic?: boolean;
}

/** One call fails, or is the last of its run: by its number, or by its name for `times`. */
interface Fault {
  readonly step?: number;
  readonly call?: string;
  readonly when: "before" | "after";
  readonly isDeath?: boolean;
  readonly error?: Error;
  times?: number;
}

interface Line {
  readonly level: "info" | "warn" | "error";
  readonly event: LogEvent;
  readonly [field: string]: unknown;
}

export class MeasuredWorld {
  topicArn = "arn:aws:sns:eu-west-1:111122223333:alarms";
  fault?: Fault;
  readonly measured: [of: string, values: Record<string, number>][] = [];
  readonly lines: Line[] = [];
  readonly mails: Mail[] = [];
  /** Calls of the last run. */
  calls: string[] = [];
  private minute = 0;

  constructor(
    private requests: Waiting[],
    private readonly options: Options = {},
  ) {}

  pass(minutes: number): void {
    this.minute += minutes;
  }

  async run(event?: unknown): Promise<void> {
    this.calls = [];
    await createHandler(this.ports())(event);
  }

  private ports(): Parameters<typeof createHandler>[0] {
    const { isByGate = false, minutes, hasTopic = true } = this.options;
    let isDead = false;
    const call = async <T>(name: string, work: () => T): Promise<T> => {
      if (isDead) throw new Error("The run is gone.");
      const step = this.calls.push(name) - 1;
      const fail = (when: Fault["when"]): void => {
        const { fault } = this;
        if (fault === undefined || fault.when !== when) return;
        if (fault.step !== step && fault.call !== name) return;
        fault.times = (fault.times ?? 1) - 1;
        if (fault.times === 0) this.fault = undefined;
        isDead = fault.isDeath === true;
        throw fault.error ?? new Error(`${name} failed`);
      };
      fail("before");
      const answer = work();
      fail("after");
      return answer;
    };
    const values = (measures: readonly Measure[]): Record<string, number> =>
      Object.fromEntries(measures.map(({ name, value }) => [name, value]));
    const log =
      (level: Line["level"]) =>
      (event: LogEvent, fields: object = {}): void => {
        const { error: _, reason: __, remedy: ___, ...rest } = fields as Record<string, unknown>;
        this.lines.push({ level, event, ...rest });
      };
    return {
      unsettled: {
        actions: () =>
          call("unsettled.actions", () => [...new Set(this.requests.map(({ action }) => action))]),
      },
      waiting: {
        read: (action) =>
          call("waiting.read", () =>
            this.requests.filter((one) => one.action === action).map((one) => parseWaiting(one)!),
          ),
        noteStuck: ({ token }, moment) =>
          call("waiting.noteStuck", () => {
            this.requests = this.requests.map((one) =>
              one.token === token ? { ...one, stuckToldAt: moment.toISOString() } : one,
            );
          }),
      },
      gates: { actions: () => call("gates.actions", () => gates) },
      metering: {
        isByGate,
        ofHub: (measures) => void this.measured.push(["hub", values(measures)]),
        ofGate: (gate, measures) => void this.measured.push([gate, values(measures)]),
        ofRequest: () => {
          throw new Error("No request event is measured here.");
        },
      },
      ...(minutes === undefined ? {} : { stuckAfterMinutes: minutes }),
      ...(hasTopic
        ? {
            alarmTopic: {
              arn: this.topicArn,
              publish: (mail: Mail) => call("topic.publish", () => void this.mails.push(mail)),
            },
          }
        : {}),
      log: { info: log("info"), warn: log("warn"), error: log("error") },
      clock: { now: () => at(this.minute) },
    };
  }
}
