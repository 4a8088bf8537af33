/** The errors that several operations share, each worded once. */
import { ServiceError } from "../../errors";

export function pipelineNotFound(name: string): ServiceError {
  return new ServiceError(
    "PipelineNotFoundException",
    `There is no pipeline named "${name}". List the names with: aws codepipeline list-pipelines`,
  );
}

export function stageNotFound(pipelineName: string, stageName: string): ServiceError {
  return new ServiceError(
    "StageNotFoundException",
    `Pipeline "${pipelineName}" has no stage named "${stageName}". ` +
      `See its stages with: aws codepipeline get-pipeline-state --name ${pipelineName}`,
  );
}

export function executionNotFound(pipelineName: string, executionId: string): ServiceError {
  return new ServiceError(
    "PipelineExecutionNotFoundException",
    `Pipeline "${pipelineName}" has no execution "${executionId}". See its executions with: ` +
      `aws codepipeline list-pipeline-executions --pipeline-name ${pipelineName}`,
  );
}

export function invalid(message: string): ServiceError {
  return new ServiceError("ValidationException", message);
}

/** What CreatePipeline says of a definition as a whole. */
export function structureError(message: string): ServiceError {
  return new ServiceError("InvalidStructureException", message);
}

/** What it says of one stage. */
export function stageError(message: string): ServiceError {
  return new ServiceError("InvalidStageDeclarationException", message);
}
