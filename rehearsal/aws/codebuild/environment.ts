/** The environment variables of a build: nothing of the person's own, so no credentials. */
import { regionalArn } from "../../../iam/arns";
import { ServiceError } from "../../errors";
import type { ActionRun, Tools } from "../codepipeline";
import type { Project } from "./projects";

export interface Build {
  readonly run: ActionRun;
  readonly projectName: string;
  readonly project: Project;
  readonly number: number;
  readonly sourceDir: string;
  readonly home: string;
  /** Stands for the identifier of the source's version. */
  readonly sourceVersion: string;
}

/** Later ones win: CodeBuild's own, the buildspec's, the project's, the action's. */
export function buildEnvironment(
  build: Build,
  tools: Tools,
  buildspecVariables: Readonly<Record<string, string>>,
): Record<string, string> {
  return {
    PATH: process.env["PATH"] ?? "/usr/local/bin:/usr/bin:/bin",
    HOME: build.home,
    TMPDIR: build.home,
    LANG: "C.UTF-8",
    ...buildspecVariables,
    ...fromList(build.project.environmentVariables, `project ${build.projectName}`),
    ...fromList(actionVariables(build.run), `action ${build.run.action.name}`),
    // A build cannot change what CodeBuild says about it, nor reach a real account from here.
    ...codeBuildVariables(build, tools),
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  };
}

function codeBuildVariables(build: Build, tools: Tools): Record<string, string> {
  const { run, projectName, sourceDir } = build;
  const id = `${projectName}:${run.actionExecutionId}`;
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
    ...otherSources(run),
    ...(tools.place && {
      AWS_REGION: tools.place.region,
      AWS_DEFAULT_REGION: tools.place.region,
      CODEBUILD_BUILD_ARN: regionalArn(tools.place, "codebuild", `build/${id}`),
    }),
  };
}

/** CodeBuild names the folders of further input artifacts after them. */
function otherSources(run: ActionRun): Record<string, string> {
  const primary = primarySource(run);
  const others = [...run.inputs].filter(([name]) => name !== primary);
  return Object.fromEntries(others.map(([name, folder]) => [`CODEBUILD_SRC_DIR_${name}`, folder]));
}

/** The input artifact that the build runs in. */
export function primarySource(run: ActionRun): string {
  const names = (run.action.inputArtifacts ?? []).map((artifact) => artifact.name!);
  const named = run.configuration["PrimarySource"];
  if (named === undefined && names.length === 1) return names[0];
  if (named !== undefined && names.includes(named)) return named;
  throw new ServiceError(
    "InvalidConfiguration",
    `Action ${run.action.name} has the input artifacts [${names.join(", ")}] and PrimarySource ` +
      `${JSON.stringify(named ?? null)}. Set PrimarySource to one of them.`,
  );
}

interface Variable {
  readonly name: string;
  readonly value: string;
  readonly type?: string;
}

function actionVariables(run: ActionRun): Variable[] {
  const text = run.configuration["EnvironmentVariables"];
  if (text === undefined) return [];
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    list = undefined;
  }
  if (Array.isArray(list)) return list;
  throw new ServiceError(
    "InvalidConfiguration",
    `EnvironmentVariables of action ${run.action.name} must be a JSON list of {name, value}, ` +
      `got: ${text}`,
  );
}

function fromList(list: readonly Variable[], owner: string): Record<string, string> {
  return Object.fromEntries(
    list.map(({ name, value, type = "PLAINTEXT" }) => {
      if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) || typeof value !== "string") {
        throw new ServiceError(
          "InvalidConfiguration",
          `An environment variable of ${owner} needs a name and a text as value, got: ` +
            JSON.stringify({ name, value }),
        );
      }
      if (type === "PLAINTEXT") return [name, value];
      throw new ServiceError(
        "InvalidConfiguration",
        `Environment variable ${name} of ${owner} has type ${type}; a rehearsal has no secrets. ` +
          "Use PLAINTEXT in the example.",
      );
    }),
  );
}
