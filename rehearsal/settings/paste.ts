/** Lines for Pulumi.rehearsal.yaml: whole below `config:`, or the inner ones where a key stands there already. */
import { stringify } from "yaml";
import { isMapping } from "./merge";

/** What the file has already, by key without `rehearsal:`. A key of YAML stands once. */
export type Written = Readonly<Record<string, unknown>>;

interface Lines {
  /** Keys that stand in the file, from `config:` down. */
  readonly below: readonly string[];
  readonly value: unknown;
}

/** Goes down as long as the file has the key, for each of the keys that are to be written. */
function inner(value: unknown, written: unknown, below: readonly string[]): Lines[] {
  if (!isMapping(value) || !isMapping(written)) return [{ below, value }];
  const entries = Object.entries(value);
  // A text is written anew, in the place of the one that stands there.
  const isKnown = ([key, one]: [string, unknown]): boolean =>
    Object.hasOwn(written, key) && typeof one === "object";
  const [known, fresh] = [entries.filter(isKnown), entries.filter((entry) => !isKnown(entry))];
  return [
    ...(fresh.length > 0 ? [{ below, value: Object.fromEntries(fresh) }] : []),
    ...known.flatMap(([key, one]) => inner(one, written[key], [...below, key])),
  ];
}

function linesOf(key: string, value: unknown, written: Written): Lines[] {
  const named = Object.fromEntries(
    Object.entries(written).map(([name, one]) => [`rehearsal:${name}`, one]),
  );
  return inner({ [`rehearsal:${key}`]: value }, named, ["config"]);
}

/** Indented as the file wants it: by two blanks for each key above. */
function pasteable({ below, value }: Lines): string {
  return stringify(value, { lineWidth: 0 })
    .trimEnd()
    .split("\n")
    .map((line) => "  ".repeat(below.length) + line)
    .join("\n");
}

/** `--init` finds these by itself, and merges them into the file. */
const found = ["exists", "calls", "stackReferences"];
const isFound = (key: string): boolean => found.includes(key);
const orInit = (finds: boolean): string => (finds ? ", or let --init write it" : "");

/** A sentence that ends with what to write. */
export const remedy = (
  key: string,
  value: unknown,
  written: Written = {},
  finds = isFound(key),
): string =>
  linesOf(key, value, written)
    .map((lines) => `${where(lines)}${orInit(finds)}:\n${pasteable(lines)}`)
    .join("\n");

function where({ below }: Lines): string {
  const [, ...keys] = below;
  const there = keys.length === 0 ? "config" : `${keys.join(" / ")}, which stands there already`;
  return `Write into Pulumi.rehearsal.yaml, below ${there}`;
}

/** The same on one line, for the error of an action and for logs, which have no lines of their own. */
export const remedyLine = (
  key: string,
  value: unknown,
  written: Written = {},
  finds = isFound(key),
): string =>
  linesOf(key, value, written)
    .map((lines) => `${where(lines)}${orInit(finds)}: ${flow(lines.value)}`)
    .join(" ");

function flow(value: unknown): string {
  const line = stringify(value, { collectionStyle: "flow", lineWidth: 0 }).trim();
  const items = line.slice(1, -1).trim();
  return Array.isArray(value) ? `- ${items}` : items;
}
