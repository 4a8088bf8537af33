/** What the builds of pipelines will ask for, as far as it is known before there is a source. */
import type { ActionDeclaration, PipelineDeclaration } from "@aws-sdk/client-codepipeline";
import { type ActionChoices, choiceOf } from "../../settings/choices";
import { ServiceError } from "../../errors";
import { MissingError } from "../../settings/missing";
import type { ActionRun, Tools } from "../codepipeline";
import type { Build } from "./build";
import { parseBuildspec } from "./buildspec";
import { buildspecText } from "./locate-buildspec";
import { type Need, storedLookUp } from "./stored-values";
import { declaredVariables, type Variable } from "./variables";

export type Lent = Pick<Tools, "projects" | "stores" | "place" | "buckets">;

interface Where {
  /** Stands for the repositories of sources. */
  readonly repositoryDir: string;
  readonly actions: ActionChoices;
}

export interface Foreseen {
  /** STAGE/ACTION. */
  readonly path: string;
  /** Empty where something else than the program made the project. */
  readonly roleArn: string;
  readonly needs: readonly Need[];
  /** Values that no store has, as `rehearsal:exists` takes them. */
  readonly missing: readonly object[];
  /** Why the buildspec cannot be read. */
  readonly problem?: string;
}

export function foreseenBuilds(
  pipeline: PipelineDeclaration,
  lent: Lent,
  where: Where,
): Foreseen[] {
  return (pipeline.stages ?? []).flatMap(({ name: stageName = "", actions = [] }) =>
    actions
      .filter(({ actionTypeId }) => actionTypeId?.provider === "CodeBuild")
      .flatMap((action) => {
        const sourceDir = sourceOf(action, pipeline, where);
        const path = `${stageName}/${action.name}`;
        return foreseen(action, sourceDir, lent).map((one) => ({ path, ...one }));
      }),
  );
}

const repositories = ["CodeStarSourceConnection", "CodeCommit", "GitHub"];

/** The folder that the build's source is taken from; undefined where it is no source action's output. */
function sourceOf(
  { inputArtifacts = [], configuration = {} }: ActionDeclaration,
  { stages = [] }: PipelineDeclaration,
  { repositoryDir, actions }: Where,
): string | undefined {
  const primary = configuration.PrimarySource ?? inputArtifacts[0]?.name;
  for (const { name: stageName = "", actions: ofStage = [] } of stages) {
    const action = ofStage.find((one) =>
      (one.outputArtifacts ?? []).some(({ name }) => name === primary),
    );
    if (action?.actionTypeId?.category !== "Source") continue;
    const isRepository = repositories.includes(action.actionTypeId.provider ?? "");
    const { folder = isRepository ? repositoryDir : undefined } = choiceOf(actions, {
      ...{ stageName, action },
    });
    return folder;
  }
  return undefined;
}

function foreseen(
  action: ActionDeclaration,
  sourceDir: string | undefined,
  lent: Lent,
): Omit<Foreseen, "path">[] {
  const { configuration = {} } = action;
  const projectName = configuration.ProjectName ?? "";
  const project = lent.projects.get(projectName);
  if (project === undefined) return [];
  // As much of a build as there is before it runs.
  const run = { action, configuration } as unknown as ActionRun;
  const build = { run, projectName, project, sourceDir } as Build;
  const { variables, problem } = ofBuildspec(build, lent);
  const stored = declaredVariables(build, variables).filter(({ type }) => type !== "PLAINTEXT");
  const lookUps = stored.map((variable) => storedLookUp(variable, lent));
  return [
    {
      roleArn: project.roleArn,
      needs: lookUps.flatMap(({ needs }) => needs),
      missing: lookUps.flatMap(({ value }) => {
        try {
          value();
          return [];
        } catch (error) {
          return error instanceof MissingError ? [error.value as object] : [];
        }
      }),
      problem,
    },
  ];
}

function ofBuildspec(
  build: Build,
  lent: Lent,
): { variables: readonly Variable[]; problem?: string } {
  try {
    return { variables: parseBuildspec(buildspecText(build, lent)).variables };
  } catch (error) {
    if (build.sourceDir === undefined) return { variables: [] };
    if (!(error instanceof ServiceError)) throw error;
    return { variables: [], problem: error.message };
  }
}
