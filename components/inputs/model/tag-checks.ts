/** Tags: what every service takes that a component tags, IAM above all, which is the strictest. */
import { absent, type Check, isRecord, pending, quote, throwInvalid } from "./checks";
import { tagging } from "./limits";

/** AWS counts characters, not the halves that JavaScript stores some of them in. */
const lengthOf = (text: string): number => [...text].length;

/** How many there are, and their keys. The keys stand behind "got": a secret record hides them. */
export const tagKeys: Check<readonly string[]> = (keys, path) => {
  const { perResource, key: limit } = tagging;
  if (keys.length > perResource) {
    throwInvalid(
      path,
      `\`${path}\` must be at most ${perResource} tags, got: ${keys.length}. Leave some out.`,
    );
  }
  const seen = new Map<string, string>();
  for (const key of keys) {
    const length = lengthOf(key);
    if (length < limit.min || length > limit.max) {
      const got = length === 0 ? "an empty one" : `one of ${length}: ${quote(key)}`;
      throwInvalid(
        path,
        `\`${path}\` must have keys of ${limit.min} to ${limit.max} characters, got ${got}. ` +
          (length === 0 ? "Name it or leave it out." : "Shorten it."),
      );
    }
    if (!tagging.pattern.test(key)) {
      throwInvalid(
        path,
        `\`${path}\` must have keys of the characters ${tagging.characters}, got: ${quote(key)}. ` +
          "Rename it.",
      );
    }
    if (key.toLowerCase().startsWith(tagging.reserved)) {
      throwInvalid(
        path,
        `\`${path}\` must have no key that begins with ${tagging.reserved}, which AWS keeps for ` +
          `itself, got: ${quote(key)}. Rename it.`,
      );
    }
    const other = seen.get(key.toLowerCase());
    if (other !== undefined) {
      throwInvalid(
        path,
        `\`${path}\` must have keys that differ by more than case, as IAM compares them, got: ` +
          `${quote(other)} and ${quote(key)}. Remove or rename one of them.`,
      );
    }
    seen.set(key.toLowerCase(), key);
  }
};

/** One value; `key` is quoted where the path does not name it. */
export function tagValue(value: unknown, path: string, key?: string): void {
  const where = key === undefined ? `\`${path}\` must` : `\`${path}\` must have values that`;
  const whose = key === undefined ? "" : ` of ${quote(key)}`;
  if (typeof value !== "string") {
    throwInvalid(
      path,
      `${where} ${key === undefined ? "be a string" : "are strings"}, got: ${quote(value)}${whose}. ` +
        "Put it into quotation marks.",
    );
  }
  const { max } = tagging.value;
  const length = lengthOf(value);
  if (length > max) {
    throwInvalid(
      path,
      `${where} have at most ${max} characters, got ${length}${whose}: ${quote(value)}. Shorten it.`,
    );
  }
  if (!tagging.pattern.test(value)) {
    throwInvalid(
      path,
      `${where} only have the characters ${tagging.characters}, got: ${quote(value)}${whose}. ` +
        "Take out the others.",
    );
  }
}

/** The whole record; what is absent or still to come is passed over. */
export function tagRecord(value: unknown, path: string): asserts value is Record<string, unknown> {
  if (!isRecord(value)) {
    throwInvalid(
      path,
      `\`${path}\` must be a record of strings, got: ${quote(value)}. Write it out as ` +
        '{ KEY: "VALUE" }, or leave it out.',
    );
  }
  tagKeys(Object.keys(value), path);
}

/** True where there is a value to judge now. */
export function isTagValue(value: unknown): boolean {
  return !absent(value) && value !== pending;
}
