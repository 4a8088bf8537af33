/** What stays in the pipeline's history about a decision that was made in Slack. */
import { oneLine, shorten } from "./text";
import type { DecisionResult, SlackPerson } from "./types";

/** CodePipeline API Reference, ApprovalResult: summary has at most 512 characters. */
export const longestSummary = 512;

/** Slack's own names have at most 80: a longer one must not push the id or the reason out. */
const longestName = 80;

/** `Ann (U0123)`: the name for people, and the id that nobody can choose. */
export function displayName({ id, name }: SlackPerson): string {
  return `${shorten(oneLine(name), longestName)} (${oneLine(id)})`;
}

/** `Approved by Ann (U0123) in Slack: Load test passed`, on one line and never too long. */
export function summaryOf(result: DecisionResult, person: SlackPerson, reason?: string): string {
  const who = `${result} by ${displayName(person)} in Slack`;
  const why = oneLine(reason ?? "");
  return shorten(why === "" ? who : `${who}: ${why}`, longestSummary);
}
