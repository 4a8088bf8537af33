/** Reminders and escalations in Slack: in the thread of the request's message, or where the gate says. */
import type { Channel } from "../channel";
import type { PostedMessage } from "../../domain/types";
import { SlackError } from "./client";
import { type SlackGate, slackOf } from "./gate";
import { slackName } from "./name";
import type { SlackApi } from "./ports";
import { escalationMessage, reminderMessage } from "./views/reminder";

type Escalation = NonNullable<NonNullable<SlackGate["sla"]>["escalation"]>;

/** True where somebody is named. */
export const isNamed = (escalation: Escalation | undefined): escalation is Escalation =>
  escalation !== undefined &&
  (escalation.slackChannel !== undefined ||
    escalation.slackUserIds.length + escalation.slackUserGroupIds.length > 0);

export function createSlackReminder(slack: Pick<SlackApi, "postMessage">): Channel["remind"] {
  return async (notice, to, request, settings) => {
    const gate = slackOf(settings);
    if (gate === undefined) throw new Error("The gate has no Slack channel.");
    const thread = threadOf(request.messages, gate);
    if (to === "approvers") {
      return post(slack, thread, reminderMessage(notice, request, gate));
    }
    const { escalation } = gate.sla ?? {};
    const { slackChannel: channel } = escalation ?? {};
    const message = escalationMessage(notice, request, settings, escalation);
    await post(slack, channel === undefined ? thread : { channel }, message);
  };
}

interface Thread {
  readonly channel: string;
  readonly thread_ts?: string;
}

/** The newest message counts: an older one may be gone. */
function threadOf(messages: readonly PostedMessage[], { channel }: SlackGate): Thread {
  const message = messages.findLast((one) => one.channel === slackName);
  return message === undefined ? { channel } : { channel: message.place, thread_ts: message.id };
}

/** Where the message of the thread is gone, the channel itself is told. */
async function post(
  slack: Pick<SlackApi, "postMessage">,
  thread: Thread,
  message: { readonly text: string; readonly blocks: readonly object[] },
): Promise<void> {
  try {
    await slack.postMessage({ ...thread, ...message });
  } catch (error) {
    if (!(error instanceof SlackError) || error.code !== "thread_not_found") throw error;
    await slack.postMessage({ channel: thread.channel, ...message });
  }
}
