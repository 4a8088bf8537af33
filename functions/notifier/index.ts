/** Deployment: the handler with the real world around it. */
import { environment } from "../../contract/environment";
import { lazyDynamoDb } from "../adapters/aws/dynamodb";
import { createDeadLetterQueue } from "../adapters/dead-letter-queue";
import { optional, required } from "../adapters/environment";
import { createGateStore } from "../adapters/gates";
import { createLog } from "../adapters/log";
import { createPipelines } from "../adapters/pipelines";
import { createReleaseFacts } from "../adapters/release-facts";
import { createRequestStore } from "../adapters/requests";
import { withPolling } from "../adapters/retry";
import { createChannels, readChannelSettings } from "../channels/registry";
import { keepFinal } from "../shared/keep-final";
import { createHandler, type Handler } from "./handler";

/** Of the 30 seconds of a run: what takes longer is left to Lambda, which tries again in a minute. */
const lag = { pauses: [500, 1000, 2000, 4000], budget: 10_000 };

function create(): Handler {
  const clock = { now: () => new Date() };
  const client = lazyDynamoDb();
  const log = createLog();
  const functionName = required("AWS_LAMBDA_FUNCTION_NAME");
  const handle = createHandler({
    clock,
    gates: createGateStore(client, required(environment.gatesTable), readChannelSettings),
    requests: createRequestStore(client, required(environment.requestsTable)),
    pipelines: withPolling(createPipelines(functionName), {
      ...lag,
      clock,
    }),
    releases: createReleaseFacts(functionName),
    channels: createChannels({ clock, log }),
    log,
    retentionDays: Number(required(environment.requestRetentionDays)),
    hasLedger: optional(environment.hasLedger) !== undefined,
  });
  const deadLetters = createDeadLetterQueue(required(environment.deadLetterQueueUrl));
  return keepFinal(handle, { deadLetters, log });
}

let created: Handler | undefined;

export const handler: Handler = (event) => (created ??= create())(event);
