/** Why an alarm is in its state, as CloudWatch words it. */
import type { Point } from "../metrics/types";
import { isBreaching, type Verdict } from "./judge";
import { comparisons, type MetricAlarm, type StateValue } from "./types";

const treated = { breaching: "Breaching", notBreaching: "NonBreaching", missing: "", ignore: "" };

export function reasonOf(alarm: MetricAlarm, verdict: Verdict, previous: StateValue): string {
  const { value, evaluated, missing } = verdict;
  if (value === "INSUFFICIENT_DATA") {
    const were = missing === 1 ? "was" : "were";
    return `Insufficient Data: ${counted(missing, "datapoint")} ${were} unknown.`;
  }
  const filled =
    missing === 0
      ? ""
      : ` and ${counted(missing, "missing datapoint")} ${missing === 1 ? "was" : "were"} ` +
        `treated as [${treated[alarm.treatMissingData]}]`;
  if (evaluated.length === 0) {
    const periods = counted(alarm.evaluationPeriods, "period");
    return `Threshold Crossed: no datapoints were received for ${periods}${filled}.`;
  }
  return `Threshold Crossed: ${crossing(alarm, verdict)}${filled}${least(alarm, verdict, previous)}.`;
}

/** The points on the side of the threshold that the state says. */
function crossing(alarm: MetricAlarm, { value, evaluated }: Verdict): string {
  const { comparison, threshold, datapointsToAlarm, evaluationPeriods } = alarm;
  const side = evaluated.filter((point) => isBreaching(alarm, point.value) === (value === "ALARM"));
  const shown = side.length === 0 ? evaluated : side;
  const not = value === "ALARM" ? "" : "not ";
  const count =
    datapointsToAlarm === undefined
      ? counted(shown.length, "datapoint")
      : `${shown.length} out of the last ${evaluationPeriods} datapoints`;
  const were = shown.length === 1 ? "was" : "were";
  return (
    `${count} [${shown.map(pointText).join(", ")}] ${were} ${not}${comparisons[comparison][0]} ` +
    `the threshold (${decimal(threshold)})`
  );
}

function least(
  { evaluationPeriods, datapointsToAlarm }: MetricAlarm,
  { value }: Verdict,
  previous: StateValue,
): string {
  if (datapointsToAlarm === undefined) return "";
  const needed = value === "ALARM" ? datapointsToAlarm : evaluationPeriods - datapointsToAlarm + 1;
  const from = previous === "INSUFFICIENT_DATA" ? "OK" : previous;
  const transition =
    value === "ALARM" ? `${from === "ALARM" ? "OK" : from} -> ALARM` : "ALARM -> OK";
  return ` (minimum ${counted(needed, "datapoint")} for ${transition} transition)`;
}

function pointText({ value, at }: Point): string {
  const [date, time] = new Date(at).toISOString().split("T");
  const [year, month, day] = date.split("-");
  return `${decimal(value)} (${day}/${month}/${year.slice(2)} ${time.slice(0, 8)})`;
}

/** A number as Java writes a double. */
function decimal(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

/** The data behind a reason, as JSON. */
export function reasonDataOf(alarm: MetricAlarm, verdict: Verdict, now: Date): string {
  const [{ metric }] = alarm.queries;
  const { evaluated } = verdict;
  return JSON.stringify({
    version: "1.0",
    queryDate: stamp(now),
    ...(evaluated.length > 0 && { startDate: stamp(new Date(evaluated.at(-1)!.at)) }),
    ...(alarm.isSimple && metric !== undefined && { statistic: metric.stat }),
    ...(metric !== undefined && { period: metric.period }),
    recentDatapoints: evaluated.map(({ value }) => value).reverse(),
    threshold: alarm.threshold,
    evaluatedDatapoints: evaluated.map(({ at, value, count }) => ({
      timestamp: stamp(new Date(at)),
      sampleCount: count,
      value,
    })),
  });
}

/** A time as CloudWatch writes it in messages. */
export function stamp(time: Date): string {
  return time.toISOString().replace("Z", "+0000");
}
