/** Metrics as lines of the function's log, in CloudWatch's embedded metric format: no call, and no right. */
import { Metrics } from "@aws-lambda-powertools/metrics";
import { metricDimensions, metricNamespace, type MetricsBy } from "../../contract/measures";
import { environment } from "../../contract/environment";
import type { Metering } from "../domain/ports";
import { optional, required } from "./environment";

type Measures = Parameters<Metering["ofHub"]>[0];

export function createMetering(hub: string, by: MetricsBy): Metering {
  const metrics = new Metrics({ namespace: metricNamespace });
  // Powertools would tell the functions of a hub apart: nobody asks which of them has counted.
  metrics.clearDefaultDimensions();
  metrics.setDefaultDimensions({ [metricDimensions.hub]: hub });
  /** Once for each set: the dimension of the hub is in all of them. */
  const publish = (measures: Measures, at: Date, ...sets: Record<string, string>[]): void => {
    if (measures.length === 0) return;
    for (const set of sets) metrics.addDimensions(set);
    metrics.setTimestamp(at);
    for (const { name, unit, value } of measures) metrics.addMetric(name, unit, value);
    metrics.publishStoredMetrics();
  };
  const ofGate = (gate: string) => ({ [metricDimensions.gate]: gate });
  return {
    isByGate: by === "gate",
    ofHub: (measures, at) => publish(measures, at, {}),
    ofGate: (gate, measures, at) => publish(measures, at, ofGate(gate)),
    ofRequest: (gate, measures, at) => {
      if (by === "gate") return publish(measures, at, {}, ofGate(gate));
      // No dimension, and so no series: the line says it to who searches the log.
      if (measures.length > 0) metrics.addMetadata(metricDimensions.gate, gate);
      publish(measures, at, {});
    },
  };
}

/** What the deployment has written; anything else measures the least. */
export const metricsBy = (text: string): MetricsBy => (text === "gate" ? "gate" : "hub");

/** Undefined where the hub measures nothing. */
export function deployedMetering(): Metering | undefined {
  const by = optional(environment.metricsBy);
  return by === undefined
    ? undefined
    : createMetering(required(environment.hubName), metricsBy(by));
}
