/** Deployment: the handler with the real world around it. */
import { environment } from "../../contract/environment";
import { lazyDynamoDb } from "../adapters/aws/dynamodb";
import { createAlarmTopic } from "../adapters/alarm-topic";
import { createDeadLetterQueue } from "../adapters/dead-letter-queue";
import { optional, required } from "../adapters/environment";
import { createGateList } from "../adapters/gates";
import { createLog } from "../adapters/log";
import { createMetering, metricsBy } from "../adapters/metrics";
import { createUnsettledIndex } from "../adapters/unsettled-index";
import { createWaitingStore } from "../adapters/waiting-requests";
import { keepFinal } from "../shared/keep-final";
import { createHandler, type Handler } from "./handler";

function create(): Handler {
  const client = lazyDynamoDb();
  const log = createLog();
  const requests = required(environment.requestsTable);
  const minutes = optional(environment.stuckAfterMinutes);
  const topicArn = optional(environment.alarmTopicArn);
  const handle = createHandler({
    clock: { now: () => new Date() },
    unsettled: createUnsettledIndex(client, requests),
    waiting: createWaitingStore(client, requests),
    gates: createGateList(client, required(environment.gatesTable)),
    metering: createMetering(
      required(environment.hubName),
      metricsBy(required(environment.metricsBy)),
    ),
    ...(minutes === undefined ? {} : { stuckAfterMinutes: Number(minutes) }),
    ...(topicArn === undefined
      ? {}
      : { alarmTopic: { arn: topicArn, ...createAlarmTopic(topicArn, "stuck") } }),
    log,
  });
  const deadLetters = createDeadLetterQueue(required(environment.deadLetterQueueUrl));
  return keepFinal(handle, { deadLetters, log });
}

let created: Handler | undefined;

export const handler: Handler = (event) => (created ??= create())(event);
