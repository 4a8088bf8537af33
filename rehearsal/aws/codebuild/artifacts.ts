/** Gathers a build's output artifact as the buildspec describes it. */
import * as fs from "node:fs";
import * as path from "node:path";
import { ServiceError } from "../../errors";
import { copyFiles, filesUnder, glob, isWithin } from "../../files";
import type { ArtifactFiles } from "./buildspec-artifacts";

/** Copies the files that `artifacts` names into `target`, out of folders under `sources[0]` or others. */
export function gatherArtifacts(
  artifacts: ArtifactFiles,
  sources: readonly string[],
  target: string,
): number {
  const bases = basesOf(artifacts, sources);
  const found = bases.flatMap((base) => {
    const wanted = artifacts.files.map((file) => glob(underBase(base, file)));
    const excluded = artifacts.excludePaths.map((file) => glob(underBase(base, file)));
    return filesUnder(base)
      .filter((file) => wanted.some((test) => test(file)) && !excluded.some((test) => test(file)))
      .map((file) => ({ base, file }));
  });
  if (found.length === 0) {
    throw new ServiceError(
      "CLIENT_ERROR",
      `No file matches artifacts.files [${artifacts.files.join(", ")}] in ` +
        `${path.relative(sources[0], bases[0]) || "the source"}. Look at base-directory and files.`,
    );
  }
  const names = new Map<string, string>();
  for (const { base, file } of found) {
    if (!artifacts.discardPaths) copyFiles(base, [file], target);
    else discardPath(base, file, target, names);
  }
  return found.length;
}

/** Build specification reference, `base-directory`: a folder, or a pattern of top-level ones. */
function basesOf({ baseDirectory }: ArtifactFiles, sources: readonly string[]): string[] {
  const [source] = sources;
  if (baseDirectory?.includes("*")) {
    const matches = glob(baseDirectory.replace(/\/$/, ""));
    const folders = fs.readdirSync(source).filter((name) => matches(name));
    if (folders.length > 0) return folders.map((name) => needFolder(name, sources));
  }
  return [needFolder(baseDirectory ?? ".", sources)];
}

function needFolder(name: string, sources: readonly string[]): string {
  const base = path.resolve(sources[0], name);
  const real = fs.existsSync(base) ? fs.realpathSync(base) : undefined;
  if (real === undefined || !fs.statSync(real).isDirectory()) {
    throw new ServiceError(
      "CLIENT_ERROR",
      `artifacts.base-directory "${name}" is not a folder after the build.`,
    );
  }
  if (sources.some((source) => isWithin(fs.realpathSync(source), real))) return real;
  throw new ServiceError(
    "CLIENT_ERROR",
    `artifacts.base-directory "${name}" leads out of the source.`,
  );
}

/** A file that is named with its whole path, as `$CODEBUILD_SRC_DIR/a` is. */
const underBase = (base: string, file: string): string =>
  file.startsWith(base + path.sep) ? file.slice(base.length + 1) : file;

function discardPath(base: string, file: string, target: string, names: Map<string, string>): void {
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
