/** Deployment: the handler with the real world around it. */
import { environment } from "../../contract/environment";
import { lazyDynamoDb } from "../adapters/aws/dynamodb";
import { createDeadLetterQueue } from "../adapters/dead-letter-queue";
import { optional, required } from "../adapters/environment";
import { createGateStore } from "../adapters/gates";
import { createLog } from "../adapters/log";
import { createPipelines } from "../adapters/pipelines";
import { createRequestStore } from "../adapters/requests";
import { createChannels, readChannelSettings } from "../channels/registry";
import { keepFinal } from "../shared/keep-final";
import { createHandler, type Handler } from "./handler";

function create(): Handler {
  const clock = { now: () => new Date() };
  const client = lazyDynamoDb();
  const log = createLog();
  const handle = createHandler({
    clock,
    gates: createGateStore(client, required(environment.gatesTable), readChannelSettings),
    requests: createRequestStore(client, required(environment.requestsTable), {
      hasLedger: optional(environment.hasLedger) !== undefined,
    }),
    pipelines: createPipelines(required("AWS_LAMBDA_FUNCTION_NAME")),
    channels: createChannels({ clock, log }),
    log,
  });
  const deadLetters = createDeadLetterQueue(required(environment.deadLetterQueueUrl));
  return keepFinal(handle, { deadLetters, log });
}

let created: Handler | undefined;

export const handler: Handler = (event) => (created ??= create())(event);
