/** Which executions StopPipelineExecution takes. */
import { ServiceError } from "../../errors";
import { maxStopReasonLength } from "./limits";
import { type ExecutionRecord, isActive } from "./model";
import { invalid } from "./errors";

/** Throws what StopPipelineExecution answers to a request that it does not take. */
export function checkStop(
  execution: ExecutionRecord,
  { abandon, reason = "" }: { abandon: boolean; reason?: string },
): void {
  const { id, status } = execution;
  if ([...reason].length > maxStopReasonLength) {
    throw invalid(
      `reason must have at most ${maxStopReasonLength} characters, got: ${[...reason].length}.`,
    );
  }
  if (!isActive(execution)) {
    throw new ServiceError(
      "PipelineExecutionNotStoppableException",
      `Execution ${id} is ${status}: only an execution in progress can be stopped.`,
    );
  }
  // From waiting for its actions an execution may go on to giving them up; nothing else is new.
  if (status === "Stopping" && !abandon) {
    throw new ServiceError(
      "DuplicatedStopRequestException",
      `Execution ${id} is stopping already. To give up the actions that still run, ` +
        `stop it again with --abandon.`,
    );
  }
}
