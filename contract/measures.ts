/** Names of what a hub measures: its functions print them, its dashboard and its alarms read them. */

export const metricNamespace = "CodePipelineApprovals";

/** A gate is named `PIPELINE/STAGE/ACTION`. */
export const metricDimensions = { hub: "Hub", gate: "Gate" } as const;

/** How many of each thing happened. */
export const counts = {
  requested: "Requested",
  approved: "Approved",
  rejected: "Rejected",
  expired: "Expired",
  cancelled: "Cancelled",
  reminded: "Reminded",
  slaBreached: "SlaBreached",
  escalated: "Escalated",
} as const;

/** How long people took, in seconds: the first who began to decide, the decision, and that in working time. */
export const durations = {
  toFirstResponse: "SecondsToFirstResponse",
  toDecision: "SecondsToDecision",
  workingToDecision: "WorkingSecondsToDecision",
} as const;

/** How it stands every five minutes, zero included. */
export const gauges = {
  waiting: "Waiting",
  oldestWaiting: "OldestWaitingSeconds",
  oldestOverdue: "OldestOverdueSeconds",
} as const;

/** One for each run of sweep: what is missing is a hub that looks after nothing. */
export const heartbeat = "Swept";

/** By what a hub's metrics are told apart: by the hub alone, or by each of its gates as well. */
export type MetricsBy = "hub" | "gate";
