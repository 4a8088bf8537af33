/** Request events: the hub's event bus, and the publisher that fills it from the requests table. */
import * as aws from "@pulumi/aws";
import { createAlarm } from "../monitoring/alarms";
import { createQueuePolicy } from "../monitoring/dead-letters";
import { childName } from "../naming/naming";
import type { HubContext } from "./function";

/**
 * Bounded, so that a record on which the function dies holds nobody up for longer: alone by then,
 * because batches are halved, it goes to the dead letter queue. What the function finds to be broken
 * goes there at once. Six hours, as everything here is tried; the stream keeps records for 24.
 */
const tries = { maximumRetryAttempts: 30, maximumRecordAgeInSeconds: 21_600 };

/** Milliseconds that a record may have waited before somebody is told. */
const longestWait = 5 * 60_000;

/** It has no resource policy: other accounts have no access. */
export function createEventBus(hub: HubContext): aws.cloudwatch.EventBus {
  const { kmsKeyArn, region, tags } = hub.spec;
  const { child, physical, opts } = childName(hub.name, "events", "eventBus", hub.parent);
  return new aws.cloudwatch.EventBus(
    child,
    {
      name: physical,
      description: "What happens to the approval requests of a hub.",
      kmsKeyIdentifier: kmsKeyArn,
      region,
      tags,
    },
    opts,
  );
}

/** The publisher reads the stream of the requests table; somebody is told when it is late. */
export function publishRequestEvents(
  hub: HubContext,
  requests: aws.dynamodb.Table,
  publisher: aws.lambda.Function,
  queue: aws.sqs.Queue,
): void {
  createQueuePolicy(hub, "publisher", queue);
  readStream(hub, requests, publisher, queue);
  createDelayAlarm(hub, publisher);
}

/** From the beginning of the stream: nothing of a new table is left out. */
function readStream(
  { name, spec, parent }: HubContext,
  requests: aws.dynamodb.Table,
  publisher: aws.lambda.Function,
  queue: aws.sqs.Queue,
): void {
  new aws.lambda.EventSourceMapping(
    `${name}-publisher-stream`,
    {
      eventSourceArn: requests.streamArn,
      functionName: publisher.name,
      startingPosition: "TRIM_HORIZON",
      batchSize: 25,
      bisectBatchOnFunctionError: true,
      functionResponseTypes: ["ReportBatchItemFailures"],
      ...tries,
      destinationConfig: { onFailure: { destinationArn: queue.arn } },
      region: spec.region,
      tags: spec.tags,
    },
    { parent },
  );
}

/** A batch that failed in part is no error to Lambda: only the age of its records tells of it. */
function createDelayAlarm(hub: HubContext, publisher: aws.lambda.Function): void {
  createAlarm(hub, "publisher-delay", {
    alarmDescription:
      "Request events have not reached the hub's event bus for five minutes: find the cause in the " +
      "publisher's log. They are tried for six hours, and kept in the stream for 24.",
    namespace: "AWS/Lambda",
    metricName: "IteratorAge",
    dimensions: { FunctionName: publisher.name },
    statistic: "Maximum",
    threshold: longestWait,
  });
}
