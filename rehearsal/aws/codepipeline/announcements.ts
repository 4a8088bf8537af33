/** Books the states of executions, and tells the event bus of them and of those of stages. */
import type { PipelineExecutionStatus } from "@aws-sdk/client-codepipeline";
import type { EngineDeps } from "./action-runs";
import { pipelineEvent, type PipelineEventState, stageEvent, type StageEventState } from "./events";
import type { ExecutionRecord, StageRun } from "./model";

type PipelineEnd = Extract<
  PipelineExecutionStatus,
  "Succeeded" | "Failed" | "Stopped" | "Superseded" | "Cancelled"
>;

export const endEvents = {
  Succeeded: "SUCCEEDED",
  Failed: "FAILED",
  Stopped: "STOPPED",
  Superseded: "SUPERSEDED",
  Cancelled: "CANCELED",
} as const satisfies Record<PipelineEnd, PipelineEventState>;

export class Announcements {
  constructor(private readonly deps: Pick<EngineDeps, "place" | "newId" | "clock" | "outbox">) {}

  /** The end of an execution. */
  settle(execution: ExecutionRecord, status: PipelineEnd, summary?: string): void {
    execution.status = status;
    execution.statusSummary = summary;
    this.pipeline(execution, endEvents[status]);
  }

  pipeline(execution: ExecutionRecord, state: PipelineEventState): void {
    const context = this.context();
    execution.lastUpdateTime = context.at;
    this.deps.outbox.post(pipelineEvent(execution, state, context));
  }

  stage(run: StageRun, state: StageEventState): void {
    this.deps.outbox.post(stageEvent(run, state, this.context()));
  }

  private context() {
    return { place: this.deps.place, id: this.deps.newId(), at: this.deps.clock.now() };
  }
}
