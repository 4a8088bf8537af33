/** Queries as GetMetricData and alarms ask them: metrics by their ids, and expressions over them. */
import { ServiceError } from "../../../errors";
import { valueOf } from "./expressions";
import { type Scope, type Series, seriesIn, type Value } from "./series";
import type { Metrics, MetricStat, Range } from "./types";

export interface Query {
  readonly id: string;
  readonly metric?: MetricStat;
  readonly expression?: string;
  readonly label?: string;
  /** Of an expression: seconds. Absent: the period of its metrics. */
  readonly period?: number;
  readonly returns: boolean;
}

/** The longest period of the metrics; a minute where there is none. */
export function periodOf(queries: readonly Query[]): number {
  return Math.max(60, ...queries.map(({ metric, period }) => metric?.period ?? period ?? 60));
}

/** What each query that returns something comes to. */
export function answer(
  queries: readonly Query[],
  metrics: Pick<Metrics, "points">,
  range: Range,
): { query: Query; series: readonly Series[] }[] {
  const known = new Map<string, Value>();
  const running = new Set<string>();
  const seriesOf = ({ metric }: Query): Series =>
    new Map(metrics.points(metric!, range).map(({ at, value }) => [at, value]));
  const scope: Scope = {
    period: periodOf(queries),
    find: (id) => {
      const query = queries.find((one) => one.id === id);
      return query && value(query);
    },
    metrics: () => queries.filter(({ metric }) => metric).map((one) => value(one) as Series),
  };
  const value = (query: Query): Value => {
    const done = known.get(query.id);
    if (done !== undefined) return done;
    if (running.has(query.id)) {
      throw new ServiceError("ValidationError", `The expression ${query.id} needs its own result`);
    }
    running.add(query.id);
    const found = query.metric ? seriesOf(query) : valueOf(query.expression!, scope);
    known.set(query.id, found);
    return found;
  };
  return queries
    .filter(({ returns }) => returns)
    .map((query) => ({ query, series: seriesIn(value(query)) }));
}
