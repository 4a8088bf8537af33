/** Deployment: the handler with the real world around it. */
import { environment } from "../../contract/environment";
import { lazyDynamoDb } from "../adapters/aws/dynamodb";
import { createDeadLetterQueue } from "../adapters/dead-letter-queue";
import { required } from "../adapters/environment";
import { createGateStore } from "../adapters/gates";
import { createInvocationQueue } from "../adapters/invocation-queue";
import { createLog } from "../adapters/log";
import { createRequestStore } from "../adapters/requests";
import { readChannelSettings } from "../channels/registry";
import { keepFinal } from "../shared/keep-final";
import { createHandler, type Handler } from "./handler";

function create(): Handler {
  const client = lazyDynamoDb();
  const log = createLog();
  const handle = createHandler({
    clock: { now: () => new Date() },
    gates: createGateStore(client, required(environment.gatesTable), readChannelSettings),
    requests: createRequestStore(client, required(environment.requestsTable)),
    decider: createInvocationQueue(required(environment.deciderFunction)),
    log,
  });
  const deadLetters = createDeadLetterQueue(required(environment.deadLetterQueueUrl));
  return keepFinal(handle, { deadLetters, log });
}

let created: Handler | undefined;

export const handler: Handler = (event) => (created ??= create())(event);
