/** What failed for good is kept, and says so: the queue, its policy and its alarm. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { arnOfMade } from "../scope/model/place";
import { deadLetterQueuePolicy, type QueueSource } from "../hub/model/hub-policies";
import { createAlarm } from "./alarms";
import { childName } from "../naming/naming";
import type { HubContext } from "../hub/function";
import type { FunctionName } from "../hub/functions/registry";

/** SQS API Reference, "CreateQueue": 14 days, the longest that a queue keeps a message. */
const fourteenDays = 1_209_600;

/**
 * Lambda Developer Guide, "Asynchronous invocation": two retries and six hours are the most that
 * there is; stated, so that no default of tomorrow shortens them.
 */
const retries = { maximumRetryAttempts: 2, maximumEventAgeInSeconds: 21_600 };

export function createDeadLetterQueue(hub: HubContext, name: FunctionName): aws.sqs.Queue {
  const { spec, parent } = hub;
  const { child, physical, opts } = childName(hub.name, `${name}-dead-letters`, "queue", parent);
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

/** Who may send to the queue without a role of the hub. */
export function createQueuePolicy(
  hub: HubContext,
  name: FunctionName,
  queue: aws.sqs.Queue,
  source?: pulumi.Input<QueueSource>,
): aws.sqs.QueuePolicy {
  return new aws.sqs.QueuePolicy(
    `${hub.name}-${name}-dead-letters-policy`,
    {
      queueUrl: queue.url,
      policy: pulumi
        .all([queue.arn, source])
        .apply(([arn, from]) => JSON.stringify(deadLetterQueuePolicy(arn, from))),
      region: hub.spec.region,
    },
    { parent: hub.parent },
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
  hub: HubContext,
  name: FunctionName,
  fn: aws.lambda.Function,
  queue: aws.sqs.Queue,
): void {
  const { spec, parent } = hub;
  new aws.lambda.FunctionEventInvokeConfig(
    `${hub.name}-${name}-retries`,
    {
      functionName: fn.name,
      ...retries,
      destinationConfig: { onFailure: { destination: queue.arn } },
      region: spec.region,
    },
    { parent },
  );
  createAlarm(hub, `${name}-dead-letters-alarm`, {
    alarmDescription:
      "Something could not be carried out and was kept: find the cause in the function's log, " +
      "then invoke the function again with the payload of the message.",
    namespace: "AWS/SQS",
    metricName: "ApproximateNumberOfMessagesVisible",
    dimensions: { QueueName: queue.name },
    statistic: "Maximum",
  });
}
