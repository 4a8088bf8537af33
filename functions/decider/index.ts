/** Deployment: the handler with the real world around it. */
import { environment } from "../../contract/environment";
import { lazyDynamoDb } from "../adapters/aws/dynamodb";
import { createDeadLetterQueue } from "../adapters/dead-letter-queue";
import { required } from "../adapters/environment";
import { createGateStore } from "../adapters/gates";
import { createLog } from "../adapters/log";
import { createPipelines } from "../adapters/pipelines";
import { createReleaseFacts } from "../adapters/release-facts";
import { createRequestStore } from "../adapters/requests";
import { createDecidingChannels, readChannelSettings } from "../channels/registry";
import { keepFinal } from "../shared/keep-final";
import { createHandler, type Handler } from "./handler";

function create(): Handler {
  const clock = { now: () => new Date() };
  const client = lazyDynamoDb();
  const log = createLog();
  const functionName = required("AWS_LAMBDA_FUNCTION_NAME");
  const gates = createGateStore(client, required(environment.gatesTable), readChannelSettings);
  const requests = createRequestStore(client, required(environment.requestsTable));
  const handle = createHandler({
    channels: createDecidingChannels({ clock, log, gates, requests }),
    requests,
    pipelines: createPipelines(functionName),
    releases: createReleaseFacts(functionName),
    clock,
    log,
  });
  const deadLetters = createDeadLetterQueue(required(environment.deadLetterQueueUrl));
  return keepFinal(handle, { deadLetters, log });
}

let created: Handler | undefined;

export const handler: Handler = (event) => (created ??= create())(event);
