/** Deployment: the handler with the real world around it. */
import { environment } from "../../contract/environment";
import { createAppSecrets } from "../channels/slack/app-secrets";
import { lazyDynamoDb } from "../adapters/aws/dynamodb";
import { optional, required } from "../adapters/environment";
import { createGateStore } from "../adapters/gates";
import { createInvocationQueue } from "../adapters/invocation-queue";
import { createLog } from "../adapters/log";
import { createSlackApi } from "../channels/slack/client";
import { remembered } from "../channels/slack/remembered";
import { readSlackSettings } from "../channels/slack/gate";
import { askedLater } from "../channels/slack/on-call";
import { createHandler, type Handler } from "../channels/slack/receiver/handler";

/** Slack gives three seconds for everything: one call that hangs must leave time to say so. */
const slackTimeout = 2000;

function create(): Handler {
  const clock = { now: () => new Date() };
  const { bot, signing } = createAppSecrets(clock);
  const slack = createSlackApi({ credentials: bot, timeout: slackTimeout });
  return createHandler({
    credentials: signing,
    slack,
    clock,
    gates: createGateStore(lazyDynamoDb(), required(environment.gatesTable), readSlackSettings),
    membersOf: remembered((userGroup) => slack.userGroupMembers(userGroup), clock),
    onCall: askedLater,
    decisionQueue: createInvocationQueue(required(environment.deciderFunction)),
    log: createLog(),
    teamId: optional(environment.slackTeamId),
    appId: optional(environment.slackAppId),
  });
}

let created: Handler | undefined;

/** A wrong deployment shows at the first request, in the log, and refuses it. */
export const handler: Handler = (event) => (created ??= create())(event);
