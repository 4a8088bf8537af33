/** The arguments as a whole, held against their shapes before anything else looks at them. */
import type { Elsewhere, Shape, Shapes } from "./argument-shape";
import { absent, boolean, isRecord, isResource, quote, throwInvalid } from "./model/checks";
import { needElement, needKnownKeys, needList, needObject } from "./model/records";
import { needNoOutputInside, needNoResource } from "./model/resource-slips";
import { isUnresolved } from "./inputs";

/**
 * The name of a component, and its arguments: nothing but records, lists and switches where they are
 * meant, and no key that nobody reads. Which argument is needed is said where there are none.
 */
export function needArguments(
  component: { readonly name: unknown; readonly args: unknown; readonly needs: string },
  shape: Shapes,
): void {
  const { name, args, needs } = component;
  if (typeof name !== "string" || name.trim() === "") {
    throwInvalid(
      "name",
      `\`name\` of the component must have at least one character, got: ${quote(name)}. Give it ` +
        "as the first argument.",
    );
  }
  if (isUnresolved(args)) {
    throwInvalid(
      needs,
      `\`${needs}\` must be given in a plain record of arguments, got an output in its place. Write ` +
        `new ...("name", { ${needs}: ... }), with outputs in its fields.`,
    );
  }
  if (!isRecord(args) || isResource(args)) {
    throwInvalid(
      needs,
      `\`${needs}\` must be given in a record of arguments, got: ${quote(args)}. Write ` +
        `new ...("name", { ${needs}: ... }).`,
    );
  }
  needFields(args, "", shape);
}

function needFields(record: object, prefix: string, fields: Shapes): void {
  const valueOf = (key: string): unknown => (record as Record<string, unknown>)[key];
  for (const [key, shape] of Object.entries(fields)) {
    if (!isElsewhere(shape) || absent(valueOf(key))) continue;
    const path = `${prefix}${key}`;
    throwInvalid(path, `\`${path}\` belongs ${shape.belongs}.`);
  }
  const keys = keysOf(fields);
  needKnownKeys(record, prefix, keys);
  for (const key of keys) needShape(valueOf(key), `${prefix}${key}`, fields[key]);
}

/**
 * The texts and numbers of the arguments: a default that every approval has of its own is read by no
 * check. To be called after all checks, which say more exactly what is meant.
 */
export function needKinds(value: unknown, shape: Shape, path = ""): void {
  if (absent(value) || isUnresolved(value) || shape === "map" || shape === "connection") return;
  if (typeof shape === "string") {
    if (typeof value === shape) return;
    throwInvalid(
      path,
      `\`${path}\` must be a ${shape}, got: ${quote(value)}. Correct it, or leave it out.`,
    );
  }
  if ("listOf" in shape) {
    for (const [index, element] of (value as unknown[]).entries()) {
      needKinds(element, shape.listOf, `${path}[${index}]`);
    }
  }
  if (!("record" in shape)) return;
  for (const key of keysOf(shape.record)) {
    const at = path === "" ? key : `${path}.${key}`;
    needKinds((value as Record<string, unknown>)[key], shape.record[key], at);
  }
}

/** What is left out or still to come passes: others judge it, now or when it resolves. */
function needShape(value: unknown, path: string, shape: Shape): void {
  if (absent(value) || isUnresolved(value)) return;
  needNoResource(value, path);
  needNoOutputInside(value, path);
  if (shape === "boolean") return boolean(value as boolean, path);
  if (shape === "map" || shape === "connection")
    return needNoResourceIn(value as object, path, shape);
  // Texts and numbers have checks of their own, which say what exactly is meant.
  if (typeof shape === "string" || isElsewhere(shape)) return;
  if ("record" in shape) {
    needObject(value, path, keysOf(shape.record));
    return needFields(value, `${path}.`, shape.record);
  }
  const { listOf } = shape;
  const isOfRecords = typeof listOf === "object" && "record" in listOf;
  needList(value, path, false, isOfRecords ? keysOf(listOf.record) : []);
  for (const [index, element] of (value as unknown[]).entries()) {
    needElement(element, `${path}[${index}]`);
    needShape(element, `${path}[${index}]`, listOf);
  }
}

/** A record of texts has a check of its own; a resource in it looks like one that is still to come. */
function needNoResourceIn(record: object, path: string, shape: "map" | "connection"): void {
  for (const [key, value] of Object.entries(record)) {
    const at = shape === "map" ? `${path}[${JSON.stringify(key)}]` : `${path}.${key}`;
    needNoResource(value, at);
    needNoOutputInside(value, at);
  }
}

/** The keys that the record has, without those that belong elsewhere. */
function keysOf(fields: Shapes): string[] {
  return Object.keys(fields).filter((key) => !isElsewhere(fields[key]));
}

function isElsewhere(shape: Shape): shape is Elsewhere {
  return typeof shape === "object" && "belongs" in shape;
}
