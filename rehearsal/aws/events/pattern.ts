/** EventBridge's event patterns. */
import { meetsPattern } from "./tree";

const known: ReadonlySet<string> = new Set([
  "prefix",
  "suffix",
  "anything-but",
  "exists",
  "numeric",
  "equals-ignore-case",
  "wildcard",
]);

/** Tells whether an event meets a pattern; throws `PatternError` when the pattern is not one. */
export function matches(pattern: unknown, event: unknown): boolean {
  return meetsPattern(pattern, event, known);
}
