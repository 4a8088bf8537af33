/** Which stages RetryStageExecution takes. */
import type { RetryTrigger, StageRetryMode } from "@aws-sdk/client-codepipeline";
import { isDeepStrictEqual } from "node:util";
import { ServiceError } from "../../errors";
import { doorOf, type ExecutionRecord, type PipelineRecord, type StageRun } from "./model";
import { invalid } from "./errors";
import { needExecution, needStage } from "./lookups";

const notRetryable = (message: string): ServiceError =>
  new ServiceError("StageNotRetryableException", message);

const modes: readonly StageRetryMode[] = ["ALL_ACTIONS", "FAILED_ACTIONS"];

function checkState(
  pipeline: PipelineRecord,
  stageName: string,
  { id, status, stageRuns, mode }: ExecutionRecord,
): StageRun {
  const run = stageRuns.get(stageName);
  const name = pipeline.declaration.name;
  if (run === undefined) {
    throw notRetryable(`Execution ${id} of pipeline "${name}" never entered stage "${stageName}".`);
  }
  const { latest } = doorOf(pipeline, stageName);
  // Its outcome there has been replaced by that of a newer execution.
  if (mode !== "PARALLEL" && latest !== run) {
    throw new ServiceError(
      "NotLatestPipelineExecutionException",
      `Execution ${latest?.execution.id} has entered stage "${stageName}" of pipeline "${name}" ` +
        `since. Retry that one, or start the pipeline again.`,
    );
  }
  const isOver = status === "Failed" || status === "Stopped";
  if (!isOver || (run.status !== "Failed" && run.status !== "Stopped")) {
    throw notRetryable(
      `Stage "${stageName}" of execution ${id} is ${run.status} and the execution ${status}: ` +
        `only a failed or stopped stage can be retried.`,
    );
  }
  return run;
}

/** Finds the stage to run again, or throws what RetryStageExecution answers. */
export function retryable(
  pipeline: PipelineRecord,
  stageName: string,
  executionId: string,
  mode: StageRetryMode,
): StageRun {
  if (!modes.includes(mode)) {
    throw invalid(`retryMode must be one of ${modes.join(", ")}, got: "${String(mode)}".`);
  }
  const { name, stages } = pipeline.declaration;
  needStage(pipeline.declaration, stageName);
  const run = checkState(pipeline, stageName, needExecution(pipeline, executionId));
  if (!isDeepStrictEqual(run.execution.declaration.stages, stages)) {
    throw notRetryable(
      `Pipeline "${name}" has been changed since execution ${executionId}. Start it again.`,
    );
  }
  const hasFailure = [...run.actions.values()].some((record) => record.status !== "Succeeded");
  if (mode === "FAILED_ACTIONS" && !hasFailure) {
    throw notRetryable(
      `No action of stage "${stageName}" failed in execution ${executionId}. Retry ALL_ACTIONS.`,
    );
  }
  return run;
}

/**
 * Makes a stage forget what is to run again. Its conditions are evaluated anew: nothing says that
 * they would not be.
 */
export function prepareRetry(
  run: StageRun,
  mode: StageRetryMode,
  trigger: RetryTrigger,
  at: Date,
): void {
  for (const [name, record] of run.actions) {
    if (mode === "ALL_ACTIONS" || record.status !== "Succeeded") run.actions.delete(name);
  }
  run.conditions.clear();
  run.retryTrigger = trigger;
  run.retriedAt = at;
  if (trigger === "ManualStageRetry") run.retries += 1;
  else run.automaticRetries += 1;
}
