/** What failed for good is kept, and says so: the queue, its policy and its alarm. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { arnOfMade } from "../scope/model/place";
import { deadLetterQueuePolicy, type QueueSource } from "../hub/model/hub-policies";
import { createAlarm } from "./alarms";
import { childName } from "../naming/naming";
import type { FunctionContext } from "../hub/function";

/** SQS API Reference, "CreateQueue": 14 days, the longest that a queue keeps a message. */
const fourteenDays = 1_209_600;

/**
 * Lambda Developer Guide, "Asynchronous invocation": two retries and six hours are the most that
 * there is; stated, so that no default of tomorrow shortens them.
 */
const retries = { maximumRetryAttempts: 2, maximumEventAgeInSeconds: 21_600 };

export function createDeadLetterQueue(of: FunctionContext, name: string): aws.sqs.Queue {
  const { spec, parent } = of;
  const { child, physical, opts } = childName(of.name, `${name}-dead-letters`, "queue", parent);
  return new aws.sqs.Queue(
    child,
    {
      name: physical,
      messageRetentionSeconds: fourteenDays,
      ...(spec.kmsKeyArn === undefined
        ? { sqsManagedSseEnabled: true }
        : { kmsMasterKeyId: spec.kmsKeyArn }),
      region: spec.region,
      tags: spec.tags,
    },
    opts,
  );
}

/** Who may send to the queue without a role of the component. */
export function createQueuePolicy(
  of: FunctionContext,
  name: string,
  queue: aws.sqs.Queue,
  source?: pulumi.Input<QueueSource>,
): aws.sqs.QueuePolicy {
  return new aws.sqs.QueuePolicy(
    `${of.name}-${name}-dead-letters-policy`,
    {
      queueUrl: queue.url,
      policy: pulumi
        .all([queue.arn, source])
        .apply(([arn, from]) => JSON.stringify(deadLetterQueuePolicy(arn, from))),
      region: of.spec.region,
    },
    { parent: of.parent },
  );
}

/** Topics of the queue's own Region and account: the gates' topics come later than the hub. */
export function topicsOfThisAccount(queue: aws.sqs.Queue): pulumi.Output<QueueSource> {
  return queue.arn.apply((arn) => {
    const { partition, region, accountId } = arnOfMade("queue", arn);
    const arnPattern = `arn:${partition}:sns:${region}:${accountId}:*`;
    return { service: "sns.amazonaws.com", arnPattern };
  });
}

/** After the retries, an asynchronous invocation goes into the queue, whole: it can be redriven. */
export function configureAsyncRetries(
  of: FunctionContext,
  name: string,
  fn: aws.lambda.Function,
  queue: aws.sqs.Queue,
): void {
  const { spec, parent } = of;
  new aws.lambda.FunctionEventInvokeConfig(
    `${of.name}-${name}-retries`,
    {
      functionName: fn.name,
      ...retries,
      destinationConfig: { onFailure: { destination: queue.arn } },
      region: spec.region,
    },
    { parent },
  );
  createAlarm(of, `${name}-dead-letters-alarm`, {
    alarmDescription:
      "Something could not be carried out and was kept: find the cause in the function's log, " +
      "then invoke the function again with the payload of the message.",
    namespace: "AWS/SQS",
    metricName: "ApproximateNumberOfMessagesVisible",
    dimensions: { QueueName: queue.name },
    statistic: "Maximum",
  });
}
