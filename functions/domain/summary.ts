/** What stays in the pipeline's history about a decision that was made on a channel. */
import { oneLine, shorten } from "./text";
import type { Actor, DecisionResult } from "./types";

/** CodePipeline API Reference, ApprovalResult: summary has at most 512 characters. */
export const longestSummary = 512;

/** Slack's names have at most 80, the longest of any channel: a longer one must not push the id or the reason out. */
const longestName = 80;

/** `Ann (U0123)`: the name for people, and the id that nobody can choose. */
export function displayName({ id, displayName: name }: Actor): string {
  return `${shorten(oneLine(name), longestName)} (${oneLine(id)})`;
}

/** The channel as a sentence names it: `slack` is Slack. */
export function channelTitle({ channel }: Pick<Actor, "channel">): string {
  return `${channel.slice(0, 1).toUpperCase()}${channel.slice(1)}`;
}

/** `Approved by Ann (U0123) in Slack: Load test passed`, on one line and never too long. */
export function summaryOf(result: DecisionResult, person: Actor, reason?: string): string {
  const who = `${result} by ${displayName(person)} in ${channelTitle(person)}`;
  const why = oneLine(reason ?? "");
  return shorten(why === "" ? who : `${who}: ${why}`, longestSummary);
}
