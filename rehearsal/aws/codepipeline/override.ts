/** Which conditions OverrideStageCondition takes. */
import type { ConditionType } from "@aws-sdk/client-codepipeline";
import { ServiceError } from "../../errors";
import { isRefused, needStage } from "./lookups";
import {
  type ConditionKind,
  type ConditionRun,
  doorOf,
  type PipelineRecord,
  type StageRun,
} from "./model";

const kinds: Readonly<Record<ConditionType, ConditionKind>> = {
  BEFORE_ENTRY: "beforeEntry",
  ON_SUCCESS: "onSuccess",
};

const notOverridable = (message: string): ServiceError =>
  new ServiceError("ConditionNotOverridableException", message);

/** A condition that OverrideStageCondition takes now. */
export interface Overridable {
  readonly executionId: string;
  readonly conditionType: ConditionType;
}

/** The condition that holds the latest execution of a stage up, where it can be overridden. */
export function overridableNow(
  pipeline: PipelineRecord,
  stageName: string,
): Overridable | undefined {
  const executionId = doorOf(pipeline, stageName).latest?.execution.id;
  if (executionId === undefined) return undefined;
  const conditionType = (Object.keys(kinds) as ConditionType[]).find(
    (type) => !isRefused(() => overridable(pipeline, stageName, executionId, type)),
  );
  return conditionType && { executionId, conditionType };
}

/** Finds the condition to override, or throws what OverrideStageCondition answers. */
export function overridable(
  pipeline: PipelineRecord,
  stageName: string,
  executionId: string,
  type: ConditionType,
): { run: StageRun; condition: ConditionRun } {
  const { name, executionMode } = pipeline.declaration;
  needStage(pipeline.declaration, stageName);
  const execution = pipeline.executions.find(({ id }) => id === executionId);
  const run = execution?.stageRuns.get(stageName);
  const { latest } = doorOf(pipeline, stageName);
  if (run === undefined || (executionMode !== "PARALLEL" && latest !== run)) {
    throw new ServiceError(
      "NotLatestPipelineExecutionException",
      `Execution ${executionId} is not the latest in stage "${stageName}" of pipeline "${name}".`,
    );
  }
  const condition = run.conditions.get(kinds[type]);
  const what = `${kinds[type]} of stage "${stageName}" in execution ${executionId}`;
  if (condition === undefined) throw notOverridable(`There is no ${what}.`);
  if (condition.status === "InProgress") {
    throw new ServiceError("ConflictException", `${what} is being evaluated. Try again later.`);
  }
  if (condition.result === "SKIP") {
    throw notOverridable(`${what} has the result SKIP, which cannot be overridden.`);
  }
  if (condition.status !== "Failed" || run.status !== "Failed") {
    throw notOverridable(`${what} is ${condition.status}: only a failed one holds anything up.`);
  }
  return { run, condition };
}
