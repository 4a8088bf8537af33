/** Every argument that there is, with everything inside it, as the golden schema lists them. */
import * as fs from "node:fs";
import * as path from "node:path";

const golden = path.join(__dirname, "../../../../engine/golden/schema.json");
const { resources, types } = JSON.parse(fs.readFileSync(golden, "utf8"));

/** What an argument is meant to be. */
export type Kind = "string" | "number" | "boolean" | "list" | "record" | "map";

export interface Argument {
  /** Where it stands, 0 for the first of a list: `["subscriptions", 0, "endpoint"]`. */
  readonly keys: readonly (string | number)[];
  readonly kind: Kind;
  /** False for what may be left out: an element of a list may not. */
  readonly required: boolean;
}

/** The arguments of a component, nested ones after the one that they stand in. */
export function argumentsOf(component: string): Argument[] {
  const { inputProperties, requiredInputs } =
    resources[`codepipeline-approvals:index:${component}`];
  return fieldsOf(inputProperties, requiredInputs, []);
}

/** The path of an argument, as errors write it. */
export function written(keys: Argument["keys"]): string {
  return keys.reduce<string>((before, key) => {
    if (typeof key === "number") return `${before}[${key}]`;
    if (before.endsWith("tags") || before === "fields") return `${before}[${JSON.stringify(key)}]`;
    return before === "" ? key : `${before}.${key}`;
  }, "");
}

function fieldsOf(
  properties: Record<string, any>,
  required: readonly string[] = [],
  keys: Argument["keys"],
): Argument[] {
  return Object.entries(properties).flatMap(([key, property]) =>
    withNested(property, [...keys, key], required.includes(key)),
  );
}

function withNested(property: any, keys: Argument["keys"], required: boolean): Argument[] {
  const one = (kind: Kind): Argument => ({ keys, kind, required });
  if (property.type === "array") {
    return [one("list"), ...withNested(property.items, [...keys, 0], true)];
  }
  if (property.additionalProperties !== undefined) {
    return [one("map"), ...withNested(property.additionalProperties, [...keys, "team"], false)];
  }
  const type = property.$ref && types[property.$ref.replace("#/types/", "")];
  if (type === undefined) return [one(property.type)];
  if (type.enum) return [one("string")];
  return [one("record"), ...fieldsOf(type.properties, type.required, keys)];
}
