/** Deployment: the handler with the real world around it. */
import { environment } from "../../contract/environment";
import { createDeadLetterQueue } from "../adapters/dead-letter-queue";
import { required } from "../adapters/environment";
import { createEventBus } from "../adapters/event-bus";
import { createLog } from "../adapters/log";
import { createHandler, type Handler } from "./handler";

function create(): Handler {
  return createHandler({
    bus: createEventBus(required(environment.eventBusName)),
    deadLetters: createDeadLetterQueue(required(environment.deadLetterQueueUrl)),
    log: createLog(),
  });
}

let created: Handler | undefined;

export const handler: Handler = (event) => (created ??= create())(event);
