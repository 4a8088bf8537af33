/** When a schedule is due: EventBridge Scheduler User Guide, "Schedule types". */
import { ServiceError } from "../../errors";
import { inTimeZone, isTimeZone } from "./time-zone";
import type { ScheduleRequest } from "./types";

/** A point in time, or milliseconds from one to the next; a cron's times are not kept on this machine. */
export type Due =
  | { readonly kind: "at"; readonly time: Date }
  | { readonly kind: "rate"; readonly period: number }
  | { readonly kind: "cron" };

const milliseconds = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

function invalid(message: string): ServiceError {
  return new ServiceError("ValidationException", message);
}

/** Reads an expression in its time zone; throws what the service answers to one that it does not take. */
export function dueOf({
  ScheduleExpression: expression,
  ScheduleExpressionTimezone: timeZone = "UTC",
}: Pick<ScheduleRequest, "ScheduleExpression" | "ScheduleExpressionTimezone">): Due {
  if (!isTimeZone(timeZone)) {
    throw invalid(`The ScheduleExpressionTimezone you provide is not valid: ${timeZone}.`);
  }
  const due = atOf(expression, timeZone) ?? rateOf(expression) ?? cronOf(expression);
  if (due !== undefined) return due;
  throw invalid(`Invalid Schedule Expression ${expression}.`);
}

function atOf(expression: string, timeZone: string): Due | undefined {
  const [, local] = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/.exec(expression) ?? [];
  if (local === undefined) return undefined;
  const wall = new Date(`${local}Z`);
  // A day that a month does not have would become one of the next.
  if (Number.isNaN(wall.getTime()) || !wall.toISOString().startsWith(local)) return undefined;
  return { kind: "at", time: inTimeZone(wall, timeZone) };
}

/** Unlike a rule of EventBridge, a schedule takes `1 hours` as well as `1 hour`. */
function rateOf(expression: string): Due | undefined {
  const [, number, unit] = /^rate\(([1-9]\d*) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (number === undefined) return undefined;
  const period = Number(number) * milliseconds[unit as keyof typeof milliseconds];
  return { kind: "rate", period };
}

/** Six fields: minutes, hours, day of the month, month, day of the week, year. */
function cronOf(expression: string): Due | undefined {
  return /^cron\(\S+( +\S+){5}\)$/.test(expression) ? { kind: "cron" } : undefined;
}
