/** Which file of a project is run, and where, as the Pulumi CLI and its SDK choose it. */
import * as fs from "node:fs";
import * as path from "node:path";
import { manifestsAround, readManifest } from "./manifest";

export interface EntryPoint {
  /** Folder in which the program runs. */
  readonly cwd: string;
  /** What to load: a file, or the folder that has one. */
  readonly program: string;
}

/** The program runs in the folder of `main`, whose package.json says which file it is. */
export function entryPoint(root: string, main: unknown, projectFile: string): EntryPoint {
  const target = path.resolve(root, typeof main === "string" ? main : ".");
  if (!fs.existsSync(target)) {
    throw new Error(`\`main\` of ${projectFile} names ${target}, which does not exist.`);
  }
  if (!fs.statSync(target).isDirectory()) return { cwd: path.dirname(target), program: target };
  const [manifest] = manifestsAround(target);
  const declared = manifest && declaredEntry(manifest);
  if (manifest === undefined || declared === undefined) return { cwd: target, program: target };
  if (path.dirname(manifest) !== target) {
    // `pulumi up` would run the package around the program instead of the program.
    throw new Error(
      `${projectFile} does not say which file to run, so Pulumi would take the entry point of ` +
        `${manifest}. Add \`main: index.ts\` (with its folder, if it has one) to Pulumi.yaml.`,
    );
  }
  return { cwd: target, program: declared };
}

/** The file that a package.json names; one that is not there counts for nothing, as with Pulumi. */
function declaredEntry(manifest: string): string | undefined {
  const { exports, main } = readManifest(manifest);
  const named = exports === undefined || exports === null ? main : ofExports(exports);
  if (typeof named !== "string") return undefined;
  const file = path.join(path.dirname(manifest), named);
  return fs.statSync(file, { throwIfNoEntry: false })?.isFile() ? file : undefined;
}

function ofExports(exports: any): unknown {
  const entry = typeof exports === "object" ? exports["."] : exports;
  if (entry === null || typeof entry !== "object") return entry;
  return entry.default ?? entry.require ?? entry.import;
}
