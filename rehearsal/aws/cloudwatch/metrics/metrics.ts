/** The local CloudWatch's metrics, in memory. */
import { countOf, statisticOf } from "./statistics";
import type { Metric, Metrics, MetricStat, Point, Range, Sample } from "./types";

interface Series {
  readonly metric: Metric;
  /** The oldest first. */
  readonly samples: Sample[];
}

export class LocalMetrics implements Metrics {
  private readonly series = new Map<string, Series>();

  put(metric: Metric, sample: Sample): void {
    const key = keyOf(metric);
    const series = this.series.get(key) ?? { metric, samples: [] };
    this.series.set(key, series);
    const { samples } = series;
    const after = samples.findLastIndex(({ at }) => at <= sample.at);
    samples.splice(after + 1, 0, sample);
  }

  list(): Metric[] {
    return [...this.series.values()].map(({ metric }) => metric);
  }

  points({ period, stat, unit, ...metric }: MetricStat, { start, end }: Range): Point[] {
    const all = this.series.get(keyOf(metric))?.samples ?? [];
    const length = period * 1000;
    const periods = new Map<number, Sample[]>();
    for (const sample of all) {
      if (sample.at < start || sample.at >= end) continue;
      if (unit !== undefined && (sample.unit ?? "None") !== unit) continue;
      const at = start + Math.floor((sample.at - start) / length) * length;
      periods.set(at, [...(periods.get(at) ?? []), sample]);
    }
    return [...periods].flatMap(([at, samples]) => {
      const value = statisticOf(stat, samples);
      return value === undefined ? [] : [{ at, value, count: countOf(samples) }];
    });
  }
}

function keyOf({ namespace, name, dimensions }: Metric): string {
  return JSON.stringify([namespace, name, Object.entries(dimensions).sort()]);
}
