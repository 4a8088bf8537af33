/** The alarms of a hub or a connector, which the topic hears of whoever runs it. */
import * as aws from "@pulumi/aws";
import { childName } from "../naming/naming";
import type { FunctionContext } from "../hub/function";
import type { HubFunction } from "../hub/functions/declaration";

type Metric = Pick<
  aws.cloudwatch.MetricAlarmArgs,
  | "alarmDescription"
  | "namespace"
  | "metricName"
  | "dimensions"
  | "statistic"
  | "period"
  | "threshold"
  | "comparisonOperator"
  | "evaluationPeriods"
  | "treatMissingData"
>;

/** An alarm that rings at any value above its threshold, which is 0, unless the metric says otherwise. */
export function createAlarm(of: FunctionContext, suffix: string, metric: Metric): void {
  const { alarmTopicArn, region, tags } = of.spec;
  const { child, physical, opts } = childName(of.name, suffix, "alarm", of.parent);
  new aws.cloudwatch.MetricAlarm(
    child,
    {
      name: physical,
      period: 60,
      threshold: 0,
      comparisonOperator: "GreaterThanThreshold",
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
      ...metric,
      alarmActions: alarmTopicArn === undefined ? undefined : [alarmTopicArn],
      region,
      tags,
    },
    opts,
  );
}

/**
 * Lambda Developer Guide, "Types of metrics for Lambda functions": a call that is throttled is
 * neither an invocation nor an error, so no other alarm hears of it. What waits in Lambda's own queue
 * is tried again; a click is answered 429 at once, and Slack does not send it again.
 */
export function createThrottlesAlarm(
  of: FunctionContext,
  { name, whenThrottled }: Pick<HubFunction, "name" | "whenThrottled">,
  fn: aws.lambda.Function,
): void {
  createAlarm(of, `${name}-throttles`, {
    alarmDescription: whenThrottled,
    namespace: "AWS/Lambda",
    metricName: "Throttles",
    dimensions: { FunctionName: fn.name },
    statistic: "Sum",
    // A flood comes in bursts: one alarm for it, not one a minute.
    period: 300,
  });
}
