/** What the data of an alarm's periods make of its state (User Guide, "Using CloudWatch alarms"). */
import type { Point } from "../metrics/types";
import { comparisons, type MetricAlarm, type StateValue } from "./types";

/** The data that a verdict rests on. */
export interface Verdict {
  readonly value: StateValue;
  /** The newest first. */
  readonly evaluated: readonly Point[];
  /** Periods without data that were taken for something. */
  readonly missing: number;
}

type Rule = Pick<
  MetricAlarm,
  "comparison" | "threshold" | "evaluationPeriods" | "datapointsToAlarm" | "treatMissingData"
>;

/**
 * How many periods more than it evaluates an alarm retrieves. The guide says that the number depends
 * on the period, and has two in its tables.
 */
const further = 2;

export function periodsRetrieved({ evaluationPeriods }: Pick<Rule, "evaluationPeriods">): number {
  return evaluationPeriods + further;
}

export function isBreaching({ comparison, threshold }: Rule, value: number): boolean {
  return comparisons[comparison][1](value, threshold);
}

/**
 * The verdict on what was retrieved, the oldest period first, undefined where a period has no data.
 * Undefined: the state stays.
 */
export function judge(rule: Rule, periods: readonly (Point | undefined)[]): Verdict | undefined {
  const { evaluationPeriods: wanted, datapointsToAlarm: least = wanted } = rule;
  const there = periods.filter((point) => point !== undefined).reverse();
  const breaching = (points: readonly Point[]): number =>
    points.filter(({ value }) => isBreaching(rule, value)).length;
  const verdict = (evaluated: readonly Point[], count: number, missing = 0): Verdict => ({
    ...{ value: count >= least ? "ALARM" : "OK", evaluated, missing },
  });
  if (there.length >= wanted) {
    const evaluated = there.slice(0, wanted);
    return verdict(evaluated, breaching(evaluated));
  }
  const missing = wanted - there.length;
  const found = breaching(there);
  switch (rule.treatMissingData) {
    case "breaching":
      return verdict(there, found + missing, missing);
    case "notBreaching":
      return verdict(there, found, missing);
    case "ignore":
      return found >= least || found < there.length ? verdict(there, found) : undefined;
    case "missing":
      if (found >= least || found < there.length) return verdict(there, found);
      // All that there is breaches: soon enough an alarm rather than no data ("premature alarm").
      return periods.findIndex((point) => point !== undefined) <= periods.length - least &&
        there.length > 0
        ? { value: "ALARM", evaluated: there, missing: 0 }
        : { value: "INSUFFICIENT_DATA", evaluated: [], missing };
  }
}
