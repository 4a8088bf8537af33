/** Deployment: the handler with the real world around it. */
import { environment } from "../../contract/environment";
import { lazyDynamoDb } from "../adapters/aws/dynamodb";
import { createDeadLetterQueue } from "../adapters/dead-letter-queue";
import { required } from "../adapters/environment";
import { createEventBus } from "../adapters/event-bus";
import { createLog } from "../adapters/log";
import { deployedMetering } from "../adapters/metrics";
import { createPublicationStore } from "../adapters/publications";
import { createHandler, type Handler } from "./handler";

function create(): Handler {
  const client = lazyDynamoDb();
  return createHandler({
    clock: { now: () => new Date() },
    publications: createPublicationStore(client, required(environment.requestsTable)),
    bus: createEventBus(required(environment.eventBusName)),
    deadLetters: createDeadLetterQueue(required(environment.deadLetterQueueUrl)),
    metering: deployedMetering(),
    log: createLog(),
  });
}

let created: Handler | undefined;

export const handler: Handler = (event) => (created ??= create())(event);
