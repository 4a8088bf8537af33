/** What a person may give as the reason of a decision. */
import type { DecisionResult } from "./types";

/** A reason that says something. */
export const shortestReason = 10;
/** Leaves room for "Rejected by NAME (ID) in Slack: " in the 512 characters of the history. */
export const longestReason = 400;

/** White space and characters without a shape say nothing; an empty braille cell is one as well. */
const shapeless = /[\s\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/gu;

export const isBlank = (text = ""): boolean => text.replace(shapeless, "") === "";

/** What is wrong with a reason, in words for the person; undefined where nothing is. */
export function reasonProblem(
  result: DecisionResult,
  reason: string | undefined,
): string | undefined {
  const text = reason ?? "";
  const said = text.replace(shapeless, "");
  if (result === "Rejected" && [...said].length < shortestReason) {
    return `Say why, in at least ${shortestReason} characters that are not blank.`;
  }
  if (text.length > longestReason) {
    return `At most ${longestReason} characters, please: this has ${text.length}.`;
  }
  return undefined;
}
