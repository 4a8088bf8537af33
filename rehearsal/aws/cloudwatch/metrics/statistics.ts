/** Statistics of what was measured within one period. */
import { ServiceError } from "../../../errors";
import type { Sample } from "./types";

/** User Guide, "CloudWatch statistics definitions": of a percentile up to ten decimal places. */
const percentile = /^p(\d{1,2}(?:\.\d{1,10})?|100)$/;

const simple: Readonly<Record<string, (samples: readonly Sample[]) => number>> = {
  SampleCount: countOf,
  Sum: sumOf,
  Average: (samples) => sumOf(samples) / countOf(samples),
  Minimum: (samples) => Math.min(...samples.map(({ value, bounds }) => bounds?.minimum ?? value)),
  Maximum: (samples) => Math.max(...samples.map(({ value, bounds }) => bounds?.maximum ?? value)),
};

export function isStatistic(stat: string): boolean {
  return stat in simple || percentile.test(stat);
}

/** The value of a statistic; undefined for a percentile of values that nobody knows. */
export function statisticOf(stat: string, samples: readonly Sample[]): number | undefined {
  if (stat in simple) return simple[stat](samples);
  const [, rank] = percentile.exec(stat) ?? [];
  if (rank === undefined)
    throw new ServiceError("InvalidParameterValue", `${stat} is no statistic`);
  if (samples.some(({ bounds }) => bounds !== undefined)) return undefined;
  return percentileOf(Number(rank) / 100, samples);
}

export function countOf(samples: readonly Sample[]): number {
  return samples.reduce((sum, { count = 1 }) => sum + count, 0);
}

function sumOf(samples: readonly Sample[]): number {
  return samples.reduce((sum, { value, count = 1 }) => sum + value * count, 0);
}

/** Between two values that were measured, on the straight line. */
function percentileOf(share: number, samples: readonly Sample[]): number {
  const sorted = [...samples].sort((a, b) => a.value - b.value);
  const place = share * (countOf(sorted) - 1);
  const low = valueAt(sorted, Math.floor(place));
  const high = valueAt(sorted, Math.ceil(place));
  return low + (high - low) * (place - Math.floor(place));
}

function valueAt(sorted: readonly Sample[], index: number): number {
  let seen = 0;
  const found = sorted.find(({ count = 1 }) => (seen += count) > index);
  return (found ?? sorted.at(-1)!).value;
}
