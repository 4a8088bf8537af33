/** Patterns of ARNs: six segments between colons, each with wildcards of its own. */
import type { Context } from "./context";
import { compile, glob, isAny, type Token } from "./pattern";
import type { Ternary } from "./ternary";
import { unknown } from "./unknown";

/** Where a pattern stands: the Resource element of an identity or a resource policy, or a condition. */
export type Place = "identity" | "resource" | "condition";

const star: Token = { kind: "any" };
const colon: Token = { kind: "colon" };
const count = 6;

/** Cuts at the first five colons that the policy's author wrote: a variable's colon cuts nothing. */
function segments(pattern: readonly Token[]): Token[][] {
  const out: Token[][] = [[]];
  for (const token of pattern) {
    if (token.kind === "colon" && out.length < count) out.push([]);
    else out[out.length - 1].push(token);
  }
  return out;
}

/** The same of an ARN; undefined for what is none. */
function partsOf(arn: string): string[] | undefined {
  const parts = arn.split(":");
  return parts.length < count ? undefined : [...parts.slice(0, 5), parts.slice(5).join(":")];
}

/** Whether a text has the parts of an ARN, or may have them. */
export const isArn = (text: string): boolean =>
  partsOf(text) !== undefined || text.includes(unknown);

/**
 * IAM User Guide, "Resource": IAM completes an ARN of an identity-based policy that lacks segments
 * with wildcards. A resource policy's has to end with one; of conditions AWS does not say it.
 */
function isCompleted(pattern: readonly Token[], place: Place): boolean {
  return place === "identity" || (place === "resource" && pattern.at(-1)?.kind === "any");
}

/** Whether the whole of it fits, or may, with what is missing at its end. */
function fitsWhole(pattern: readonly Token[], arn: string, isShort: boolean): boolean {
  return glob(pattern, arn) || (isShort && glob([...pattern, colon, star], arn));
}

/** IAM User Guide, "Variables and tags": variables stand after the fifth colon of an ARN only. */
function hasEarlyVariable(wanted: readonly Token[][]): boolean {
  const early = wanted.slice(0, count - 1).flat();
  return early.some((token) => "filled" in token);
}

/**
 * A pattern against an ARN, segment by segment. What AWS leaves open is not told: a `*` at the end
 * of a segment of the Resource element can match beyond the colon (IAM User Guide, "Resource"), and
 * a condition may have fewer segments than six.
 */
export function likeArn(
  pattern: string,
  arn: string,
  context: Context,
  { variables, place }: { readonly variables: boolean; readonly place: Place },
): Ternary {
  const compiled = compile(pattern, context, { variables, wildcards: true });
  if (compiled === undefined) return "no";
  if (isAny(compiled)) return "yes";
  if (arn.includes(unknown)) return "unknown";
  const parts = partsOf(arn);
  // An action without a resource, for example, is covered by `*` and by no ARN.
  if (parts === undefined) return compiled.some(isUnwritten) ? "unknown" : "no";
  const wanted = segments(compiled);
  const isShort = wanted.length < count;
  while (wanted.length < count && isCompleted(compiled, place)) wanted.push([star]);
  const fits = wanted.length === count && parts.every((part, at) => glob(wanted[at], part));
  if (fits) {
    const isTold = !compiled.some(({ kind }) => kind === "open") && !hasEarlyVariable(wanted);
    return isTold ? "yes" : "unknown";
  }
  const isOpen = place !== "condition" || isShort || compiled.some(isUnwritten);
  return isOpen && fitsWhole(compiled, arn, isShort) ? "unknown" : "no";
}

/** A part of the document that nobody knows: it may be anything, colons as well. */
const isUnwritten = (token: Token): boolean => token.kind === "open" && token.filled !== true;
