/** What runs of the world leave behind, and what may happen to them. */
import type { LogEvent } from "../../../../functions/domain/log-events";
import type { LogFields } from "../../../../functions/domain/ports";

export interface Line {
  readonly level: "info" | "warn" | "error";
  readonly event: LogEvent;
  readonly fields?: Record<string, unknown>;
}

/** Where a run dies: at its nth call of a port, counted from 0. */
export interface Crash {
  readonly step: number;
  readonly when: "before" | "after";
}

/** The end of a Lambda environment: nothing that runs after it has an effect. */
export class Died extends Error {}

/** One fault: the call fails `times` times, before or after it took effect. */
export interface Fault {
  readonly call: string;
  readonly error: Error;
  times?: number;
  readonly when?: "before" | "after";
}

export function lineOf(level: Line["level"], event: LogEvent, fields?: LogFields): Line {
  return { level, event, fields };
}
