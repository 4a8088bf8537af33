/** Gathers a build's output artifact as the buildspec describes it. */
import * as fs from "node:fs";
import * as path from "node:path";
import { ServiceError } from "../../errors";
import type { Artifacts } from "./buildspec";
import { copyFiles, filesUnder, glob, isWithin } from "../../files";

/** Copies the files that `artifacts` names into `target`. */
export function gatherArtifacts(artifacts: Artifacts, sourceDir: string, target: string): number {
  const base = baseOf(artifacts, sourceDir);
  const wanted = artifacts.files.map(glob);
  const excluded = artifacts.excludePaths.map(glob);
  const files = filesUnder(base).filter(
    (file) => wanted.some((test) => test(file)) && !excluded.some((test) => test(file)),
  );
  if (files.length === 0) {
    throw new ServiceError(
      "CLIENT_ERROR",
      `No file matches artifacts.files [${artifacts.files.join(", ")}] in ` +
        `${path.relative(sourceDir, base) || "the source"}. Look at base-directory and files.`,
    );
  }
  if (artifacts.discardPaths) discard(base, files, target);
  else copyFiles(base, files, target);
  return files.length;
}

function baseOf(artifacts: Artifacts, sourceDir: string): string {
  const base = path.resolve(sourceDir, artifacts.baseDirectory ?? ".");
  const real = fs.existsSync(base) ? fs.realpathSync(base) : undefined;
  if (real === undefined || !fs.statSync(real).isDirectory()) {
    throw new ServiceError(
      "CLIENT_ERROR",
      `artifacts.base-directory "${artifacts.baseDirectory}" is not a folder after the build.`,
    );
  }
  if (isWithin(fs.realpathSync(sourceDir), real)) return real;
  throw new ServiceError(
    "CLIENT_ERROR",
    `artifacts.base-directory "${artifacts.baseDirectory}" leads out of the source.`,
  );
}

function discard(base: string, files: string[], target: string): void {
  const names = new Map<string, string>();
  for (const file of files) {
    const name = path.basename(file);
    const other = names.get(name);
    if (other !== undefined) {
      throw new ServiceError(
        "CLIENT_ERROR",
        `With discard-paths, ${other} and ${file} would be one file. Rename one of them.`,
      );
    }
    names.set(name, file);
    copyFiles(path.join(base, path.dirname(file)), [name], target);
  }
}
