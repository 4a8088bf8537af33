/** What of a hub is measured: the arguments that say it, before anything is made. */
import type * as pulumi from "@pulumi/pulumi";
import type { MetricsBy } from "../../contract/measures";
import { given } from "../inputs/inputs";
import { requirePlain } from "../inputs/require-plain";
import type { HubMeasures } from "../measures-args";
import { needMetrics } from "./model/measures-checks";

/** Which functions a hub has follows from it. */
export interface Measures {
  /** Absent where nothing is measured. */
  readonly metricsBy?: MetricsBy;
  readonly dashboard: boolean;
  readonly stuckAfterMinutes?: pulumi.Input<number>;
}

/** `stuckAfterMinutes` is the one that was checked. */
export function validateMeasures(
  input: HubMeasures,
  stuckAfterMinutes: pulumi.Input<number> | undefined,
  at: (key: keyof HubMeasures) => string,
): Measures {
  const isTrue = (key: "metricsByGate" | "dashboard"): boolean =>
    requirePlain(input[key], at(key)) === true;
  const metrics = requirePlain(input.metrics, at("metrics")) ?? undefined;
  const asked = {
    metricsByGate: isTrue("metricsByGate"),
    dashboard: isTrue("dashboard"),
    stuckAfterMinutes: given(stuckAfterMinutes),
  };
  needMetrics(metrics, asked, at);
  const isMeasured = metrics === true || Object.values(asked).includes(true);
  const metricsBy: MetricsBy = asked.metricsByGate ? "gate" : "hub";
  return { ...(isMeasured && { metricsBy }), dashboard: asked.dashboard, stuckAfterMinutes };
}
