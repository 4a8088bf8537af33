/** What assertions about people say. */
import { unknown } from "../engine/plain";

/** Doubts that say themselves what to write. */
const told = /`name`|`ignoreChanges`|`templates`/;

/** What is not known, and what a test can do about it. */
export function open(doubts: readonly string[]): string {
  const others = doubts.filter((doubt) => !told.test(doubt));
  const preview = others.some((doubt) => doubt.includes(unknown) || doubt.includes("not known"));
  const remedy = preview
    ? "Deploy without `preview`, and give what is missing to `outputs`."
    : "Give the condition keys in the person's `context`, and documents of policies in `managedPolicies`.";
  return [
    "Who may decide cannot be told:",
    ...doubts.map((doubt) => `  ${doubt}.`),
    ...(others.length === 0 ? [] : [remedy]),
  ].join("\n");
}

/** Paths, or that there is none. */
export const say = (paths: readonly string[]): string =>
  paths.length === 0 ? "nothing" : paths.join(", ");

export function noSuchApproval(approval: string, all: readonly string[]): string {
  const list = [...new Set(all)].join(", ") || "none";
  return `The stack has no approval ${approval}. Its approvals: ${list}.`;
}
