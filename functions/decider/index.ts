/** Deployment: the handler with the real world around it. */
import { environment } from "../../contract/environment";
import { createAppSecrets } from "../channels/slack/app-secrets";
import { lazyDynamoDb } from "../adapters/aws/dynamodb";
import { createDeadLetterQueue } from "../adapters/dead-letter-queue";
import { optional, required } from "../adapters/environment";
import { createGateStore } from "../adapters/gates";
import { createLog } from "../adapters/log";
import { createPipelines } from "../adapters/pipelines";
import { createRequestStore } from "../adapters/requests";
import { withRetry } from "../adapters/retry";
import { createSlackApi } from "../channels/slack/client";
import { createUserGroups } from "../channels/slack/user-groups";
import { createChannels } from "../channels/registry";
import { createSlackChannel } from "../channels/slack/channel";
import { keepFinal } from "../shared/keep-final";
import { createHandler, type Handler } from "./handler";

function create(): Handler {
  const clock = { now: () => new Date() };
  const { bot, signing } = createAppSecrets(clock);
  const client = lazyDynamoDb();
  const slack = withRetry(createSlackApi({ credentials: bot, timeout: 5000 }), {
    tries: 3,
    longestPause: 3000,
  });
  const log = createLog();
  const handle = createHandler({
    channels: createChannels({ clock, log }, [createSlackChannel({ slack, log })]),
    credentials: signing,
    slack,
    clock,
    gates: createGateStore(client, required(environment.gatesTable)),
    requests: createRequestStore(client, required(environment.requestsTable)),
    pipelines: createPipelines(required("AWS_LAMBDA_FUNCTION_NAME")),
    membersOf: createUserGroups(slack, clock),
    log,
    teamId: optional(environment.slackTeamId),
    appId: optional(environment.slackAppId),
  });
  const deadLetters = createDeadLetterQueue(required(environment.deadLetterQueueUrl));
  return keepFinal(handle, { deadLetters, log });
}

let created: Handler | undefined;

export const handler: Handler = (event) => (created ??= create())(event);
