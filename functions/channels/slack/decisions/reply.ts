/** Private answers of the decider. */
import { describe } from "../../../adapters/log";
import { SlackError } from "../client";
import type { Log } from "../../../domain/ports";
import type { SlackApi } from "../ports";
import type { SlackDecision } from "../interaction";
import type { PrivateAnswer } from "../views/ephemeral-replies";

export interface ReplyPorts {
  readonly slack: Pick<SlackApi, "postEphemeral">;
  readonly log: Log;
}

/**
 * Slack API documentation, errors of chat.postEphemeral: the person cannot be told there, however
 * often it is tried.
 */
const unreachable = new Set([
  ...["user_not_in_channel", "not_in_channel", "channel_not_found", "is_archived"],
  ...["cannot_reply_to_message", "restricted_action", "messages_tab_disabled"],
]);

/**
 * Tells the person in private. Their decision was accepted, so an answer that does not arrive is tried
 * again with the whole run, which decides nothing twice. False where it can never arrive.
 */
export async function reply(
  { channel, person, action, token }: SlackDecision,
  answer: PrivateAnswer,
  { slack, log }: ReplyPorts,
): Promise<boolean> {
  try {
    const said = typeof answer === "string" ? { text: answer } : answer;
    await slack.postEphemeral({ channel, user: person.id, ...said });
    return true;
  } catch (error) {
    log.error("reply_failed", {
      ...{ action, token, person: person.id },
      ...describe(error),
    });
    if (!(error instanceof SlackError) || !unreachable.has(error.code)) throw error;
    return false;
  }
}
