/** The alarms on what a hub measures: that something waits for too long, and that nothing is looked after. */
import { gauges, heartbeat, metricDimensions, metricNamespace } from "../../contract/measures";
import { sweepMinutes } from "../../contract/timing";
import type { HubContext } from "../hub/function";
import { given, whenKnown } from "../inputs/inputs";
import { hubDimension } from "../naming/naming";
import { createAlarm } from "./alarms";

const period = sweepMinutes * 60;

/** A sweep may be late by a period, or be tried again: three without any are a hub that stands still. */
const missedSweeps = 3;

export function createMeasureAlarms(hub: HubContext): void {
  const { stuckAfterMinutes } = hub.spec.measures;
  const ofHub = {
    namespace: metricNamespace,
    dimensions: { [metricDimensions.hub]: hubDimension(hub.name) },
  };
  createAlarm(hub, "heartbeat", {
    ...ofHub,
    alarmDescription:
      "The hub has not looked after its approval requests for 15 minutes: find the cause in the log of the " +
      "function sweep. What waits is not closed, shown nor mended meanwhile; IAM decides as before.",
    metricName: heartbeat,
    statistic: "Sum",
    period,
    evaluationPeriods: missedSweeps,
    comparisonOperator: "LessThanThreshold",
    threshold: 1,
    treatMissingData: "breaching",
  });
  if (!given(stuckAfterMinutes)) return;
  createAlarm(hub, "stuck", {
    ...ofHub,
    alarmDescription: whenKnown(
      stuckAfterMinutes,
      (minutes) =>
        `An approval request has waited for ${minutes} minutes. A message on this alarm's topic names each, ` +
        "and where to decide it; so does the log of the function measures: event request_stuck.",
    ),
    metricName: gauges.oldestWaiting,
    statistic: "Maximum",
    period,
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    threshold: whenKnown(stuckAfterMinutes, (minutes) => minutes * 60),
  });
}
