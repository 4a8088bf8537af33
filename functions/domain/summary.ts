/** What stays in the pipeline's history about a decision that was made on a channel. */
import { type ConnectorKind, systemNames } from "../../contract/connectors";
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

const onCallName = (kind: string): string =>
  kind in systemNames ? systemNames[kind as ConnectorKind] : oneLine(kind);

/** `Ann (U0123)`: the name for people, and the id that nobody can choose. A function's id is its name. */
export function displayName(actor: Actor): string {
  const name = shorten(oneLine(actor.displayName), longestName);
  if (isAutomatic(actor)) return name;
  const onCall = actor.onCall === undefined ? "" : `, on call in ${onCallName(actor.onCall)}`;
  return `${name} (${oneLine(actor.id)}${onCall})`;
}

/** The channel as a sentence names it: `slack` is Slack. */
export function channelTitle({ channel }: Pick<Actor, "channel">): string {
  if (Object.hasOwn(systemNames, channel)) return systemNames[channel as ConnectorKind];
  return `${channel.slice(0, 1).toUpperCase()}${channel.slice(1)}`;
}

/** `Approved by Ann (U0123) in Slack`, or `Approved automatically by small-changes`. */
export function decidedSentence(result: string, actor: Actor): string {
  const who = displayName(actor);
  return isAutomatic(actor)
    ? `${result} automatically by ${who}`
    : `${result} by ${who} in ${channelTitle(actor)}`;
}

/**
 * `, with Bob (U2), Cy (cy) in Jira`: as many names as `max` characters have room for, and how many more. The channel is
 * named of who has voted on another than the last.
 */
export function withSentence(
  { channel }: Pick<Actor, "channel">,
  agreed: readonly Actor[] = [],
  max = Infinity,
): string {
  if (agreed.length === 0) return "";
  const names = agreed.map((one) =>
    one.channel === channel ? displayName(one) : `${displayName(one)} in ${channelTitle(one)}`,
  );
  for (let shown = names.length; shown > 0; shown -= 1) {
    const more = shown === names.length ? [] : [`${names.length - shown} more`];
    const said = `, with ${[...names.slice(0, shown), ...more].join(", ")}`;
    if (said.length <= max) return said;
  }
  return `, with ${names.length} more`;
}

/**
 * `Approved by Ann (U0123) in Slack, with Bob (U0456): Load test passed`, on one line and never too long: the
 * reason comes before the names of those who had agreed, of whom each has an event.
 */
export function summaryOf(
  result: DecisionResult,
  person: Actor,
  reason?: string,
  agreed?: readonly Actor[],
): string {
  const who = decidedSentence(result, person);
  const said = oneLine(reason ?? "");
  const why = said === "" ? "" : `: ${said}`;
  const others = withSentence(person, agreed, longestSummary - who.length - why.length);
  return shorten(`${who}${others}${why}`, longestSummary);
}
