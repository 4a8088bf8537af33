/** What metric math computes with. */

/** Values by the time at which their period begins. */
export type Series = ReadonlyMap<number, number>;

/** A number, a series, or several of them. */
export type Value = number | Series | readonly Series[];

export interface Scope {
  /** Undefined for an id that nobody has. */
  find(id: string): Value | undefined;
  /** Every metric of the request, in its order. */
  metrics(): readonly Series[];
  /** Seconds of the periods. */
  readonly period: number;
}

export function isSeveral(value: Value): value is readonly Series[] {
  return Array.isArray(value);
}

/** The series of a value; a number has none. */
export function seriesIn(value: Value): readonly Series[] {
  if (isSeveral(value)) return value;
  return typeof value === "number" ? [] : [value];
}
