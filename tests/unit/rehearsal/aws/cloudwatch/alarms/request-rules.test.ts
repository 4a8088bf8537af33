import * as assert from "node:assert/strict";
import { needMetricAlarm } from "../../../../../../rehearsal/aws/cloudwatch/alarms/request-rules";
import type { MetricAlarmRequest } from "../../../../../../rehearsal/aws/cloudwatch/alarms/settings";
import { place } from "../../account/support/new-account";

const plain: MetricAlarmRequest = {
  ...{ AlarmName: "a", Namespace: "AWS/SQS", MetricName: "Depth", Statistic: "Sum", Period: 60 },
  ...{ ComparisonOperator: "GreaterThanThreshold", EvaluationPeriods: 1, Threshold: 0 },
};
const none = {
  MetricName: undefined,
  Namespace: undefined,
  Statistic: undefined,
  Period: undefined,
};
const stat = { Metric: { Namespace: "N", MetricName: "M" }, Period: 300, Stat: "Sum" };
const math = [
  { Id: "e1", Expression: "m1 * 2" },
  { Id: "m1", MetricStat: stat, ReturnData: false },
];
const topic = (region: string) => [`arn:aws:sns:${region}:111122223333:alarms`];

describe("PutMetricAlarm", () => {
  for (const [what, more] of Object.entries<Partial<MetricAlarmRequest>>({
    "a metric": {},
    "a percentile": { Statistic: undefined, ExtendedStatistic: "p99.9" },
    "ten seconds": { Period: 10 },
    "a day": { Period: 300, EvaluationPeriods: 288 },
    "a week of hours": { Period: 3600, EvaluationPeriods: 168 },
    "M out of N": { EvaluationPeriods: 3, DatapointsToAlarm: 3 },
    "a topic of its Region": { AlarmActions: topic("eu-west-1") },
    expressions: { ...none, Metrics: math },
  })) {
    it(`takes ${what}`, () => needMetricAlarm({ ...plain, ...more }, place));
  }

  for (const [message, more] of [
    [/multiple of 60/, { Period: 45 }],
    [/more than a day .*<= 86400/, { Period: 300, EvaluationPeriods: 289 }],
    [/more than a week .*<= 604800/, { Period: 3600, EvaluationPeriods: 169 }],
    [/DatapointsToAlarm/, { DatapointsToAlarm: 2 }],
    [/TreatMissingData/, { TreatMissingData: "breach" as "breaching" }],
    [/EvaluateLowSampleCountPercentile/, { EvaluateLowSampleCountPercentile: "no" }],
    [/not both/, { ExtendedStatistic: "p90" }],
    [/ExtendedStatistic/, { Statistic: undefined, ExtendedStatistic: "median" }],
    [/Invalid region us-east-1/, { OKActions: topic("us-east-1") }],
    [/Invalid arn syntax: ops/, { InsufficientDataActions: ["ops"] }],
    [/Period stands beside it/, { ...none, Period: 60, Metrics: math }],
    [/id E1/, { ...none, Metrics: [{ ...math[0], Id: "E1" }] }],
    [/either a MetricStat or an Expression/, { ...none, Metrics: [{ Id: "e" }] }],
    [/unique/, { ...none, Metrics: [math[0], { ...math[1], Id: "e1" }] }],
    [/Exactly one/, { ...none, Metrics: [math[0], { ...math[1], ReturnData: true }] }],
    [/multiple of 60/, { ...none, Metrics: [{ Id: "m", MetricStat: { ...stat, Period: 61 } }] }],
  ] as [RegExp, Partial<MetricAlarmRequest>][]) {
    it(`refuses with ${message.source}`, () => {
      const request = { ...plain, ...more };
      assert.throws(() => needMetricAlarm(request, place), { code: "ValidationError", message });
    });
  }
});
