/** Tries calls of Slack again that may pass, for as long as one invocation has time for it. */
import { type PauseOf, retrying, type RetryPolicy } from "../../adapters/retry";
import type { SlackApi } from "./ports";
import { SlackError } from "./client";

/** Slack has not done what it was asked: it said so. */
const limited: PauseOf = (error) =>
  error instanceof SlackError && error.code === "ratelimited"
    ? (error.retryAfter ?? 1) * 1000
    : undefined;

/** The same, or nobody knows; asking again does no harm where the call may be repeated. */
const transient: PauseOf = (error, tried) => {
  const known = limited(error, tried);
  if (known !== undefined || !(error instanceof SlackError)) return known;
  return error.code === "no_answer" || error.code.startsWith("http_5")
    ? 500 * 2 ** (tried - 1)
    : undefined;
};

/**
 * Slack with patience. A message that may have been posted is not posted again here: only an answer
 * that says it was not.
 */
export function withRetry(slack: SlackApi, patience: RetryPolicy): SlackApi {
  const again = <T>(work: () => Promise<T>) => retrying(work, transient, patience);
  return {
    postMessage: (message) => retrying(() => slack.postMessage(message), limited, patience),
    postEphemeral: (message) => retrying(() => slack.postEphemeral(message), limited, patience),
    openView: (triggerId, view) => slack.openView(triggerId, view),
    updateMessage: (message) => again(() => slack.updateMessage(message)),
    identify: () => again(() => slack.identify()),
    userGroupMembers: (userGroupId) => again(() => slack.userGroupMembers(userGroupId)),
    userWithEmail: (email) => again(() => slack.userWithEmail(email)),
  };
}
