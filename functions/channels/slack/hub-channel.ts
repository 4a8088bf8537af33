/** Slack as the channel of a deployed hub: with the app whose credentials the environment names. */
import { environment } from "../../../contract/environment";
import { createConnectorCredentials } from "../../adapters/connector-credentials";
import { optional, required } from "../../adapters/environment";
import { createHttp } from "../../connectors/http";
import { connectorOf } from "../../connectors/registry";
import type { Clock } from "../../domain/ports";
import type { Channel, ChannelPorts, DecidingChannel, DecidingChannelPorts } from "../channel";
import { createAppSecrets } from "./app-secrets";
import { createSlackChannel } from "./channel";
import { createSlackApi } from "./client";
import { createDecidingSlackChannel } from "./deciding-channel";
import { createOnCall } from "./decisions/who-is-on-call";
import { createHubSlack } from "./hub-slack";
import type { SlackApi } from "./ports";
import { withRetry } from "./retry";
import { remembered } from "./remembered";

/** For the functions that only post. */
export function createHubSlackChannel({ clock, log }: ChannelPorts): Channel {
  const slack = withRetry(createHubSlack(clock), { tries: 3, longestPause: 5000 });
  return createSlackChannel({ slack, log, ...peopleOf(slack, clock) });
}

/** For the decider, which may read what signs clicks. In a hub without an app there are none. */
export function createHubSlackDecisions(ports: DecidingChannelPorts): Channel | DecidingChannel {
  if (optional(environment.credentialsArn) === undefined) return createHubSlackChannel(ports);
  const { clock, log } = ports;
  const { bot, signing } = createAppSecrets(clock);
  const slack = withRetry(createSlackApi({ credentials: bot, timeout: 5000 }), {
    tries: 3,
    longestPause: 3000,
  });
  return createDecidingSlackChannel({
    ...ports,
    slack,
    credentials: signing,
    ...peopleOf(slack, clock),
    onCall: createOnCall({
      ...{ clock, log, connectorOf, http: createHttp() },
      credentials: createConnectorCredentials(required("AWS_LAMBDA_FUNCTION_NAME")),
      accountNow: (email) => slack.userWithEmail(email),
    }),
    teamId: optional(environment.slackTeamId),
    appId: optional(environment.slackAppId),
  });
}

const peopleOf = (slack: SlackApi, clock: Clock) => ({
  membersOf: remembered((userGroup) => slack.userGroupMembers(userGroup), clock),
  accountOf: remembered((email) => slack.userWithEmail(email), clock),
});
