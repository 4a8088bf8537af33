/** Records and lists as programs without types give them: the wrong kind of thing, or a key mistyped. */
import { absent, isRecord, quote, throwInvalid } from "./checks";
import { nearest } from "./choices";

/**
 * Refuses what is no list: one value where a list is meant, an object, or an output of nothing. `keys`
 * are those of its records, where it is a list of records.
 */
export function needList(
  value: unknown,
  path: string,
  required = false,
  keys: readonly string[] = [],
): void {
  if (Array.isArray(value)) return;
  const remedy = absent(value)
    ? `${required ? "Give" : "Leave it out or give"} it a list.`
    : keys.length > 0
      ? `Put records into brackets, as in [{ ${keys[0]}: ... }].`
      : typeof value === "string"
        ? "Put it into brackets, as in [value]."
        : "Give it a list.";
  throwInvalid(path, `\`${path}\` must be a list, got: ${quote(value)}. ${remedy}`);
}

/** Refuses a hole in a list: what is left out of a list stands in no place of it. */
export function needElement(element: unknown, path: string): void {
  if (!absent(element)) return;
  throwInvalid(
    path,
    `\`${path}\` must have a value, got: ${quote(element)}. Take it off the list or give it one.`,
  );
}

/** Refuses an output of nothing: what is left out is left out in writing. */
export function needValue(value: unknown, path: string): void {
  if (!absent(value)) return;
  throwInvalid(
    path,
    `\`${path}\` must have a value, got an output of ${quote(value)}. Leave it out or give it one.`,
  );
}

/** Refuses what is no record, and a record with a key that nobody reads. */
export function needRecord(value: unknown, path: string, keys: readonly string[]): void {
  needObject(value, path, keys);
  needKnownKeys(value, `${path}.`, keys);
}

/** Refuses what is no record. */
export function needObject(
  value: unknown,
  path: string,
  keys: readonly string[],
): asserts value is object {
  if (!isRecord(value)) {
    throwInvalid(
      path,
      `\`${path}\` must be a record of ${keys.join(", ")}, got: ${quote(value)}. Write it out as ` +
        `{ ${keys[0]}: ... }.`,
    );
  }
}

/** A key that nobody reads is a mistake that would pass silently; what has no value counts as left out. */
export function needKnownKeys(record: object, prefix: string, keys: readonly string[]): void {
  for (const [key, value] of Object.entries(record)) {
    if (keys.includes(key) || absent(value)) continue;
    const path = `${prefix}${key}`;
    const near = nearest(key, keys);
    const remedy = near === undefined ? "" : ` Did you mean \`${prefix}${near}\`?`;
    throwInvalid(
      path,
      `\`${path}\` is no argument, got one.${remedy} There are ${keys.join(", ")}: correct it or ` +
        "leave it out.",
    );
  }
}
