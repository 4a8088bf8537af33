/** What stays in the pipeline's history about a decision that was made on a channel. */
import { automaticChannel } from "../../contract/identities";
import { oneLine, shorten } from "./text";
import type { Actor, DecisionResult } from "./types";

/** CodePipeline API Reference, ApprovalResult: summary has at most 512 characters. */
export const longestSummary = 512;

/** Slack's names have at most 80, the longest of any channel: a longer one must not push the id or the reason out. */
const longestName = 80;

/** True where no person has decided: a gate's function, or its conditions. */
export const isAutomatic = ({ channel }: Pick<Actor, "channel">): boolean =>
  channel === automaticChannel;

/** `Ann (U0123)`: the name for people, and the id that nobody can choose. A function's id is its name. */
export function displayName(actor: Actor): string {
  const name = shorten(oneLine(actor.displayName), longestName);
  return isAutomatic(actor) ? name : `${name} (${oneLine(actor.id)})`;
}

/** The channel as a sentence names it: `slack` is Slack. */
function channelTitle({ channel }: Actor): string {
  return `${channel.slice(0, 1).toUpperCase()}${channel.slice(1)}`;
}

/** `Approved by Ann (U0123) in Slack`, or `Approved automatically by small-changes`. */
export function decidedSentence(result: string, actor: Actor): string {
  const who = displayName(actor);
  return isAutomatic(actor)
    ? `${result} automatically by ${who}`
    : `${result} by ${who} in ${channelTitle(actor)}`;
}

/** `Approved by Ann (U0123) in Slack: Load test passed`, on one line and never too long. */
export function summaryOf(result: DecisionResult, person: Actor, reason?: string): string {
  const who = decidedSentence(result, person);
  const why = oneLine(reason ?? "");
  return shorten(why === "" ? who : `${who}: ${why}`, longestSummary);
}
