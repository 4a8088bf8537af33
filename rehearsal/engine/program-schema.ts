/** Schemas of the packages that a program names: of the AWS provider from its SDK, of others from what the program writes. */
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import { functionTokens } from "../aws/account/invokes";
import { resourceTypes } from "../aws/account/registry";
import { awsSchema } from "../provider/schema";
import type { Named, NamedType } from "./named-packages";

/** Finds a file of a package: beside the program or a package that it uses, else beside the rehearsal. */
export type Resolve = (file: string) => string;

export function resolverOf(folders: readonly string[]): Resolve {
  const roots = folders.map((folder) => createRequire(path.join(folder, "Pulumi.yaml")));
  return (file) => {
    for (const root of roots) {
      try {
        return root.resolve(file);
      } catch {
        // Elsewhere, then.
      }
    }
    return require.resolve(file);
  };
}

export interface AwsSdk {
  readonly folder: string;
  readonly version: string;
}

/** The AWS provider's SDK for Node.js: its declarations say which types there are. */
export function awsSdk(resolve: Resolve): AwsSdk | undefined {
  try {
    const file = resolve("@pulumi/aws/package.json");
    return {
      folder: path.dirname(file),
      version: JSON.parse(fs.readFileSync(file, "utf8")).version,
    };
  } catch {
    return undefined;
  }
}

/** What the account acts out, and what the program names beyond that: it is recorded. */
export function awsSchemaFor({ folder, version }: AwsSdk, { resources, functions }: Named): string {
  const isThere = (token: string): boolean => {
    const file = `${token.split(":")[1].replace(/^index\//, "")}.d.ts`;
    return fs.existsSync(path.join(folder, file));
  };
  const named = (types: readonly NamedType[]): string[] =>
    types.map(({ token }) => token).filter((token) => token.startsWith("aws:") && isThere(token));
  const known = resourceTypes.map(({ type }) => type).filter((type) => type.startsWith("aws:"));
  return awsSchema({
    ...{ version, sdkFolder: folder },
    resources: [...new Set([...known, ...named(resources)])],
    functions: [...new Set([...functionTokens, ...named(functions)])],
  });
}

const anything = { $ref: "pulumi.json#/Any" };

/** Of a package without an SDK here: arguments and outputs are those that the program writes, of any type. */
export function schemaOfNamed(name: string, { resources, functions }: Named): string {
  const of = (types: readonly NamedType[]) =>
    types.filter(({ token }) => token.split(":")[0] === name);
  const spec = (names: readonly string[]) =>
    Object.fromEntries(names.map((one) => [one, anything]));
  const merged = new Map<string, NamedType>();
  for (const one of [...of(resources), ...of(functions)]) {
    const { inputs = [], outputs = [] } = merged.get(one.token) ?? {};
    merged.set(one.token, {
      ...{ token: one.token, inputs: [...inputs, ...one.inputs] },
      outputs: [...outputs, ...one.outputs],
    });
  }
  const unique = (types: readonly NamedType[]) =>
    [...new Set(of(types).map(({ token }) => token))].map((token) => merged.get(token)!);
  return JSON.stringify({
    ...{ name, version: "1.0.0" },
    resources: Object.fromEntries(
      unique(resources).map(({ token, inputs, outputs }) => [
        token,
        { inputProperties: spec(inputs), properties: spec([...inputs, ...outputs]) },
      ]),
    ),
    functions: Object.fromEntries(
      unique(functions).map(({ token, inputs, outputs }) => [
        token,
        { inputs: { properties: spec(inputs) }, outputs: { properties: spec(outputs) } },
      ]),
    ),
  });
}
