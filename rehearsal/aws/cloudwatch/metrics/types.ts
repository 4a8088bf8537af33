/** Metrics as CloudWatch keeps them. */

/** Names with values; the order says nothing. */
export type Dimensions = Readonly<Record<string, string>>;

/** Namespace, name and dimensions together are what a metric is. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Dimensions;
}

/** What was measured at a time: a value, so many times. */
export interface Sample {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly value: number;
  /** How often; 1 unless it says otherwise. */
  readonly count?: number;
  /** One of CloudWatch's units; `None` unless it says otherwise. */
  readonly unit?: string;
  /** Of a set of statistics, whose single values nobody knows: `value` is their mean. */
  readonly bounds?: { readonly minimum: number; readonly maximum: number };
}

/** One period of a metric with its value. */
export interface Point {
  /** Epoch milliseconds at which the period begins. */
  readonly at: number;
  readonly value: number;
  readonly count: number;
}

/** Which values of a metric are meant, over periods of which length. */
export interface MetricStat extends Metric {
  /** `Sum`, `Average`, `Minimum`, `Maximum`, `SampleCount` or a percentile such as `p90`. */
  readonly stat: string;
  /** Seconds. */
  readonly period: number;
  /** Values of another unit do not count. Absent: all do. */
  readonly unit?: string;
}

/** The periods that begin from `start` on and before `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface Metrics {
  put(metric: Metric, sample: Sample): void;
  list(): Metric[];
  /** What there is of it, the oldest first; a period without a value has no point. */
  points(of: MetricStat, range: Range): Point[];
}
