/** Reminders and escalations in Slack: in the thread of the request's message, or where the gate says. */
import type { Channel } from "../channel";
import { stillAsked } from "../../domain/rule/asked";
import { isRuled } from "../../domain/rule/identity";
import type { PostedMessage } from "../../domain/types";
import { type SlackGate, slackOf } from "./gate";
import { slackName } from "./name";
import { schedulesOf } from "./on-call";
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
    const asked = isRuled(settings) ? stillAsked(settings.rule, gate, request) : gate;
    if (to === "approvers") {
      await slack.postMessage({
        ...thread,
        ...reminderMessage(notice, request, asked, schedulesOf(settings)),
      });
      return;
    }
    const { escalation } = gate.sla ?? {};
    const { slackChannel: channel } = escalation ?? {};
    const message = escalationMessage(notice, request, settings, escalation);
    await slack.postMessage({ ...(channel === undefined ? thread : { channel }), ...message });
  };
}

/** Where it is said that a request waits, and to whom. */
interface Thread {
  readonly channel: string;
  readonly thread_ts?: string;
}

/** Of the newest message: an older one may be gone. Where this one is, Slack posts to the channel itself. */
export function threadOf(messages: readonly PostedMessage[], { channel }: SlackGate): Thread {
  const message = messages.findLast((one) => one.channel === slackName);
  return message === undefined ? { channel } : { channel: message.place, thread_ts: message.id };
}
