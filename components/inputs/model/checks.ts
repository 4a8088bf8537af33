/**
 * The words in which bad input is refused. Each check takes a plain value and the path of the
 * argument it came from, and throws Pulumi's own error type, so that the engine and every language
 * point at the argument.
 */
import * as pulumi from "@pulumi/pulumi";

/** A check refuses by throwing; what it lets through is fine. */
export type Check<T> = (value: T, path: string) => void;

/**
 * Stands for the field of a record whose value is still to come. Checks pass over it now and see
 * the value when the whole record has resolved.
 */
export const pending: unique symbol = Symbol("still to come");

/** True when the field has a value and it is known. */
export function known<T>(value: T | typeof pending | null | undefined): value is T {
  return value !== pending && value !== undefined && value !== null;
}

/** True when the field was left out, and not only still to come. */
export function absent(value: unknown): boolean {
  return value === undefined || value === null;
}

/** Refuses a value: `reason` names the argument, the limit, what was given and the remedy. */
export function throwInvalid(path: string, reason: string): never {
  throw new pulumi.InputPropertyError({ propertyPath: path, reason });
}

/** Ends the program for a reason that no argument has: the text says what to do. */
export function fail(reason: string): never {
  throw new pulumi.RunError(reason);
}

/** How a refused value is quoted: whole if short, else its beginning and its length. */
export function quote(value: unknown): string {
  const text = wholeText(value);
  if (text.length <= 80) return text;
  return typeof value === "string"
    ? `${text.slice(0, 60)}..." (${value.length} characters)`
    : `${text.slice(0, 60)}...`;
}

/** True for a record: a Map, a Set or a date has no fields to read, and would pass as an empty one. */
export function isRecord(value: unknown): value is object {
  return Object.prototype.toString.call(value) === "[object Object]";
}

/** True for a resource as a whole. */
export function isResource(value: unknown): boolean {
  return pulumi.Resource.isInstance(value);
}

/** JSON where there is one: whatever a program without types gives, this fails nowhere. */
export function wholeText(value: unknown): string {
  if (isResource(value)) return "a resource";
  if (typeof value === "bigint") return `${value}n`;
  // Their JSON is that of an empty record.
  if (value instanceof Map || value instanceof Set) return Object.prototype.toString.call(value);
  try {
    // NaN and infinity have no JSON: they would be quoted as null.
    return (typeof value === "number" ? undefined : JSON.stringify(value)) ?? String(value);
  } catch {
    // What refers to itself, and a bigint or an output inside, have none either.
    return Object.prototype.toString.call(value);
  }
}

export interface TextLimit {
  readonly min: number;
  readonly max: number;
  readonly characters?: string;
  readonly pattern?: RegExp;
}

/** How a text is spoken of where it is refused. */
export interface TextUse {
  /** A good one. */
  readonly example: string;
  /** True where there is no default: then leaving it out is no remedy. */
  readonly required?: boolean;
  /** The remedy for whatever is wrong, where it is not written by hand. */
  readonly remedy?: string;
}

/** A string of a length between two bounds and, where a pattern is given, of its characters only. */
export function text(limit: TextLimit, use: TextUse): Check<string> {
  const { min, max, characters, pattern } = limit;
  return (value, path) => {
    const no = (rule: string, got: string, remedy: string): never =>
      throwInvalid(path, `\`${path}\` ${rule}, got${got}. ${use.remedy ?? remedy}`);
    if (typeof value !== "string") {
      const rule = `must be a string, like ${quote(use.example)}`;
      no(rule, `: ${quote(value)}`, toString(value, path, use));
    }
    if (value.length === 0) {
      no(`must have ${min} to ${max} characters`, " an empty string", giveOne(path, use));
    }
    if (value.length < min || value.length > max) {
      const got = ` ${value.length}: ${quote(value)}`;
      no(`must have ${min} to ${max} characters`, got, "Shorten it.");
    }
    if (pattern && !pattern.test(value)) {
      const isPadded = pattern.test(value.trim());
      const mend = isPadded ? "Leave out the white space at its ends." : "Rename it.";
      no(`may only have the characters ${characters}`, `: ${quote(value)}`, mend);
    }
  };
}

function toString(value: unknown, path: string, use: TextUse): string {
  if (absent(value)) return giveOne(path, use);
  return typeof value === "object" || typeof value === "function"
    ? "Give it one text."
    : "Put it into quotation marks.";
}

/** Only what has a default may be left out, and what stands in a list may be taken off it. */
function giveOne(path: string, { required }: TextUse): string {
  if (path.endsWith("]")) return "Take it off the list or give it a value.";
  return required ? "Give it a value." : "Leave it out or give it a value.";
}

/** A whole number between two bounds. */
export function integer(
  limit: { readonly min: number; readonly max: number },
  unit: string,
): Check<number> {
  return (value, path) => {
    if (Number.isInteger(value) && value >= limit.min && value <= limit.max) return;
    const written: unknown = value;
    const remedy =
      typeof written === "string" && /^\d+$/.test(written)
        ? "Leave out the quotation marks: it is a number."
        : "Choose a number in that range or leave it out for the default.";
    throwInvalid(
      path,
      `\`${path}\` must be a whole number${unit} between ${limit.min} and ${limit.max}, got: ` +
        `${quote(value)}. ${remedy}`,
    );
  };
}

/** A list with so many elements at the most: `what` they are, in the error. */
export function atMost(max: number, what: string, remedy: string): Check<readonly unknown[]> {
  return (list, path) => {
    if (list.length <= max) return;
    throwInvalid(
      path,
      `\`${path}\` must have at most ${max} ${what}, got: ${list.length}. ${remedy}`,
    );
  };
}

/** True or false and nothing near it: an argument that lost its value must not switch a rule off. */
export const boolean: Check<boolean> = (value, path) => {
  if (typeof value === "boolean") return;
  const written: unknown = value;
  const remedy =
    written === "true" || written === "false"
      ? "Leave out the quotation marks."
      : "Correct the value, or leave the argument out for the default.";
  throwInvalid(path, `\`${path}\` must be true or false, got: ${quote(value)}. ${remedy}`);
};

/** The refusal of a secret says which rule was broken, and not by what. */
export function redactedError(error: unknown): unknown {
  if (!pulumi.InputPropertyError.isInstance(error)) return error;
  const { propertyPath, reason } = error;
  const rule = reason.includes(", got")
    ? reason.slice(0, reason.indexOf(", got"))
    : `\`${propertyPath}\` must be well-formed`;
  return new pulumi.InputPropertyError({
    propertyPath,
    reason: `${rule}, got a secret, which is not shown here. Correct it where it is stored.`,
  });
}
