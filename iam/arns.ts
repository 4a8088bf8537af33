/** ARNs, written and taken apart: AWS General Reference, "Amazon Resource Names". */

/** The six parts of an ARN, or of a pattern of ARNs; the last one may hold colons. A variable's colon cuts nothing. */
export function arnParts(arn: string): string[] {
  const parts = arn.split(/:(?![^{]*\})/);
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(":")];
}
