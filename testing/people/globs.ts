/** What two patterns with `*` and `?` have in common: patterns again, and no variables. */
import { like } from "../../iam/pattern";

/** A wildcard in the text is taken for a character, which a narrower pattern has as well. */
export const fits = (pattern: string, text: string): boolean =>
  like(pattern, text, new Map(), false) === "yes";

/** Patterns of all texts that both fit; none where there is no such text. */
export function meetGlobs(a: string, b: string): string[] {
  if (fits(a, b)) return [b];
  if (fits(b, a)) return [a];
  if (!/[*?]/.test(a) || !/[*?]/.test(b)) return [];
  const all = walk(a, b, new Map());
  return all.filter((one) => !all.some((other) => other !== one && fits(other, one)));
}

type Known = Map<string, string[]>;

/** Each rest is walked once, however it is come to. */
function walk(a: string, b: string, known: Known): string[] {
  const key = `${a}/${b}`;
  const found =
    known.get(key) ??
    step(a, b, (x, y) => walk(x, y, known)).map((text) => text.replace(/\*+/g, "*"));
  known.set(key, [...new Set(found)]);
  return known.get(key)!;
}

function step(a: string, b: string, walk: (a: string, b: string) => string[]): string[] {
  if (a === "" && b === "") return [""];
  const [restA, restB] = [a.slice(1), b.slice(1)];
  const from = (first: string, rest: string[]): string[] => rest.map((text) => first + text);
  // Of two stars one ends first, while the other goes on.
  if (a[0] === "*" && b[0] === "*") return from("*", [...walk(restA, b), ...walk(a, restB)]);
  if (a[0] === "*") return [...walk(restA, b), ...(b === "" ? [] : from(b[0], walk(a, restB)))];
  if (b[0] === "*") return walk(b, a);
  if (a === "" || b === "") return [];
  if (a[0] === b[0] || b[0] === "?") return from(a[0], walk(restA, restB));
  return a[0] === "?" ? from(b[0], walk(restA, restB)) : [];
}
