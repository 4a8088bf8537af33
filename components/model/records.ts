/** Records and lists as programs without types give them: the wrong kind of thing, or a key mistyped. */
import { absent, quote, refuse } from "./checks";
import { nearest } from "./choices";

/** Refuses what is no list: one value where a list is meant, an object, or an output of nothing. */
export function needList(value: unknown, path: string, required = false): void {
  if (Array.isArray(value)) return;
  const remedy = absent(value)
    ? `${required ? "Give" : "Leave it out or give"} it a list.`
    : typeof value === "string"
      ? "Put it into brackets, as in [value]."
      : "Give it a list.";
  refuse(path, `\`${path}\` must be a list, got: ${quote(value)}. ${remedy}`);
}

/** Refuses a hole in a list: what is left out of a list stands in no place of it. */
export function needElement(element: unknown, path: string): void {
  if (!absent(element)) return;
  refuse(
    path,
    `\`${path}\` must have a value, got: ${quote(element)}. Take it off the list or give it one.`,
  );
}

/** Refuses what is no record, and a record with a key that nobody reads. */
export function needRecord(value: unknown, path: string, keys: readonly string[]): void {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    refuse(
      path,
      `\`${path}\` must be a record of ${keys.join(", ")}, got: ${quote(value)}. Write it out as ` +
        `{ ${keys[0]}: ... }.`,
    );
  }
  needKnownKeys(value, `${path}.`, keys);
}

/** A key that nobody reads is a mistake that would pass silently; what has no value counts as left out. */
export function needKnownKeys(record: object, prefix: string, keys: readonly string[]): void {
  for (const [key, value] of Object.entries(record)) {
    if (keys.includes(key) || absent(value)) continue;
    const path = `${prefix}${key}`;
    const near = nearest(key, keys);
    const remedy = near === undefined ? "" : ` Did you mean \`${prefix}${near}\`?`;
    refuse(
      path,
      `\`${path}\` is no argument, got one.${remedy} There are ${keys.join(", ")}: correct it or ` +
        "leave it out.",
    );
  }
}

/** The arguments of a component, and its name: which of them is needed is said where there are none. */
export function needArguments(
  component: { readonly name: unknown; readonly args: unknown; readonly needs: string },
  keys: readonly string[],
): void {
  const { name, args, needs } = component;
  if (typeof name !== "string" || name.trim() === "") {
    refuse(
      "name",
      `\`name\` of the component must have at least one character, got: ${quote(name)}. Give it ` +
        "as the first argument.",
    );
  }
  if (typeof args !== "object" || args === null || Array.isArray(args)) {
    refuse(
      needs,
      `\`${needs}\` must be given in a record of arguments, got: ${quote(args)}. Write ` +
        `new ...("name", { ${needs}: ... }).`,
    );
  }
  needKnownKeys(args, "", keys);
}
