/** What is said of an alarm that changed: by SNS, on the event bus, and to a function. */
import type { Place } from "../../account/types";
import type { BusEvent } from "../../codepipeline";
import type { Query } from "../metrics/query";
import type { Dimensions } from "../metrics/types";
import { stamp } from "./reasons";
import { regionName } from "./region-names";
import type { Change, MetricAlarm, State } from "./types";

/** SNS takes subjects of fewer than 100 characters (API Reference, Publish). */
const longestSubject = 99;

export interface Message {
  readonly subject: string;
  readonly message: string;
}

/** The notification that an SNS topic gets. */
export function notificationOf({ alarm, previous }: Change, place: Place): Message {
  const { settings, state, updatedAt } = alarm;
  const { name, description = null, arn, actions } = settings;
  const region = regionName(place.region);
  const message = {
    AlarmName: name,
    AlarmDescription: description,
    AWSAccountId: place.accountId,
    AlarmConfigurationUpdatedTimestamp: stamp(updatedAt),
    NewStateValue: state.value,
    NewStateReason: state.reason,
    StateChangeTime: stamp(state.since),
    Region: region,
    AlarmArn: arn,
    OldStateValue: previous.value,
    OKActions: actions.OK,
    AlarmActions: actions.ALARM,
    InsufficientDataActions: actions.INSUFFICIENT_DATA,
    ...(settings.kind === "metric"
      ? { Trigger: triggerOf(settings) }
      : { AlarmRule: settings.rule }),
  };
  return { subject: subjectOf(state, name, region), message: JSON.stringify(message) };
}

function subjectOf({ value }: State, name: string, region: string): string {
  const subject = (shown: string): string => `${value}: "${shown}" in ${region}`;
  const tooLong = subject(name).length - longestSubject;
  return tooLong <= 0 ? subject(name) : subject(`${name.slice(0, -(tooLong + 3))}...`);
}

function triggerOf(alarm: MetricAlarm): object {
  const { comparison, threshold, evaluationPeriods, datapointsToAlarm } = alarm;
  const [{ metric }] = alarm.queries;
  return {
    ...(alarm.isSimple && metric ? simpleTrigger(metric) : {}),
    ...{ Period: metric?.period ?? 60, EvaluationPeriods: evaluationPeriods },
    ...(datapointsToAlarm !== undefined && { DatapointsToAlarm: datapointsToAlarm }),
    ...{ ComparisonOperator: comparison, Threshold: threshold },
    TreatMissingData: alarm.treatMissingData,
    EvaluateLowSampleCountPercentile: alarm.evaluatesFewSamples ? "" : "ignore",
    ...(!alarm.isSimple && { Metrics: alarm.queries.map(queryOf) }),
  };
}

function simpleTrigger({ name, namespace, dimensions, stat, unit }: NonNullable<Query["metric"]>) {
  const isExtended = stat.startsWith("p");
  return {
    MetricName: name,
    Namespace: namespace,
    StatisticType: isExtended ? "ExtendedStatistic" : "Statistic",
    ...(isExtended ? { ExtendedStatistic: stat } : { Statistic: statistics[stat] }),
    Unit: unit ?? null,
    Dimensions: pairsOf(dimensions),
  };
}

const statistics: Readonly<Record<string, string>> = {
  SampleCount: "SAMPLE_COUNT",
  Average: "AVERAGE",
  Sum: "SUM",
  Minimum: "MINIMUM",
  Maximum: "MAXIMUM",
};

function queryOf({ id, expression, label, metric, returns }: Query): object {
  const stat = metric && {
    MetricStat: {
      Metric: {
        Dimensions: pairsOf(metric.dimensions),
        MetricName: metric.name,
        Namespace: metric.namespace,
      },
      Period: metric.period,
      Stat: metric.stat,
    },
  };
  return {
    Id: id,
    ...stat,
    ...(expression && { Expression: expression, Label: label }),
    ReturnData: returns,
  };
}

function pairsOf(dimensions: Dimensions): object[] {
  return Object.entries(dimensions).map(([name, value]) => ({ value, name }));
}

/** EventBridge: "CloudWatch Alarm State Change", on the default bus. */
export function stateChangeEvent(change: Change, place: Place, id: string): BusEvent {
  const { alarm } = change;
  return {
    version: "0",
    id,
    "detail-type": "CloudWatch Alarm State Change",
    source: "aws.cloudwatch",
    account: place.accountId,
    time: alarm.state.since.toISOString().replace(/\.\d+/, ""),
    region: place.region,
    resources: [alarm.settings.arn],
    detail: detailOf(change),
  };
}

/** What an alarm invokes a function with (User Guide, "Lambda alarm actions"). */
export function functionEvent(change: Change, { accountId, region }: Place): object {
  const { settings, state } = change.alarm;
  return {
    ...{ source: "aws.cloudwatch", alarmArn: settings.arn, accountId, region },
    time: stamp(state.since),
    alarmData: detailOf(change),
  };
}

function detailOf({ alarm: { settings, state }, previous }: Change): Record<string, unknown> {
  const { name, description } = settings;
  const configuration =
    settings.kind === "metric"
      ? { ...(description && { description }), metrics: settings.queries.map(metricOf) }
      : { ...(description && { description }), alarmRule: settings.rule };
  return {
    alarmName: name,
    state: stateOf(state),
    previousState: stateOf(previous),
    configuration,
  };
}

function stateOf({ value, reason, reasonData, since }: State): object {
  return { value, reason, ...(reasonData && { reasonData }), timestamp: stamp(since) };
}

function metricOf({ id, metric, expression, label, returns }: Query): object {
  if (metric === undefined) return { id, expression, ...(label && { label }), returnData: returns };
  const { namespace, name, dimensions, period, stat } = metric;
  const metricStat = { metric: { namespace, name, dimensions }, period, stat };
  return { id, metricStat, returnData: returns };
}
