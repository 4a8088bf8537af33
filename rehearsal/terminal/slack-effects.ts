/** What keys bring about in Slack. */
import type { Rehearsal } from "../session";
import { renderMessage } from "../slack/render";
import type { SlackWorkspace } from "../slack/types";
import type { Effect } from "./dialogue";
import {
  answerCount,
  decideInSlack,
  messageAt,
  privateAnswers,
  publicMessages,
  requestMessages,
} from "./slack-driver";
import { clean } from "./text";
import type { Output } from "./output";

/** Presses the button as a Slack user, sends the dialog, and tells what the person sees. */
export async function decideAsSlackUser(
  rehearsal: Rehearsal,
  { request, profile, status, summary }: Effect & { kind: "decide" },
  voice: Output,
): Promise<void> {
  const { slack } = rehearsal;
  const message = slack && requestMessages(slack).find(({ token }) => token === request.token);
  if (slack === undefined || message === undefined) {
    return voice.tell("This request has no open message in Slack.");
  }
  const user = profile.slice("slack:".length);
  const name = slack.workspace.users[user] ?? user;
  const before = answerCount(slack, message.channel, user);
  const button = status === "Approved" ? "approve" : "reject";
  const seen = await decideInSlack(rehearsal, user, message, button, summary);
  for (const text of privateAnswers(slack, message.channel, user, before)) {
    voice.tell(clean(`  Slack to ${name}, in private: ${plain(slack, text)}`));
  }
  for (const error of Object.values(seen.errors ?? {})) {
    voice.tell(clean(`  the dialog says to ${name}: ${error}`));
  }
  if (seen.status !== 200)
    voice.tell(clean(`  Slack got ${seen.status || "no answer"} from the app.`));
  const now = messageAt(slack, message);
  if (now !== undefined) voice.tell(clean(`  in Slack: ${now.text}`));
}

function plain({ workspace }: SlackWorkspace, text: string): string {
  return renderMessage({ channel: "", ts: "", text, blocks: [] }, workspace).join(" ");
}

/** Every message of every channel, as a person would see them. */
export function showChannels({ slack }: Pick<Rehearsal, "slack">): string {
  if (slack === undefined) return "There is no Slack.";
  const lines = publicMessages(slack).flatMap((message) => [
    `#${slack.workspace.channels[message.channel]}`,
    ...renderMessage(message, slack.workspace).map((line) => `│ ${line}`),
    "",
  ]);
  return lines.length === 0 ? "Nothing was posted yet." : lines.map(clean).join("\n");
}

const methods = ["chat.postMessage", "chat.update", "chat.postEphemeral", "views.open"];

/** Slack answers nothing but errors, or is well again. */
export function toggleSlack({ slack }: Pick<Rehearsal, "slack">, fails: boolean): void {
  if (!fails) return slack?.heal();
  for (const method of methods) slack?.fail(method, "internal_error", Infinity);
}
