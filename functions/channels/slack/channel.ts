/** Slack as a channel: the message of a request is posted, and changed as the request goes on. */
import { describe } from "../../adapters/log";
import { faceOf, type MessageRef } from "../../domain/messages";
import type { Log } from "../../domain/ports";
import type { AppIdentity, SlackApi } from "./ports";
import { isOpen } from "../../domain/transitions";
import type { ApprovalRequest, GateSettings, PostedMessage } from "../../domain/types";
import type { Channel } from "../channel";
import { SlackError } from "./client";
import { createVoting, type VotingPorts } from "./decisions/voting";
import { slackOf } from "./gate";
import { slackName } from "./name";
import { createSlackReminder, isNamed } from "./remind";
import { requestMessage } from "./views/message";

/** Whether a message of a request is one of Slack's. */
export const isInSlack = ({ channel }: Pick<PostedMessage, "channel">): boolean =>
  channel === slackName;

/** A message of Slack, by the names that Slack gives it. */
export const slackMessage = (channel: string, ts: string): MessageRef => ({
  channel: slackName,
  place: channel,
  id: ts,
});

export interface SlackChannelPorts extends VotingPorts {
  readonly slack: Pick<SlackApi, "postMessage" | "updateMessage" | "identify">;
  readonly log: Log;
}

export function createSlackChannel(ports: SlackChannelPorts): Channel {
  const { slack, log } = ports;
  return {
    name: slackName,
    isUsedBy: (settings) => slackOf(settings) !== undefined,
    show: async (request, settings) => {
      const gate = slackOf(settings);
      if (gate === undefined) throw new Error("The gate has no Slack channel.");
      const app = await identity({ slack, log });
      const { channel } = gate;
      const shown = await slack.postMessage({ channel, ...requestMessage(request, settings) });
      // What Slack leaves out of its answer would be missed at every click: those are refused then.
      const { teamId = app.teamId, appId = app.appId } = shown;
      const origin = { teamId, appId, enterpriseId: app.enterpriseId };
      return { ...slackMessage(shown.channel, shown.ts), origin, shows: faceOf(request) };
    },
    update: createSlackUpdate({ slack, log }),
    voting: createVoting(ports),
    escalatesTo: (settings) => isNamed(slackOf(settings)?.sla?.escalation),
    remind: createSlackReminder(slack),
  };
}

/** Brings a message of a request up to date. */
export function createSlackUpdate(
  ports: Pick<UpdatePorts, "slack" | "log">,
): (message: PostedMessage, request: ApprovalRequest, settings: GateSettings) => Promise<void> {
  return async ({ place: channel, id: ts }, request, settings) => {
    const { action, token, status } = request;
    const says = isOpen(request) ? "has its buttons now" : "shows how the request ended";
    const message = { channel, ts, ...requestMessage(request, settings) };
    await updateMessage(message, { action, token, status, says }, settings, ports);
  };
}

/** To whom the bot token belongs. A request without this is better than none. */
async function identity({
  slack,
  log,
}: Pick<SlackChannelPorts, "log"> & {
  readonly slack: Pick<SlackApi, "identify">;
}): Promise<AppIdentity> {
  try {
    return await slack.identify();
  } catch (error) {
    log.warn("bot_token_unidentified", describe(error));
    return {};
  }
}

interface UpdatePorts {
  readonly slack: Pick<SlackApi, "updateMessage">;
  readonly log: Log;
}

/**
 * Changes a message. A message that is gone needs no update, which answers false; everything else is
 * tried again by whoever called.
 */
export async function updateMessage(
  message: Parameters<SlackApi["updateMessage"]>[0],
  about: { readonly says: string } & Pick<ApprovalRequest, "action" | "token"> &
    Partial<Pick<ApprovalRequest, "status">>,
  settings: Pick<GateSettings, "channels">,
  { slack, log }: UpdatePorts,
): Promise<boolean> {
  const { says, ...what } = about;
  try {
    await slack.updateMessage(message);
    log.info("message_updated", { ...what, says });
    return true;
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    // A channel that the gate has left may be deleted; one that it uses is somebody's to mend.
    const isLeft =
      error.code === "channel_not_found" && message.channel !== slackOf(settings)?.channel;
    if (!error.gone && !isLeft) throw error;
    log.error("message_unchangeable", { ...what, ...describe(error), remedy: error.remedy });
    return false;
  }
}
