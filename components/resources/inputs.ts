/**
 * Inputs, plain and to come. A plain value is checked at once, before anything is created; an
 * output is checked when it resolves, and only what passed the check flows on to a resource.
 */
import * as pulumi from "@pulumi/pulumi";
import { type Check, pending } from "../model/checks";

/** True when nothing in the value has to be waited for. */
export function isPlain(value: unknown): boolean {
  if (isToCome(value)) return false;
  if (Array.isArray(value)) return value.every(isPlain);
  if (typeof value === "object" && value !== null) return Object.values(value).every(isPlain);
  return true;
}

/** True when the value itself, not only something inside it, has to be waited for. */
export function isToCome(value: unknown): value is pulumi.Output<unknown> | Promise<unknown> {
  return pulumi.Output.isInstance(value) || value instanceof Promise;
}

/** Languages without `undefined` send null for what was left out. */
export function given<T>(value: T | null | undefined): value is T {
  return value !== undefined && value !== null;
}

/** The value itself if it is plain and passes; an output that fails when it resolves otherwise. */
export function checked<T>(value: pulumi.Input<T>, path: string, check: Check<T>): pulumi.Input<T> {
  return whenKnown(value, (resolved) => {
    check(resolved, path);
    return resolved;
  });
}

/** The same for an argument that may be left out. */
export function checkedOptional<T>(
  value: pulumi.Input<T> | null | undefined,
  path: string,
  check: Check<T>,
): pulumi.Input<T> | undefined {
  return given(value) ? checked(value, path, check) : undefined;
}

/** Calls back now with a plain value, or when it resolves. */
export function whenKnown<T, U>(
  value: pulumi.Input<T>,
  callback: (resolved: T) => pulumi.Input<U>,
): pulumi.Input<U> {
  if (isPlain(value)) return callback(value as T);
  // Unwrapped<T> is T for the plain records and strings that arguments are made of.
  return pulumi.output(value).apply((resolved) => callback(resolved as T)) as pulumi.Output<U>;
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
  if (!isToCome(record)) return (record as T)[key];
  const unwrapped = pulumi.output(record) as unknown as pulumi.Output<T>;
  return unwrapped.apply((resolved) => resolved[key]) as pulumi.Output<pulumi.Unwrap<T[K]>>;
}
