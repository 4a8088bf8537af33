/** Which executions a stage can be rolled back to, and the execution that does it. */
import { isDeepStrictEqual } from "node:util";
import { ServiceError } from "../../errors";
import { isRefused, needExecution, needStage } from "./lookups";
import { doorOf, type ExecutionRecord, type PipelineRecord } from "./model";
import type { StartTrigger } from "./types";
import { executionNamespace } from "./variables";

const unable = (message: string): ServiceError =>
  new ServiceError("UnableToRollbackStageException", message);

/** Why a stage of this pipeline is never rolled back; undefined where it can be. */
function neverRolledBack({ declaration }: PipelineRecord, stageName: string): string | undefined {
  const { name, stages, executionMode, pipelineType } = declaration;
  if (pipelineType !== "V2") return `Pipeline "${name}" is not of type V2, which has rollback.`;
  if (executionMode === "PARALLEL") {
    return `Pipeline "${name}" is in PARALLEL mode, in which no stage is rolled back.`;
  }
  if (stages![0].name === stageName) return `Stage "${stageName}" is the source stage.`;
  return undefined;
}

const isOfNow = ({ declaration }: PipelineRecord, execution: ExecutionRecord): boolean =>
  isDeepStrictEqual(execution.declaration.stages, declaration.stages);

const hasSucceeded = (execution: ExecutionRecord, stageName: string): boolean =>
  execution.stageRuns.get(stageName)?.status === "Succeeded";

/**
 * The execution that a failed stage is rolled back to by itself: the newest that succeeded in it. A
 * rollback that fails is not rolled back in turn.
 */
export function automaticTarget(
  pipeline: PipelineRecord,
  failed: ExecutionRecord,
  stageName: string,
): ExecutionRecord | undefined {
  const isRollback = failed.rollbackTarget !== undefined;
  if (isRollback || neverRolledBack(pipeline, stageName) !== undefined) return undefined;
  return pipeline.executions.findLast(
    (one) =>
      one.rollbackTarget === undefined && isOfNow(pipeline, one) && hasSucceeded(one, stageName),
  );
}

/** Finds the target that RollbackStage names, or throws what it answers. */
export function rollbackTarget(
  pipeline: PipelineRecord,
  stageName: string,
  executionId: string,
): ExecutionRecord {
  const { name } = pipeline.declaration;
  needStage(pipeline.declaration, stageName);
  const target = needExecution(pipeline, executionId);
  const never = neverRolledBack(pipeline, stageName);
  if (never !== undefined) throw unable(never);
  if (!isOfNow(pipeline, target)) {
    throw new ServiceError(
      "PipelineExecutionOutdatedException",
      `Pipeline "${name}" has been changed since execution ${executionId}.`,
    );
  }
  if (target.rollbackTarget !== undefined) {
    throw unable(`Execution ${executionId} is a rollback itself.`);
  }
  if (!hasSucceeded(target, stageName)) {
    throw unable(`Execution ${executionId} did not succeed in stage "${stageName}".`);
  }
  if (doorOf(pipeline, stageName).occupant !== undefined) {
    throw unable(`Stage "${stageName}" is running now.`);
  }
  return target;
}

/** Executions to which a stage can be rolled back now, newest first. It is at its latest one already. */
export function rollbackTargets(pipeline: PipelineRecord, stageName: string): ExecutionRecord[] {
  const { latest } = doorOf(pipeline, stageName);
  return pipeline.executions
    .filter((one) => one !== latest?.execution)
    .filter(({ id }) => !isRefused(() => rollbackTarget(pipeline, stageName, id)))
    .toReversed();
}

/** An execution of one stage with the artifacts and variables of another one. */
export function rollbackExecution(
  pipeline: PipelineRecord,
  target: ExecutionRecord,
  trigger: StartTrigger,
  id: string,
  now: Date,
): ExecutionRecord {
  const { declaration } = pipeline;
  const source = declaration.stages![0].name!;
  return {
    ...{ id, declaration, trigger: { ...trigger }, rollbackTarget: target.id },
    version: declaration.version!,
    mode: declaration.executionMode!,
    ...{ startTime: now, lastUpdateTime: now, status: "InProgress", attempt: 1 },
    variables: new Map([...target.variables, [executionNamespace, { PipelineExecutionId: id }]]),
    artifacts: new Map(target.artifacts),
    // What it carries is what the sources gave the target.
    stageRuns: new Map([[source, target.stageRuns.get(source)!]]),
  };
}
