/**
 * What a component reads at once: records, because which resources there are follows from their
 * fields, and the names that its children are named after.
 */
import type * as pulumi from "@pulumi/pulumi";
import { throwInvalid } from "./model/checks";
import { needList } from "./model/records";
import { isUnresolved } from "./inputs";

/** The record itself. Programs without types, or in other languages, can give an output in its place. */
export function requirePlain<T>(record: pulumi.Input<T>, path: string): T {
  needKnownNow(
    record,
    path,
    "which resources there are follows from it. Write it out, with outputs in its fields.",
  );
  return record as T;
}

/** A list that is written out, of records that are. */
export function requirePlainList<T>(
  list: readonly pulumi.Input<T>[] | undefined,
  path: string,
): T[] {
  const records = requirePlain(list ?? [], path) as readonly pulumi.Input<T>[];
  needList(records, path);
  return records.map((record, index) => requirePlain(record, `${path}[${index}]`));
}

/**
 * Names that resources are named after. Those of an output could only be named by its place in the
 * list, and would be others when the list changes.
 */
export function requirePlainNames(
  records: readonly { readonly name: pulumi.Input<string> }[],
  path: string,
): string[] {
  return records.map(({ name }, index) => {
    const why = "its resources are named after it. Write it out as a string.";
    needKnownNow(name, `${path}[${index}].name`, why);
    return name as string;
  });
}

function needKnownNow(value: unknown, path: string, why: string): void {
  if (!isUnresolved(value)) return;
  throwInvalid(path, `\`${path}\` must be known when the program runs, got an output: ${why}`);
}
