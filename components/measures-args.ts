/** Arguments of a hub about what it measures. */
import type * as pulumi from "@pulumi/pulumi";

/** What a hub measures of its gates, and who is told when something waits for too long. */
export interface HubMeasures {
  /**
   * Print metrics, in the namespace CodePipelineApprovals with the dimension Hub: how many requests were
   * made, approved, rejected, expired, cancelled, reminded of and escalated, how long people took, what
   * waits and for how long. CloudWatch charges for each of the 15 metrics in the months that it has
   * values: docs/measures.md. Makes a function. Defaults to true beside metricsByGate, dashboard or
   * stuckAfterMinutes, and to false otherwise.
   */
  metrics?: boolean;
  /**
   * Print each metric but that of sweep once more for each gate, with the dimension Gate, which is
   * PIPELINE/STAGE/ACTION: 14 metrics more for each gate that CloudWatch charges for. Defaults to false.
   */
  metricsByGate?: boolean;
  /**
   * Make a CloudWatch dashboard: what waits and for how long, time to decision, how many are rejected,
   * reminders and breaches, decisions by gate, and the health of the functions. Defaults to false.
   */
  dashboard?: boolean;
  /**
   * Minutes that a request may wait, 5 to 86400, before an alarm rings and the topic of the alarms is
   * told of it once: which request, for how long, and where to decide it. A request waits for 7 days
   * unless its gate says otherwise, and then expires. Defaults to no such alarm.
   */
  stuckAfterMinutes?: pulumi.Input<number>;
}
