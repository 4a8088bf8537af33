/** The names that the schema gives to arguments, for the snippets in other languages. */
import * as fs from "node:fs";
import { schemaFile, type Schema } from "../../../tools/reference";

const { resources, types } = JSON.parse(fs.readFileSync(schemaFile, "utf8")) as Schema;

const prefix = "codepipeline-approvals:index:";

interface Shape {
  readonly $ref?: string;
  readonly items?: Shape;
}

export const classes: readonly string[] = Object.keys(resources).map((token) =>
  token.slice(prefix.length),
);

export const argumentsOf = (name: string): Readonly<Record<string, Shape>> =>
  resources[prefix + name]?.inputProperties ?? {};

export const outputsOf = (name: string): string[] =>
  Object.keys(resources[prefix + name]?.properties ?? {});

const fieldsOf = ($ref: string): Readonly<Record<string, Shape>> =>
  types[$ref.slice("#/types/".length)]?.properties ?? {};

/** Every name of a record that an argument takes, and of the arguments themselves. */
export const allNames: ReadonlySet<string> = new Set(
  [...Object.values(resources), ...Object.values(types)].flatMap((type) =>
    Object.keys({ ...type.inputProperties, ...type.properties }),
  ),
);

/** Paths in a value that the schema does not know, below an argument of this shape. */
function unknownIn(value: unknown, shape: Shape, at: string): string[] {
  if (Array.isArray(value))
    return value.flatMap((item, i) => unknownIn(item, shape.items ?? shape, `${at}[${i}]`));
  if (shape.$ref === undefined || value === null || typeof value !== "object") return [];
  return unknownKeys(value, fieldsOf(shape.$ref), at);
}

export function unknownKeys(
  value: object,
  known: Readonly<Record<string, Shape>>,
  at: string,
): string[] {
  return Object.entries(value).flatMap(([key, inner]) =>
    key in known ? unknownIn(inner, known[key], `${at}.${key}`) : [`${at}.${key}`],
  );
}
