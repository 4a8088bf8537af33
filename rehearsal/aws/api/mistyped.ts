/**
 * Whether the members of a request have the types of AWS's API model. A service reads a request
 * before it looks at any value, and says of the first wrong type what its reader met. The sentences
 * are AWS's, as callers have published them; for a boolean and a blob they follow the others.
 */
import { isObject, type Model, type Part, partsOf } from "./model";

const names: Readonly<Record<string, string>> = {
  string: "a String",
  integer: "an Integer",
  long: "a Long",
  float: "a Float",
  double: "a Double",
  boolean: "a Boolean",
  timestamp: "a Timestamp",
};

/** What the reader meets: the kind of a JSON value. */
function tokenOf(value: unknown): string {
  if (typeof value === "string") return "STRING_VALUE";
  if (typeof value === "boolean") return value ? "TRUE_VALUE" : "FALSE_VALUE";
  return Number.isInteger(value) ? "NUMBER_VALUE" : "DECIMAL_VALUE";
}

function fits(type: string, value: unknown): boolean {
  switch (type) {
    case "structure":
    case "map":
      return isObject(value);
    case "list":
      return Array.isArray(value);
    case "integer":
    case "long":
      return Number.isSafeInteger(value);
    case "float":
    case "double":
    case "timestamp":
      return typeof value === "number";
    case "boolean":
      return typeof value === "boolean";
    case "blob":
      return typeof value === "string" && isBase64(value);
    default:
      return typeof value === "string";
  }
}

function isBase64(text: string): boolean {
  return Buffer.from(text, "base64").toString("base64") === text;
}

function said({ shape: { type }, value }: Part): string {
  if (Array.isArray(value)) return "Start of list found where not expected";
  if (isObject(value)) return "Start of structure or map found where not expected.";
  if (type === "list") return "Expected list or null";
  if (type === "structure" || type === "map") return "Expected null";
  if (type === "blob") return "only base-64-encoded strings are convertible to bytes";
  return `${tokenOf(value)} can not be converted to ${names[type]}`;
}

/** What is wrong with the first member of another type; nothing where all have theirs. */
export function mistyped(model: Model, operation: string, input: unknown): string | undefined {
  for (const part of partsOf(model, operation, input)) {
    const { shape, value, path } = part;
    const isAbsent = (value === undefined || value === null) && path !== "";
    if (!isAbsent && !fits(shape.type, value)) return said(part);
  }
  return undefined;
}
