/**
 * Outputs that AWS would fill in, of resources that no service here makes: each has a value of AWS's form, for
 * what a program builds from undefined fails far from its cause. Which there are, the SDK's declarations say.
 */
import * as fs from "node:fs";
import type { Created } from "../aws/account/types";
import { type Invented, inventedValue } from "./invented-values";

const declared = /^ {4}readonly (\w+): pulumi\.Output<(string|number|boolean)>;$/gm;

/** By name: outputs that are always there, and their types. */
export function declaredOutputs(declarations: string): ReadonlyMap<string, string> {
  return new Map([...declarations.matchAll(declared)].map(([, name, type]) => [name, type]));
}

/** The file in which the SDK declares a type or function; undefined for one of no SDK that is here. */
export function declarationsOf(
  type: string,
  resolve: (file: string) => string,
): string | undefined {
  const [provider, path = ""] = type.split(":");
  const module = path.replace(/^index\//, "");
  try {
    return fs.readFileSync(resolve(`@pulumi/${provider}/${module}.d.ts`), "utf8");
  } catch {
    return undefined;
  }
}

/** Values for the outputs that the state does not have. */
export function inventedOutputs(
  outputs: ReadonlyMap<string, string>,
  state: Readonly<Record<string, unknown>>,
  from: Invented,
): Record<string, unknown> {
  const missing = [...outputs].filter(([name]) => state[name] === undefined);
  return Object.fromEntries(missing.map(([name, type]) => [name, inventedValue(name, type, from)]));
}

/** What no service here has made lacks what AWS would fill in. `read` are outputs that the program is known to read. */
export function completed(
  { id, state, recorded }: Created,
  type: string,
  resolve: (file: string) => string,
  read: readonly string[] = [],
): Record<string, any> {
  if (recorded !== true) return state;
  const declarations = declarationsOf(type, resolve);
  const outputs =
    declarations === undefined
      ? new Map(read.map((name) => [name, "string"]))
      : declaredOutputs(declarations);
  const { name = id, arn = "" } = state;
  const [, partition, service, region, accountId] = String(arn).split(":");
  const from = { id, name: String(name), partition, service, region, accountId };
  return { ...inventedOutputs(outputs, state, from), ...state };
}
