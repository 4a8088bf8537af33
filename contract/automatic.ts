/** What decides by itself: what is judged when a gate is deployed, and compared when it decides. */

/** Characters of a regular expression, and of a value that is compared. */
export const longestPattern = 256;
export const longestValue = 1000;

/** Milliseconds for which a gate's function may think. */
export const functionTimeout = 15_000;

/** Throws for what is no regular expression. It matches the whole value, however it is grouped. */
export function wholeValue(pattern: string): RegExp {
  new RegExp(pattern, "u");
  return new RegExp(`^(?:${pattern})$`, "u");
}
