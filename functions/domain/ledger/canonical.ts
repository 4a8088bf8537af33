/**
 * JSON of which each value has one text alone, so that a hash of the text is a hash of the value:
 * RFC 8785, "JSON Canonicalization Scheme", for what a ledger holds. Of numbers it has integers alone.
 */

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [name: string]: Json | undefined;
}

/** Members that are undefined are left out; others stand in the order of their names' UTF-16 units. */
export function canonicalJson(value: Json): string {
  if (typeof value === "number" && !Number.isSafeInteger(value)) {
    throw new TypeError(`A ledger holds integers alone, got: ${value}`);
  }
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members = Object.keys(value)
    .sort()
    .flatMap((name) => {
      const member = value[name];
      return member === undefined ? [] : [`${JSON.stringify(name)}:${canonicalJson(member)}`];
    });
  return `{${members.join(",")}}`;
}

/** `Array.isArray` does not tell a list that may not be changed from an object. */
const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
