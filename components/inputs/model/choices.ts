/** Words of which one is meant, and which one that was. */
import { quote, throwInvalid } from "./checks";

/** One of a few words, in their own letters; `otherwise` is what can be done in the place of choosing. */
export function oneOf(
  words: readonly string[],
  value: unknown,
  path: string,
  otherwise?: string,
): void {
  if (typeof value === "string" && words.includes(value)) return;
  const near = typeof value === "string" ? nearest(value, words) : undefined;
  const choose = `Choose one of them${otherwise === undefined ? "" : ` or ${otherwise}`}.`;
  const remedy = near === undefined ? choose : `Did you mean ${quote(near)}?`;
  const last = words[words.length - 1];
  const all = words.length > 2 ? `one of ${words.join(", ")}` : `${words[0]} or ${last}`;
  throwInvalid(path, `\`${path}\` must be ${all}, got: ${quote(value)}. ${remedy}`);
}

/** The one that was meant: the same but for case, the beginning of another, or few letters away. */
export function nearest(key: string, keys: readonly string[]): string | undefined {
  const ranked = keys
    .map((candidate) => ({ candidate, far: distance(key.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.far - b.far);
  const [best] = ranked;
  return best.far <= Math.max(2, Math.floor(key.length / 3)) ? best.candidate : undefined;
}

/** Levenshtein: how many letters are put in, taken out or changed. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (let at = 1; at <= to.length; at += 1) {
      const change = row[at - 1] + (letter === to[at - 1] ? 0 : 1);
      next.push(Math.min(change, row[at] + 1, next[at - 1] + 1));
    }
    row = next;
  }
  return row[to.length];
}
