/** The functions' code: files that the package's build made, deployed as they are. */
import { existsSync } from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";

export type FunctionFolder = "notifier" | "slack-callback" | "decider" | "watcher";

const folders: readonly FunctionFolder[] = ["notifier", "slack-callback", "decider", "watcher"];

/** Where the bundles lie, seen from this file: run from its TypeScript source, or compiled. */
const places = ["../../dist/functions", "../../functions"];

function bundleFile(folder: FunctionFolder, from: string): string | undefined {
  return places
    .map((place) => path.join(from, place, folder, "index.js"))
    .find((file) => existsSync(file));
}

/** Refuses to go on without the bundles, before anything is created. */
export function requireBundles(from: string = __dirname): void {
  const missing = folders.filter((folder) => bundleFile(folder, from) === undefined);
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
export function bundleArchive(
  folder: FunctionFolder,
  from: string = __dirname,
): pulumi.asset.Archive {
  requireBundles(from);
  const file = bundleFile(folder, from) as string;
  return new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.FileAsset(file) });
}
