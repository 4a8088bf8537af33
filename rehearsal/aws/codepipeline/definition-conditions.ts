/** The part of a definition's checks that looks at conditions of stages. */
import type { PipelineDeclaration, Result, StageDeclaration } from "@aws-sdk/client-codepipeline";
import { conditionOf } from "./conditions";
import { stageError, structureError } from "./errors";
import { type ConditionKind, conditionKinds } from "./model";

/** What the User Guide offers for each kind; on failure it offers all that the model knows. */
const results: Partial<Record<ConditionKind, readonly Result[]>> = {
  beforeEntry: ["FAIL", "SKIP"],
  onSuccess: ["FAIL", "ROLLBACK"],
};

/** Rules that may skip a stage (User Guide, stage conditions). */
const skipping = ["LambdaInvoke", "VariableCheck"];

/** Whether a pipeline has what only type V2 has: conditions, retries and rollbacks by themselves. */
export function hasConditions({ stages = [] }: PipelineDeclaration): boolean {
  return stages.some((stage) => conditionKinds.some((kind) => stage[kind] !== undefined));
}

function checkKind(stage: StageDeclaration, kind: ConditionKind): void {
  const condition = conditionOf(stage, kind);
  if (condition === undefined) return;
  const { result, rules = [] } = condition;
  const where = `Condition ${kind} of stage "${stage.name}"`;
  const allowed = results[kind];
  if (result !== undefined && allowed !== undefined && !allowed.includes(result)) {
    throw stageError(`${where}: the result is one of ${allowed.join(", ")}, got: ${result}.`);
  }
  const other = rules.find(({ ruleTypeId }) => !skipping.includes(ruleTypeId!.provider!));
  if (result === "SKIP" && other !== undefined) {
    throw stageError(
      `${where}: the result SKIP goes with the rules ${skipping.join(" and ")} only, ` +
        `got: ${other.ruleTypeId!.provider}.`,
    );
  }
}

/** User Guide, "Set or change the pipeline execution mode": neither a rollback nor this result exists in PARALLEL mode. */
function checkRollback({ executionMode, stages }: PipelineDeclaration): void {
  const stage = stages!.find((one) =>
    [one.onFailure?.result, conditionOf(one, "onFailure")?.result].includes("ROLLBACK"),
  );
  if (executionMode !== "PARALLEL" || stage === undefined) return;
  throw stageError(
    `Condition onFailure of stage "${stage.name}": a pipeline with executionMode PARALLEL cannot ` +
      `roll back, so the result ROLLBACK is not for it. Set executionMode to QUEUED or SUPERSEDED, ` +
      `or take the result away.`,
  );
}

export function checkConditions(declaration: PipelineDeclaration): void {
  if (declaration.pipelineType === "V1" && hasConditions(declaration)) {
    throw structureError(
      `Pipeline "${declaration.name}" is of type V1, which has no conditions of stages. ` +
        `Set pipelineType to V2.`,
    );
  }
  checkRollback(declaration);
  for (const stage of declaration.stages!) {
    for (const kind of conditionKinds) checkKind(stage, kind);
  }
}
