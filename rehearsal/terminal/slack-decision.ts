/** Decides a request as a person in Slack does, and tells what that person sees. */
import type { Rehearsal } from "../session";
import { renderMessage } from "../slack/render";
import type { SlackWorkspace } from "../slack/types";
import { slackUserId } from "./actors";
import type { Decision } from "../screen/decision";
import {
  answerCount,
  decideInSlack,
  messageAt,
  privateAnswers,
  requestMessages,
} from "../screen/slack-driver";
import { clean } from "../screen/text";

/** Presses the button as a Slack user, sends the dialog, and tells what the person sees. */
export async function decideAsSlackUser(
  rehearsal: Rehearsal,
  { request, profile, status, summary }: Decision,
  tell: (line: string) => void,
): Promise<void> {
  const { slack } = rehearsal;
  const message = slack && requestMessages(slack).find(({ token }) => token === request.token);
  if (slack === undefined || message === undefined) {
    return tell("This request has no open message in Slack.");
  }
  const user = slackUserId(profile);
  const name = slack.workspace.users[user] ?? user;
  const before = answerCount(slack, message.channel, user);
  const button = status === "Approved" ? "approve" : "reject";
  const seen = await decideInSlack(rehearsal, user, message, button, summary);
  for (const text of privateAnswers(slack, message.channel, user, before)) {
    tell(clean(`  Slack to ${name}, in private: ${plain(slack, text)}`));
  }
  for (const error of Object.values(seen.errors ?? {})) {
    tell(clean(`  the dialog says to ${name}: ${error}`));
  }
  if (seen.status !== 200) tell(clean(`  Slack got ${seen.status || "no answer"} from the app.`));
  const now = messageAt(slack, message);
  if (now !== undefined) tell(clean(`  in Slack: ${now.text}`));
}

function plain({ workspace }: SlackWorkspace, text: string): string {
  return renderMessage({ channel: "", ts: "", text, blocks: [] }, workspace).join(" ");
}
