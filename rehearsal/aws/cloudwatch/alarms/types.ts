/** Alarms as CloudWatch keeps them. */
import type { EventEmitter } from "node:events";
import type { Query } from "../metrics/query";

export type StateValue = "OK" | "ALARM" | "INSUFFICIENT_DATA";

export interface State {
  readonly value: StateValue;
  readonly reason: string;
  /** JSON; absent where nobody has looked at data. */
  readonly reasonData?: string;
  readonly since: Date;
}

/** What both kinds of alarms have. */
interface Common {
  readonly arn: string;
  readonly name: string;
  readonly description?: string;
  readonly actionsEnabled: boolean;
  /** ARNs of what is told of a state. */
  readonly actions: Readonly<Record<StateValue, readonly string[]>>;
}

export const comparisons = {
  GreaterThanThreshold: ["greater than", (a: number, b: number) => a > b],
  GreaterThanOrEqualToThreshold: ["greater than or equal to", (a: number, b: number) => a >= b],
  LessThanThreshold: ["less than", (a: number, b: number) => a < b],
  LessThanOrEqualToThreshold: ["less than or equal to", (a: number, b: number) => a <= b],
} as const;

export type Comparison = keyof typeof comparisons;

export interface MetricAlarm extends Common {
  readonly kind: "metric";
  /** One of them returns data. */
  readonly queries: readonly Query[];
  /** False where it is given as queries, also where there is one alone. */
  readonly isSimple: boolean;
  readonly comparison: Comparison;
  readonly threshold: number;
  readonly evaluationPeriods: number;
  /** Absent: all of the evaluation periods. */
  readonly datapointsToAlarm?: number;
  readonly treatMissingData: "missing" | "ignore" | "breaching" | "notBreaching";
  /** False where percentiles of few values change nothing. */
  readonly evaluatesFewSamples: boolean;
}

export interface CompositeAlarm extends Common {
  readonly kind: "composite";
  readonly rule: string;
}

export type AlarmSettings = MetricAlarm | CompositeAlarm;

/** An alarm with the state that it is in. */
export interface Alarm {
  readonly settings: AlarmSettings;
  readonly state: State;
  readonly updatedAt: Date;
}

/** An alarm went from one state to another. */
export interface Change {
  readonly alarm: Alarm;
  readonly previous: State;
}

export interface AlarmEvents {
  change: [change: Change];
  /** Somebody was not told of a change, and why. */
  lost: [text: string];
}

export interface Alarms {
  readonly events: EventEmitter<AlarmEvents>;
  /** Makes an alarm, or gives one that there is other settings; its state stays. */
  put(settings: AlarmSettings): void;
  delete(name: string): void;
  find(name: string): Alarm | undefined;
  all(): Alarm[];
  /** Every change so far. */
  changes(): Change[];
  /**
   * Looks at all data up to the end of the minute that runs, when functions have done their work:
   * for whoever cannot wait for the minute to end.
   */
  evaluate(): Promise<void>;
  close(): void;
}
