/** The functions' code: files that the package's build made, deployed as they are. */
import { existsSync } from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { ConnectorFunction } from "../connectors/model/functions";
import { type FunctionName, hubFunctions } from "./functions/registry";

export type BundleName = FunctionName | ConnectorFunction;

/** Where the bundles lie, seen from this file: run from its TypeScript source, or compiled. */
const places = ["../../dist/functions", "../../functions"];

function bundleFile(name: BundleName, from: string): string | undefined {
  return places
    .map((place) => path.join(from, place, name, "index.js"))
    .find((file) => existsSync(file));
}

const ofHub: readonly BundleName[] = hubFunctions.map(({ name }) => name);

/** Refuses to go on without the bundles, those of a hub if not others, before anything is created. */
export function requireBundles(
  names: readonly BundleName[] = ofHub,
  from: string = __dirname,
): void {
  const missing = names.filter((name) => bundleFile(name, from) === undefined);
  if (missing.length === 0) return;
  throw new pulumi.RunError(
    `The code of the functions ${missing.join(", ")} has not been built: there is no ` +
      `dist/functions in ${packageFolder(from)}. Run \`npm run build\` there; the package ` +
      "from npm comes with it.",
  );
}

function packageFolder(from: string): string {
  const root = path.join(from, "../..");
  return path.basename(root) === "dist" ? path.dirname(root) : root;
}

/** The code of one function; its hash depends on the file's content and on nothing else. */
export function bundleArchive(name: BundleName, from: string = __dirname): pulumi.asset.Archive {
  requireBundles([name], from);
  const file = bundleFile(name, from) as string;
  return new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.FileAsset(file) });
}
