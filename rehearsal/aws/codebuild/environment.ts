/** The environment variables of a build: nothing of the person's own, so no credentials. */
import { regionalArn } from "../../../iam/arns";
import type { Tools } from "../codepipeline";
import { buildId, type Build } from "./build";

/** CodeBuild's own variables win over `declared`, the values of what was declared for the build. */
export function buildEnvironment(
  build: Build,
  tools: Tools,
  declared: Readonly<Record<string, string>>,
  home: string,
): Record<string, string> {
  return {
    PATH: process.env["PATH"] ?? "/usr/local/bin:/usr/bin:/bin",
    HOME: home,
    TMPDIR: home,
    LANG: "C.UTF-8",
    ...declared,
    // A build cannot change what CodeBuild says about it, nor reach a real account from here.
    ...codeBuildVariables(build, tools),
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  };
}

/** Environment variables in build environments, as far as they are known here. */
export function codeBuildVariables(build: Build, tools: Tools): Record<string, string> {
  const { run, sourceDir } = build;
  const id = buildId(build);
  return {
    CI: "true",
    CODEBUILD_CI: "true",
    CODEBUILD_BUILD_ID: id,
    CODEBUILD_BUILD_NUMBER: String(build.number),
    CODEBUILD_BUILD_SUCCEEDING: "1",
    CODEBUILD_INITIATOR: `codepipeline/${run.pipelineName}`,
    CODEBUILD_RESOLVED_SOURCE_VERSION: build.sourceVersion,
    CODEBUILD_SOURCE_VERSION: build.sourceVersion,
    CODEBUILD_SRC_DIR: sourceDir,
    ...sourceFolders(build),
    ...(tools.place && {
      AWS_REGION: tools.place.region,
      AWS_DEFAULT_REGION: tools.place.region,
      CODEBUILD_BUILD_ARN: regionalArn(tools.place, "codebuild", `build/${id}`),
    }),
  };
}

/**
 * CodeBuild names the folders of several input artifacts after them. AWS's sample of a pipeline
 * with two sources reads the primary one by this name too.
 */
function sourceFolders({ sources }: Build): Record<string, string> {
  if (sources.size < 2) return {};
  return Object.fromEntries(
    [...sources].map(([name, folder]) => [`CODEBUILD_SRC_DIR_${name}`, folder]),
  );
}
