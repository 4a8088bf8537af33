import * as assert from "node:assert/strict";
import type { Verdict } from "../../../../../../rehearsal/aws/cloudwatch/alarms/judge";
import { reasonDataOf, reasonOf } from "../../../../../../rehearsal/aws/cloudwatch/alarms/reasons";
import type { MetricAlarm } from "../../../../../../rehearsal/aws/cloudwatch/alarms/types";
import { alarmOf } from "./support";

const at = Date.parse("2019-10-02T16:59:00Z");
const point = (value: number, minutes = 0) => ({ at: at - minutes * 60_000, value, count: 1 });
const reason = (
  verdict: Partial<Verdict>,
  alarm: Partial<MetricAlarm> = {},
  previous: "OK" | "ALARM" | "INSUFFICIENT_DATA" = "OK",
) => {
  const whole: Verdict = { value: "ALARM", evaluated: [], missing: 0, ...verdict };
  return reasonOf(alarmOf({ threshold: 50, ...alarm }), whole, previous);
};

describe("The reason of a state", () => {
  for (const [what, text, wanted] of [
    [
      "one period",
      reason({ evaluated: [point(99.5)] }),
      "Threshold Crossed: 1 datapoint [99.5 (02/10/19 16:59:00)] was greater than the threshold (50.0).",
    ],
    [
      "several",
      reason({ evaluated: [point(99), point(98, 1)] }, { evaluationPeriods: 2 }),
      "Threshold Crossed: 2 datapoints [99.0 (02/10/19 16:59:00), 98.0 (02/10/19 16:58:00)] were " +
        "greater than the threshold (50.0).",
    ],
    [
      "M out of N",
      reason({ evaluated: [point(99)] }, { datapointsToAlarm: 1 }, "INSUFFICIENT_DATA"),
      "Threshold Crossed: 1 out of the last 1 datapoints [99.0 (02/10/19 16:59:00)] was greater " +
        "than the threshold (50.0) (minimum 1 datapoint for OK -> ALARM transition).",
    ],
    [
      "the way back",
      reason(
        { value: "OK", evaluated: [point(3), point(99, 1)] },
        { datapointsToAlarm: 2, evaluationPeriods: 2 },
        "ALARM",
      ),
      "Threshold Crossed: 1 out of the last 2 datapoints [3.0 (02/10/19 16:59:00)] was not greater " +
        "than the threshold (50.0) (minimum 1 datapoint for ALARM -> OK transition).",
    ],
    [
      "missing data that breach",
      reason({ missing: 2 }, { evaluationPeriods: 2, treatMissingData: "breaching" }),
      "Threshold Crossed: no datapoints were received for 2 periods and 2 missing datapoints were " +
        "treated as [Breaching].",
    ],
    [
      "missing data that do not",
      reason({ value: "OK", missing: 1 }, { treatMissingData: "notBreaching" }),
      "Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was " +
        "treated as [NonBreaching].",
    ],
    [
      "data and missing data",
      reason(
        { value: "OK", evaluated: [point(1)], missing: 1 },
        { threshold: 1, comparison: "LessThanThreshold", treatMissingData: "breaching" },
      ),
      "Threshold Crossed: 1 datapoint [1.0 (02/10/19 16:59:00)] was not less than the threshold " +
        "(1.0) and 1 missing datapoint was treated as [Breaching].",
    ],
    [
      "no data",
      reason({ value: "INSUFFICIENT_DATA", missing: 1 }),
      "Insufficient Data: 1 datapoint was unknown.",
    ],
    [
      "no data for long",
      reason({ value: "INSUFFICIENT_DATA", missing: 3 }),
      "Insufficient Data: 3 datapoints were unknown.",
    ],
  ]) {
    it(`is worded as CloudWatch words it: ${what}`, () => assert.equal(text, wanted));
  }

  it("comes with its data", () => {
    const verdict: Verdict = { value: "ALARM", evaluated: [point(99)], missing: 0 };
    const now = new Date("2019-10-02T17:04:40.985Z");
    assert.deepEqual(JSON.parse(reasonDataOf(alarmOf({ threshold: 50 }), verdict, now)), {
      version: "1.0",
      queryDate: "2019-10-02T17:04:40.985+0000",
      startDate: "2019-10-02T16:59:00.000+0000",
      ...{ statistic: "Sum", period: 60, recentDatapoints: [99], threshold: 50 },
      evaluatedDatapoints: [
        { timestamp: "2019-10-02T16:59:00.000+0000", sampleCount: 1, value: 99 },
      ],
    });
  });
});
