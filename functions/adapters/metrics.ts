/** Metrics as lines of the function's log, in CloudWatch's embedded metric format: no call, and no right. */
import { Metrics } from "@aws-lambda-powertools/metrics";
import { metricDimensions, metricNamespace, type MetricsBy } from "../../contract/measures";
import type { Metering } from "../domain/ports";

type Measures = Parameters<Metering["ofHub"]>[0];

export function createMetering(hub: string, by: MetricsBy): Metering {
  const metrics = new Metrics({ namespace: metricNamespace });
  // Powertools would tell the functions of a hub apart: nobody asks which of them has counted.
  metrics.clearDefaultDimensions();
  const ofHub = { [metricDimensions.hub]: hub };
  const publish = (measures: Measures, at: Date, ...sets: Record<string, string>[]): void => {
    if (measures.length === 0) return;
    for (const set of sets) metrics.addDimensions(set);
    metrics.setTimestamp(at);
    for (const { name, unit, value } of measures) metrics.addMetric(name, unit, value);
    metrics.publishStoredMetrics();
  };
  const ofGate = (gate: string) => ({ ...ofHub, [metricDimensions.gate]: gate });
  return {
    isByGate: by === "gate",
    ofHub: (measures, at) => publish(measures, at, ofHub),
    ofGate: (gate, measures, at) => publish(measures, at, ofGate(gate)),
    ofRequest: (gate, measures, at) =>
      publish(measures, at, ofHub, ...(by === "gate" ? [ofGate(gate)] : [])),
  };
}

/** What the deployment has written; anything else measures the least. */
export const metricsBy = (text: string): MetricsBy => (text === "gate" ? "gate" : "hub");
