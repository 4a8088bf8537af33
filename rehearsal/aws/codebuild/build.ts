/** One build: what is known of it before anything of its buildspec is. */
import { ServiceError } from "../../errors";
import { remedyLine } from "../../settings/paste";
import { digestOf } from "../../files";
import { type ActionRun, required, type Tools } from "../codepipeline";
import { isIdentifier } from "./buildspec-artifacts";
import { outputNames } from "./outputs";
import type { Project } from "./projects";

export interface Build {
  readonly run: ActionRun;
  readonly projectName: string;
  readonly project: Project;
  readonly number: number;
  /** The input artifact that the build runs in. */
  readonly primary: string;
  /** Folders of the input artifacts, by name. */
  readonly sources: ReadonlyMap<string, string>;
  readonly sourceDir: string;
  /** Stands for the identifier of the source's version. */
  readonly sourceVersion: string;
}

/** Refuses what CodeBuild refuses before it reads the buildspec. */
export function newBuild(run: ActionRun, tools: Tools): Build {
  const projectName = required(run, "ProjectName");
  const project = tools.projects.get(projectName);
  if (project === undefined) {
    throw new ServiceError(
      "ResourceNotFoundException",
      `Project ${projectName} does not exist. Give ProjectName a project that the program ` +
        `creates, or say that it is there. ${remedyLine("exists", { projects: { [projectName]: {} } }, tools.written)}`,
    );
  }
  const primary = primarySource(run);
  const sourceDir = run.inputs.get(primary);
  if (sourceDir === undefined) {
    throw new ServiceError("InvalidConfiguration", `Nothing made the input artifact ${primary}.`);
  }
  needIdentifiers(run, primary);
  const sourceVersion = tools.revisions.get(sourceDir) ?? digestOf(sourceDir, "sha1");
  const number = tools.projects.nextBuildNumber(projectName);
  const sources = run.inputs;
  return { run, projectName, project, number, primary, sources, sourceDir, sourceVersion };
}

export const buildId = ({ projectName, run }: Build): string =>
  `${projectName}:${run.actionExecutionId}`;

function primarySource(run: ActionRun): string {
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

/**
 * StartBuild takes further artifacts as secondary sources and secondary artifacts, so their names
 * are identifiers. A single artifact's name may have dashes too.
 */
function needIdentifiers(run: ActionRun, primary: string): void {
  const outputs = outputNames(run);
  const secondary = [
    ...[...run.inputs.keys()].filter((name) => name !== primary),
    ...(outputs.length > 1 ? outputs : []),
  ];
  const odd = secondary.find((name) => !isIdentifier(name));
  if (odd === undefined) return;
  throw new ServiceError(
    "InvalidInputException",
    "Invalid input: identifier must contain only alphanumeric characters and underscores and be " +
      `less than 128 characters in length. Rename artifact ${odd} of action ${run.action.name}.`,
  );
}
