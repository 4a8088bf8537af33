/**
 * Inputs, plain and to come. A plain value is checked at once, before anything is created; an
 * output is checked when it resolves, and only what passed the check flows on to a resource.
 */
import * as pulumi from "@pulumi/pulumi";
import { type Check, pending, redactedError } from "./model/checks";
import { needNoResource } from "./model/resource-slips";

/** True when nothing in the value has to be waited for. */
export function isPlain(value: unknown): boolean {
  if (isUnresolved(value)) return false;
  if (Array.isArray(value)) return value.every(isPlain);
  if (typeof value === "object" && value !== null) return Object.values(value).every(isPlain);
  return true;
}

/** True when the value itself, not only something inside it, has to be waited for. */
export function isUnresolved(value: unknown): value is pulumi.Output<unknown> | Promise<unknown> {
  return pulumi.Output.isInstance(value) || value instanceof Promise;
}

/** Languages without `undefined` send null for what was left out. */
export function given<T>(value: T | null | undefined): value is T {
  return value !== undefined && value !== null;
}

/** The value itself if it is plain and passes; an output that fails when it resolves otherwise. */
export function validate<T>(
  value: pulumi.Input<T>,
  path: string,
  check: Check<T>,
): pulumi.Input<T> {
  return whenKnown(value, (resolved) => {
    needNoResource(resolved, path);
    check(resolved, path);
    return resolved;
  });
}

/** The same for an argument that may be left out. */
export function validateOptional<T>(
  value: pulumi.Input<T> | null | undefined,
  path: string,
  check: Check<T>,
): pulumi.Input<T> | undefined {
  return given(value) ? validate(value, path, check) : undefined;
}

/** The same for a line of a file or of a list: white space at its ends is none of it. */
export function validateTrimmed(
  value: pulumi.Input<string>,
  path: string,
  check: Check<string>,
): pulumi.Input<string> {
  return whenKnown(value, (resolved) => {
    const trimmed = trimmedText(resolved);
    check(trimmed as string, path);
    return trimmed as string;
  });
}

/** What is no text stays as it is, for a check to refuse. */
export function trimmedText(value: unknown): unknown {
  return typeof value === "string" ? value.trim() : value;
}

/** Calls back now with a plain value, or when it resolves. */
export function whenKnown<T, U>(
  value: pulumi.Input<T>,
  callback: (resolved: T) => pulumi.Input<U>,
): pulumi.Input<U> {
  if (isPlain(value)) return callback(value as T);
  const output = pulumi.output(value);
  // Unwrapped<T> is T for the plain records and strings that arguments are made of.
  return output.apply((resolved) =>
    redactIfSecret(output, () => callback(resolved as T)),
  ) as pulumi.Output<U>;
}

/** An error about a secret must not quote it: errors end up in logs. For use inside apply. */
export async function redactIfSecret<T>(
  output: pulumi.Output<unknown>,
  judge: () => pulumi.Input<T>,
): Promise<T> {
  try {
    // What apply is handed may be an output: it unwraps that, which its types do not say here.
    return judge() as T;
  } catch (error) {
    throw (await pulumi.isSecret(output)) ? redactedError(error) : error;
  }
}

/** Replaces the fields of a record that are still to come, so that the rest can be checked now. */
export function knownPart<T extends object>(record: T): { [K in keyof T]: unknown } {
  const entries = Object.entries(record).map(([key, value]) => [
    key,
    isPlain(value) ? value : pending,
  ]);
  return Object.fromEntries(entries) as { [K in keyof T]: unknown };
}

/** One field of a record: read at once from a plain record, so that only this field may be to come. */
export function field<T extends object, K extends keyof T>(
  record: pulumi.Input<T>,
  key: K,
): T[K] | pulumi.Output<pulumi.Unwrap<T[K]>> {
  if (!isUnresolved(record)) return (record as T)[key];
  const unwrapped = pulumi.output(record) as unknown as pulumi.Output<T>;
  return unwrapped.apply((resolved) => resolved[key]) as pulumi.Output<pulumi.Unwrap<T[K]>>;
}

/**
 * Like apply, but the callback also runs in a preview that does not know the value yet; it is
 * handed `pulumi.unknown` in the place of what is not known. Pulumi's own packages rely on this
 * second parameter; its types leave it out.
 */
export function applyInPreview<T, U>(
  output: pulumi.Output<T>,
  callback: (value: T) => pulumi.Input<U>,
): pulumi.Output<U> {
  const apply = output.apply.bind(output) as unknown as (
    callback: (value: T) => pulumi.Input<U>,
    runWithUnknowns: boolean,
  ) => pulumi.Output<U>;
  return apply(callback, true);
}

/**
 * Values that are judged together, such as names that must differ: `judge` runs now on those that
 * are plain, and again on all of them when the others resolve. It is handed undefined in the place
 * of a value that is still to come. What is to come, also inside a record, waits for the verdict.
 */
export function validateTogether<T>(
  values: pulumi.Input<T>[],
  judge: (values: unknown[]) => void,
): pulumi.Input<T>[] {
  const known = (value: unknown): unknown =>
    isPlain(value) && !pulumi.containsUnknowns(value) ? value : undefined;
  judge(values.map(known));
  if (isPlain(values)) return values;
  const all = pulumi.all(values);
  const judged = applyInPreview(all, (resolved) =>
    redactIfSecret(all, () => {
      judge(resolved.map(known));
      return true;
    }),
  );
  // The verdict is no secret, even where a value is one.
  const verdict = pulumi.unsecret(judged);
  const waiting = <V>(value: V): V =>
    isUnresolved(value)
      ? (applyInPreview(pulumi.all([value, verdict]), ([resolved]) => resolved) as V)
      : value;
  return values.map((value) => {
    if (isUnresolved(value) || isPlain(value)) return waiting(value);
    const fields = Object.entries(value as object).map(([key, field]) => [key, waiting(field)]);
    return Object.fromEntries(fields) as T;
  });
}

/** What is left out, as undefined or null, must not hide the stage's default. */
export function withoutNulls<T extends object>(record: T): Partial<T> {
  const entries = Object.entries(record).filter(([, value]) => given(value));
  return Object.fromEntries(entries) as Partial<T>;
}
