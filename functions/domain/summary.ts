/** What stays in the pipeline's history about a decision that was made in Slack. */
import { shorten } from "./text";
import type { DecisionResult, SlackPerson } from "./types";

/** CodePipeline API Reference, ApprovalResult: summary has at most 512 characters. */
export const longestSummary = 512;

/** `Approved by Ann (U0123) in Slack: Load test passed`, on one line and never too long. */
export function summaryOf(result: DecisionResult, person: SlackPerson, reason?: string): string {
  const who = `${result} by ${oneLine(person.name)} (${oneLine(person.id)}) in Slack`;
  const why = oneLine(reason ?? "");
  return shorten(why === "" ? who : `${who}: ${why}`, longestSummary);
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
}
