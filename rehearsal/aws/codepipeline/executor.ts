/** Takes executions from stage to stage. Every step is synchronous, so no two ever interleave. */
import type {
  PipelineExecutionStatus,
  StageExecutionStatus,
  StageRetryMode,
} from "@aws-sdk/client-codepipeline";
import { ActionRuns, type EngineDeps } from "./action-runs";
import { arrive, leave, withdraw } from "./admission";
import { runOrderGroups } from "./definition-flow";
import { type PipelineEventState, pipelineEvent, type StageEventState, stageEvent } from "./events";
import {
  doorOf,
  type ExecutionRecord,
  isActive,
  type PipelineRecord,
  type StageRun,
} from "./model";

type PipelineEnd = Extract<
  PipelineExecutionStatus,
  "Succeeded" | "Failed" | "Stopped" | "Superseded" | "Cancelled"
>;
type StageEnd = Extract<StageExecutionStatus, "Succeeded" | "Failed" | "Stopped" | "Cancelled">;

const pipelineEndEvents = {
  Succeeded: "SUCCEEDED",
  Failed: "FAILED",
  Stopped: "STOPPED",
  Superseded: "SUPERSEDED",
  Cancelled: "CANCELED",
} as const satisfies Record<PipelineEnd, PipelineEventState>;

/** The stage that an execution is in; undefined while it waits between stages. */
function currentRun(execution: ExecutionRecord): StageRun | undefined {
  return [...execution.stageRuns.values()].find(
    (run) => run.status === "InProgress" || run.status === "Stopping",
  );
}

function failureSummary(run: StageRun): string {
  const failures = [...run.actions.values()]
    .filter((record) => record.status === "Failed")
    .map((record) => `action "${record.action.name}": ${record.error!.message}`);
  return `Stage "${run.stage.name}" failed, ${failures.join("; ")}`;
}

export class Executor {
  private readonly actions: ActionRuns;

  constructor(private readonly deps: EngineDeps) {
    this.actions = new ActionRuns(deps);
  }

  begin(pipeline: PipelineRecord, execution: ExecutionRecord): void {
    pipeline.executions.push(execution);
    this.postPipeline(execution, "STARTED");
    this.approach(pipeline, execution, 0);
  }

  /** Runs a failed or stopped stage again, in the same execution. */
  retry(pipeline: PipelineRecord, run: StageRun, mode: StageRetryMode): void {
    const { execution } = run;
    for (const [name, record] of run.actions) {
      if (mode === "ALL_ACTIONS" || record.status !== "Succeeded") run.actions.delete(name);
    }
    execution.stop = undefined;
    execution.status = "InProgress";
    execution.statusSummary = undefined;
    execution.attempt += 1;
    run.status = "InProgress";
    run.retries += 1;
    run.retriedAt = this.deps.clock.now();
    const door = doorOf(pipeline, run.stage.name!);
    arrive(door, execution);
    door.latest = run;
    this.postPipeline(execution, "RESUMED");
    this.postStage(run, "RESUMED");
    this.advance(pipeline, run);
  }

  stop(
    pipeline: PipelineRecord,
    execution: ExecutionRecord,
    stop: NonNullable<ExecutionRecord["stop"]>,
  ): void {
    const wasStopping = execution.status === "Stopping";
    execution.stop = stop;
    execution.status = "Stopping";
    if (!wasStopping) this.postPipeline(execution, "STOPPING");
    const run = currentRun(execution);
    if (run === undefined) {
      for (const door of pipeline.doors.values()) withdraw(door, execution);
      return this.settle(execution, "Stopped", stop.reason);
    }
    if (!wasStopping) {
      run.status = "Stopping";
      this.postStage(run, "STOPPING");
    }
    if (stop.abandon) {
      for (const record of run.actions.values()) this.actions.interrupt(run, record, "ABANDONED");
    }
    this.advance(pipeline, run);
  }

  /** Ends all that runs or waits, because the definition that it follows is gone. */
  cancelAll(pipeline: PipelineRecord): void {
    for (const door of pipeline.doors.values()) door.waiting = [];
    for (const execution of pipeline.executions.filter(isActive)) {
      const run = currentRun(execution);
      if (run !== undefined) {
        for (const record of run.actions.values()) this.actions.interrupt(run, record, "CANCELED");
        run.status = "Cancelled";
        this.postStage(run, "CANCELED");
        leave(doorOf(pipeline, run.stage.name!), execution);
      }
      this.settle(execution, "Cancelled", "The definition of the pipeline changed.");
    }
  }

  private approach(pipeline: PipelineRecord, execution: ExecutionRecord, index: number): void {
    const stage = execution.declaration.stages![index];
    const { enters, superseded } = arrive(doorOf(pipeline, stage.name!), execution);
    for (const older of superseded) {
      this.settle(older, "Superseded", `Superseded by execution ${execution.id}.`);
    }
    if (enters) this.enter(pipeline, execution, index);
  }

  private enter(pipeline: PipelineRecord, execution: ExecutionRecord, index: number): void {
    const stage = execution.declaration.stages![index];
    const run: StageRun = {
      stage,
      execution,
      status: "InProgress",
      actions: new Map(),
      retries: 0,
    };
    execution.stageRuns.set(stage.name!, run);
    doorOf(pipeline, stage.name!).latest = run;
    this.postStage(run, "STARTED");
    this.advance(pipeline, run);
  }

  /** Goes on where a stage stands: waits for running actions, starts the next ones, or ends it. */
  private advance(pipeline: PipelineRecord, run: StageRun): void {
    const statuses = [...run.actions.values()].map((record) => record.status);
    if (statuses.includes("InProgress")) return;
    if (run.execution.stop !== undefined) return this.end(pipeline, run, "Stopped");
    if (statuses.includes("Failed")) return this.end(pipeline, run, "Failed");
    const next = runOrderGroups(run.stage)
      .map((group) => group.filter((action) => !run.actions.has(action.name!)))
      .find((group) => group.length > 0);
    if (next === undefined) return this.end(pipeline, run, "Succeeded");
    this.actions.launch(pipeline, run, next, () => this.advance(pipeline, run));
  }

  private end(
    pipeline: PipelineRecord,
    run: StageRun,
    status: Exclude<StageEnd, "Cancelled">,
  ): void {
    const { execution, stage } = run;
    run.status = status;
    this.postStage(run, pipelineEndEvents[status]);
    const stages = execution.declaration.stages!;
    const next = stages.findIndex(({ name }) => name === stage.name) + 1;
    if (status === "Failed") this.settle(execution, status, failureSummary(run));
    else if (status === "Stopped") this.settle(execution, status, execution.stop?.reason);
    else if (next === stages.length) this.settle(execution, status);
    else this.approach(pipeline, execution, next);
    const follower = leave(doorOf(pipeline, stage.name!), execution);
    if (follower !== undefined) this.enter(pipeline, follower, next - 1);
  }

  private settle(execution: ExecutionRecord, status: PipelineEnd, summary?: string): void {
    execution.status = status;
    execution.statusSummary = summary;
    this.postPipeline(execution, pipelineEndEvents[status]);
  }

  private context() {
    return { place: this.deps.place, id: this.deps.newId(), at: this.deps.clock.now() };
  }

  private postPipeline(execution: ExecutionRecord, state: PipelineEventState): void {
    const context = this.context();
    execution.lastUpdateTime = context.at;
    this.deps.outbox.post(pipelineEvent(execution, state, context));
  }

  private postStage(run: StageRun, state: StageEventState): void {
    this.deps.outbox.post(stageEvent(run, state, this.context()));
  }
}
