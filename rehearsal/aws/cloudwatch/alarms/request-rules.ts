/** What PutMetricAlarm refuses beyond its model (API Reference, PutMetricAlarm). */
import { readArn } from "../../../../iam/arns";
import { ServiceError } from "../../../errors";
import type { Place } from "../../account/types";
import type { ActionsRequest, MetricAlarmRequest, QueryRequest } from "./settings";

/** Seconds: of alarms on periods below an hour, and of the others. */
const longestLook = { short: 86_400, long: 604_800 };
const hour = 3600;

const treatments = ["breaching", "notBreaching", "ignore", "missing"];
const percentile = /^(p|tm|wm|tc|ts)\d{1,3}(\.\d{1,10})?$|^(PR|TM|WM|TC|TS)\([\d.:%]+\)$|^IQM$/;
const queryId = /^[a-z][A-Za-z0-9_]*$/;

/** Refuses an alarm that CloudWatch does not take. */
export function needMetricAlarm(request: MetricAlarmRequest, place: Place): void {
  needActions(request, place);
  const { EvaluationCriteria, TreatMissingData, EvaluateLowSampleCountPercentile } = request;
  if (EvaluationCriteria !== undefined) return;
  needWhatItWatches(request);
  need(
    TreatMissingData === undefined || treatments.includes(TreatMissingData),
    `TreatMissingData must be one of ${treatments.join(", ")}, got: ${String(TreatMissingData)}`,
  );
  need(
    ["evaluate", "ignore", undefined].includes(EvaluateLowSampleCountPercentile),
    `EvaluateLowSampleCountPercentile must be evaluate or ignore, got: ${EvaluateLowSampleCountPercentile}`,
  );
  needWindow(request);
}

/** "Valid Actions": of topics, those in the alarm's own Region. */
export function needActions(request: ActionsRequest, place: Place): void {
  const { OKActions = [], AlarmActions = [], InsufficientDataActions = [] } = request;
  for (const action of [...OKActions, ...AlarmActions, ...InsufficientDataActions]) {
    const { service, region } = readArn(action);
    need(action.startsWith("arn:"), `Invalid arn syntax: ${action}`);
    need(
      service !== "sns" || region === place.region,
      `Invalid region ${region} specified. Only ${place.region} is supported.`,
    );
  }
}

function needWhatItWatches(request: MetricAlarmRequest): void {
  const { Metrics = [], Statistic, ExtendedStatistic, Period } = request;
  const ofMetric = ["MetricName", "Namespace", "Period"] as const;
  const needed = [
    ...(Metrics.length > 0 ? [] : ofMetric),
    ...(["ComparisonOperator", "EvaluationPeriods"] as const),
  ];
  const missing = needed.find((member) => request[member] === undefined);
  need(missing === undefined, `${missing} must not be null`);
  if (Metrics.length > 0) return needQueries(request, Metrics);
  need(
    (Statistic ?? ExtendedStatistic) !== undefined && !(Statistic && ExtendedStatistic),
    "Either Statistic or ExtendedStatistic must be given, and not both",
  );
  need(
    ExtendedStatistic === undefined || percentile.test(ExtendedStatistic),
    `The value ${ExtendedStatistic} for parameter ExtendedStatistic is not supported.`,
  );
  needPeriod(Period!);
}

function needQueries(request: MetricAlarmRequest, queries: readonly QueryRequest[]): void {
  const alone = ["MetricName", "Dimensions", "Period", "Namespace", "Statistic"] as const;
  const beside = alone.find((member) => request[member] !== undefined);
  need(beside === undefined, `Metrics list contains metrics and ${beside} stands beside it`);
  for (const { Id, MetricStat, Expression } of queries) {
    need(queryId.test(Id), `Invalid metrics list: the id ${Id} is not valid`);
    need(
      (MetricStat === undefined) !== (Expression === undefined),
      `Invalid metrics list: ${Id} must have either a MetricStat or an Expression`,
    );
    if (MetricStat !== undefined) needPeriod(MetricStat.Period);
  }
  const ids = queries.map(({ Id }) => Id);
  need(new Set(ids).size === ids.length, "Invalid metrics list: ids must be unique");
  const returning = queries.filter(({ ReturnData = true }) => ReturnData);
  const isBand =
    request.ComparisonOperator.includes("Upper") || request.ComparisonOperator.includes("Lower");
  need(
    isBand || returning.length === 1,
    "Exactly one element of the metrics list should return data.",
  );
}

function needPeriod(period: number): void {
  need(
    [10, 20, 30].includes(period) || period % 60 === 0,
    "Metric period must be 10, 20, 30 or a multiple of 60 seconds",
  );
}

function needWindow(request: MetricAlarmRequest): void {
  const { EvaluationPeriods, DatapointsToAlarm = 1, Metrics = [] } = request;
  const periods = Metrics.map(({ MetricStat, Period }) => MetricStat?.Period ?? Period ?? 0);
  const period = Math.max(request.Period ?? 0, ...periods);
  const longest = period >= hour ? longestLook.long : longestLook.short;
  need(
    EvaluationPeriods * period <= longest,
    `Metrics cannot be checked across more than ${longest === longestLook.short ? "a day" : "a week"} ` +
      `(EvaluationPeriods * Period must be <= ${longest}).`,
  );
  need(
    DatapointsToAlarm <= EvaluationPeriods,
    "DatapointsToAlarm must be less than or equal to EvaluationPeriods",
  );
}

function need(holds: boolean, message: string): asserts holds {
  if (!holds) throw new ServiceError("ValidationError", message);
}
