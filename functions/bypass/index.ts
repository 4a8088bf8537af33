/** Deployment: the handler with the real world around it. */
import { environment } from "../../contract/environment";
import { createAlarmTopic } from "../adapters/alarm-topic";
import { lazyDynamoDb } from "../adapters/aws/dynamodb";
import { createBypassTable } from "../adapters/bypass-table";
import { createDeadLetterQueue } from "../adapters/dead-letter-queue";
import { optional, required } from "../adapters/environment";
import { createEventBus } from "../adapters/event-bus";
import { createGateTable } from "../adapters/gates";
import { createLog } from "../adapters/log";
import { createOpenReviews } from "../adapters/open-reviews";
import { createPipelineLooks } from "../adapters/pipeline-looks";
import { createReviewTable } from "../adapters/reviews";
import { readChannelSettings } from "../channels/registry";
import { keepFinal } from "../shared/keep-final";
import { createHandler, type Handler } from "./handler";

function create(): Handler {
  const client = lazyDynamoDb();
  const log = createLog();
  const bypassesTable = required(environment.bypassesTable);
  const retention = Number(required(environment.requestRetentionDays));
  const reviewsTable = optional(environment.reviewsTable);
  const handle = createHandler({
    clock: { now: () => new Date() },
    gates: createGateTable(client, required(environment.gatesTable), readChannelSettings),
    looks: createPipelineLooks(required("AWS_LAMBDA_FUNCTION_NAME")),
    bypasses: createBypassTable(client, bypassesTable, retention),
    ...(reviewsTable === undefined
      ? {}
      : {
          reviews: {
            tableName: reviewsTable,
            written: createReviewTable(client, reviewsTable),
            open: createOpenReviews(client, bypassesTable, retention),
          },
        }),
    bus: createEventBus(required(environment.eventBusName)),
    alarms: createAlarmTopic(required(environment.alarmTopicArn), "bypass"),
    log,
  });
  const deadLetters = createDeadLetterQueue(required(environment.deadLetterQueueUrl));
  return keepFinal(handle, { deadLetters, log });
}

let created: Handler | undefined;

export const handler: Handler = (event) => (created ??= create())(event);
