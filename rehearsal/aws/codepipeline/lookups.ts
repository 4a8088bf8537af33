/** Finds what an operation names, or throws what every operation answers where it is not there. */
import type { PipelineDeclaration, StageDeclaration } from "@aws-sdk/client-codepipeline";
import { ServiceError } from "../../errors";
import { executionNotFound, stageNotFound } from "./errors";
import type { ExecutionRecord, PipelineRecord } from "./model";

export function needStage(
  { name, stages }: PipelineDeclaration,
  stageName: string,
): StageDeclaration {
  const stage = stages!.find((one) => one.name === stageName);
  if (stage === undefined) throw stageNotFound(name!, stageName);
  return stage;
}

export function needExecution(
  { declaration, executions }: PipelineRecord,
  executionId: string,
): ExecutionRecord {
  const execution = executions.find(({ id }) => id === executionId);
  if (execution === undefined) throw executionNotFound(declaration.name!, executionId);
  return execution;
}

/** True where an operation would answer with an error of its own. */
export function isRefused(look: () => unknown): boolean {
  try {
    look();
    return false;
  } catch (error) {
    if (error instanceof ServiceError) return true;
    throw error;
  }
}
