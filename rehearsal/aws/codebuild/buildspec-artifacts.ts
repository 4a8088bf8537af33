/** What a buildspec says of the build's output: `artifacts` and its `secondary-artifacts`. */
import { checkKeys, mapping, texts, wrong } from "./buildspec-parts";

/** The files of one output artifact. */
export interface ArtifactFiles {
  readonly files: readonly string[];
  readonly baseDirectory?: string;
  readonly discardPaths: boolean;
  readonly excludePaths: readonly string[];
}

export interface Artifacts {
  /** Absent where there are secondary artifacts alone. */
  readonly primary?: ArtifactFiles;
  /** By artifact identifier. */
  readonly secondary: Readonly<Record<string, ArtifactFiles>>;
}

const known = [
  ...["files", "base-directory", "discard-paths", "exclude-paths"],
  // Names of objects in S3: CodePipeline names its artifacts itself. `type` is of version 0.1.
  ...["name", "s3-prefix", "enable-symlinks", "type"],
];

export function artifactsOf(value: unknown): Artifacts {
  const artifacts = mapping(value, "artifacts");
  const { "secondary-artifacts": others, ...own } = artifacts;
  const secondary = Object.entries(mapping(others ?? {}, "artifacts.secondary-artifacts"));
  // AWS's sample for CodePipeline has secondary artifacts alone, without `files` above them.
  const needsPrimary = secondary.length === 0 || own["files"] !== undefined;
  if (!needsPrimary) checkKeys(own, "artifacts.", known);
  return {
    ...(needsPrimary && { primary: filesOf(own, "artifacts") }),
    secondary: Object.fromEntries(
      secondary.map(([id, item]) => {
        const at = `artifacts.secondary-artifacts.${id}`;
        needIdentifier(id);
        return [id, filesOf(mapping(item, at), at)];
      }),
    ),
  };
}

function filesOf(artifacts: Record<string, unknown>, at: string): ArtifactFiles {
  checkKeys(artifacts, `${at}.`, known);
  const base = artifacts["base-directory"];
  if (base !== undefined && typeof base !== "string") {
    throw wrong(`${at}.base-directory must be a text, got: ${JSON.stringify(base)}.`);
  }
  const files = texts(artifacts["files"], `${at}.files`);
  if (files.length === 0) throw wrong(`${at}.files is empty. Write "**/*" for every file.`);
  return {
    files,
    baseDirectory: base,
    discardPaths: ["yes", "true"].includes(String(artifacts["discard-paths"])),
    excludePaths: texts(artifacts["exclude-paths"] ?? [], `${at}.exclude-paths`),
  };
}

/** CodeBuild API Reference, ProjectArtifacts and ProjectSource: letters, digits, underscores. */
export const isIdentifier = (id: string): boolean => /^\w{1,127}$/.test(id);

function needIdentifier(id: string): void {
  if (isIdentifier(id)) return;
  throw wrong(
    `artifacts.secondary-artifacts.${id} is no artifact identifier: write letters, digits and ` +
      "underscores, fewer than 128.",
  );
}
