/** What an attempt of an action and one of a rule have in common, from the start to the runner. */
import type { ActionDeclaration, RuleDeclaration } from "@aws-sdk/client-codepipeline";
import { locationsOf } from "./artifact-locations";
import type { ActionRecord, Attempt, ExecutionRecord, StageRun } from "./model";
import type { ActionRun } from "./types";
import { resolve } from "./variables";

export interface Prepared {
  readonly attempt: Attempt;
  /** References to variables that name nothing, as written. */
  readonly unresolved: readonly string[];
  /** Input artifacts that nothing has produced. */
  readonly missing: readonly string[];
}

type Declared = Pick<
  ActionDeclaration & RuleDeclaration,
  "configuration" | "inputArtifacts" | "roleArn" | "region"
>;

/** An attempt that starts now. */
export function prepareAttempt(
  { execution, stage }: StageRun,
  declared: Declared,
  now: Date,
  homeRegion: string,
): Prepared {
  const { artifacts, declaration, variables } = execution;
  const { configuration, unresolved } = resolve(declared.configuration ?? {}, variables);
  const inputs = (declared.inputArtifacts ?? []).map(({ name }) => name!);
  const attempt: Attempt = {
    pipelineExecutionId: execution.id,
    pipelineVersion: execution.version,
    stageName: stage.name!,
    roleArn: declared.roleArn ?? declaration.roleArn!,
    region: declared.region ?? homeRegion,
    resolvedConfiguration: configuration,
    startTime: now,
    lastUpdateTime: now,
    inputArtifacts: inputs.flatMap((name) => artifacts.get(name)?.detail ?? []),
    abort: new AbortController(),
  };
  return { attempt, unresolved, missing: inputs.filter((name) => !artifacts.has(name)) };
}

/** What the runner is handed. A rule is run as an action is, and says which it would be. */
export function runOf(
  { id, declaration, artifacts }: ExecutionRecord,
  attempt: Attempt & Pick<ActionRecord, "action" | "actionExecutionId">,
  hears: Pick<ActionRun, "log" | "update">,
): ActionRun {
  const { stageName, action, actionExecutionId, roleArn, region } = attempt;
  const { inputArtifacts = [] } = action;
  return {
    pipelineName: declaration.name!,
    pipelineExecutionId: id,
    ...{ stageName, action, actionExecutionId, roleArn, region },
    ...(roleArn !== declaration.roleArn && { pipelineRoleArn: declaration.roleArn }),
    configuration: attempt.resolvedConfiguration,
    inputs: new Map(inputArtifacts.map(({ name }) => [name!, artifacts.get(name!)!.folder])),
    store: locationsOf(declaration, attempt),
    signal: attempt.abort.signal,
    ...hears,
  };
}
