/** Takes executions from stage to stage. Every step is synchronous, so no two ever interleave. */
import type { Result, StageExecutionStatus, StageRetryMode } from "@aws-sdk/client-codepipeline";
import { ActionRuns, type EngineDeps } from "./action-runs";
import { Announcements, endEvents } from "./announcements";
import { admit, arrive, leave, withdraw } from "./admission";
import { conditionOf, Conditions, isEvaluating } from "./conditions";
import { runOrderGroups } from "./definition-flow";
import { failureSummary } from "./outcomes";
import { prepareRetry } from "./retry";
import { automaticTarget, rollbackExecution } from "./rollback";
import { isHeld } from "./transitions";
import type { StartTrigger } from "./types";
import {
  type ConditionKind,
  type ConditionRun,
  currentRun,
  doorOf,
  type ExecutionRecord,
  isActive,
  type PipelineRecord,
  type StageRun,
} from "./model";

type StageEnd = Extract<StageExecutionStatus, "Succeeded" | "Failed" | "Stopped" | "Skipped">;

export class Executor {
  private readonly actions: ActionRuns;
  private readonly conditions: Conditions;
  private readonly tell: Announcements;

  constructor(private readonly deps: EngineDeps) {
    this.actions = new ActionRuns(deps);
    this.conditions = new Conditions(deps);
    this.tell = new Announcements(deps);
  }

  start(pipeline: PipelineRecord, execution: ExecutionRecord, index = 0): void {
    pipeline.executions.push(execution);
    this.tell.pipeline(execution, "STARTED");
    this.approach(pipeline, execution, index);
  }

  /** Runs a failed or stopped stage again, in the same execution. */
  retry(pipeline: PipelineRecord, run: StageRun, mode: StageRetryMode): void {
    prepareRetry(run, mode, "ManualStageRetry", this.deps.clock.now());
    run.execution.attempt += 1;
    this.resume(pipeline, run);
    this.begin(pipeline, run);
  }

  /** Lets an execution into a stage, or out of it, that a condition kept from it. */
  override(pipeline: PipelineRecord, run: StageRun, condition: ConditionRun, by: string): void {
    this.conditions.override(condition, by);
    this.resume(pipeline, run);
    if (condition.kind === "beforeEntry") this.advance(pipeline, run);
    else this.end(pipeline, run, "Succeeded");
  }

  /** Begins an execution of this stage alone, with what another one had. */
  rollback(
    pipeline: PipelineRecord,
    stageName: string,
    target: ExecutionRecord,
    trigger: StartTrigger,
  ): ExecutionRecord {
    const { clock, newId } = this.deps;
    const execution = rollbackExecution(pipeline, target, trigger, newId(), clock.now());
    const index = execution.declaration.stages!.findIndex(({ name }) => name === stageName);
    this.start(pipeline, execution, index);
    return execution;
  }

  stop(
    pipeline: PipelineRecord,
    execution: ExecutionRecord,
    stop: NonNullable<ExecutionRecord["stop"]>,
  ): void {
    const wasStopping = execution.status === "Stopping";
    execution.stop = stop;
    execution.status = "Stopping";
    if (!wasStopping) this.tell.pipeline(execution, "STOPPING");
    const run = currentRun(execution);
    if (run === undefined) {
      for (const door of pipeline.doors.values()) withdraw(door, execution);
      return this.tell.settle(execution, "Stopped", stop.reason);
    }
    if (!wasStopping) {
      run.status = "Stopping";
      this.tell.stage(run, "STOPPING");
    }
    this.conditions.interrupt(run, "Abandoned");
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
        this.conditions.interrupt(run, "Cancelled");
        run.status = "Cancelled";
        this.tell.stage(run, "CANCELED");
        leave(doorOf(pipeline, run.stage.name!), execution);
      }
      this.tell.settle(execution, "Cancelled", "The definition of the pipeline changed.");
    }
  }

  /** Lets those in who wait before a stage, once nothing holds them any more. */
  release(pipeline: PipelineRecord, index: number): void {
    const stages = pipeline.declaration.stages!;
    if (index === stages.length || isHeld(pipeline, stages, index)) return;
    for (const one of admit(doorOf(pipeline, stages[index].name!)))
      this.enter(pipeline, one, index);
  }

  private approach(pipeline: PipelineRecord, execution: ExecutionRecord, index: number): void {
    const stages = execution.declaration.stages!;
    const door = doorOf(pipeline, stages[index].name!);
    const { enters, superseded } = arrive(door, execution, isHeld(pipeline, stages, index));
    for (const older of superseded) {
      this.tell.settle(older, "Superseded", `Superseded by execution ${execution.id}.`);
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
      conditions: new Map(),
      ...{ retries: 0, automaticRetries: 0 },
    };
    execution.stageRuns.set(stage.name!, run);
    doorOf(pipeline, stage.name!).latest = run;
    this.tell.stage(run, "STARTED");
    this.begin(pipeline, run);
  }

  /** A failed stage, and its execution, are under way again. */
  private resume(pipeline: PipelineRecord, run: StageRun): void {
    const { execution } = run;
    execution.stop = undefined;
    execution.status = "InProgress";
    execution.statusSummary = undefined;
    run.status = "InProgress";
    const door = doorOf(pipeline, run.stage.name!);
    arrive(door, execution);
    door.latest = run;
    this.tell.pipeline(execution, "RESUMED");
    this.tell.stage(run, "RESUMED");
  }

  private begin(pipeline: PipelineRecord, run: StageRun): void {
    this.gate(pipeline, run, "beforeEntry", () => this.advance(pipeline, run));
  }

  /** Goes on where there is no such condition or it is met; else its result is what happens. */
  private gate(
    pipeline: PipelineRecord,
    run: StageRun,
    kind: ConditionKind,
    goOn: () => void,
  ): void {
    const condition = conditionOf(run.stage, kind);
    if (condition === undefined) return goOn();
    this.conditions.evaluate(pipeline, run, kind, (passed) =>
      passed ? goOn() : this.apply(pipeline, run, kind, condition.result),
    );
  }

  private apply(
    pipeline: PipelineRecord,
    run: StageRun,
    kind: ConditionKind,
    result: Result | undefined,
  ): void {
    // To skip what has failed already is described nowhere, so here it stays failed.
    if (result === "SKIP" && kind === "beforeEntry") return this.end(pipeline, run, "Skipped");
    if (result === "RETRY" && run.automaticRetries === 0) return this.retryByItself(pipeline, run);
    this.end(pipeline, run, "Failed");
    if (result === "ROLLBACK") this.rollBackByItself(pipeline, run);
  }

  private retryByItself(pipeline: PipelineRecord, run: StageRun): void {
    const { retryMode = "FAILED_ACTIONS" } = run.stage.onFailure?.retryConfiguration ?? {};
    prepareRetry(run, retryMode, "AutomatedStageRetry", this.deps.clock.now());
    this.tell.stage(run, "RESUMED");
    this.begin(pipeline, run);
  }

  private rollBackByItself(pipeline: PipelineRecord, { execution, stage }: StageRun): void {
    const target = automaticTarget(pipeline, execution, stage.name!);
    if (target === undefined) {
      execution.statusSummary += `. Stage "${stage.name}" has nothing to roll back to`;
      return;
    }
    const trigger = { triggerType: "AutomatedRollback", triggerDetail: execution.id };
    this.rollback(pipeline, stage.name!, target, trigger);
  }

  private failed(pipeline: PipelineRecord, run: StageRun): void {
    const { onFailure } = run.stage;
    const retries = onFailure?.result === "RETRY" && run.automaticRetries === 0;
    if (retries || conditionOf(run.stage, "onFailure") === undefined) {
      return this.apply(pipeline, run, "onFailure", onFailure?.result);
    }
    this.gate(pipeline, run, "onFailure", () => this.end(pipeline, run, "Failed"));
  }

  /** Goes on where a stage stands: waits for running actions, starts the next ones, or ends it. */
  private advance(pipeline: PipelineRecord, run: StageRun): void {
    const statuses = [...run.actions.values()].map((record) => record.status);
    if (statuses.includes("InProgress") || isEvaluating(run)) return;
    if (run.execution.stop !== undefined) return this.end(pipeline, run, "Stopped");
    if (statuses.includes("Failed")) return this.failed(pipeline, run);
    const next = runOrderGroups(run.stage)
      .map((group) => group.filter((action) => !run.actions.has(action.name!)))
      .find((group) => group.length > 0);
    if (next === undefined) {
      return this.gate(pipeline, run, "onSuccess", () => this.end(pipeline, run, "Succeeded"));
    }
    this.actions.launch(pipeline, run, next, () => this.advance(pipeline, run));
  }

  private end(pipeline: PipelineRecord, run: StageRun, status: StageEnd): void {
    const { execution, stage } = run;
    run.status = status;
    // No event is documented for a stage that is skipped.
    if (status !== "Skipped") this.tell.stage(run, endEvents[status]);
    const stages = execution.declaration.stages!;
    const next = stages.findIndex(({ name }) => name === stage.name) + 1;
    if (status === "Failed") this.tell.settle(execution, status, failureSummary(run));
    else if (status === "Stopped") this.tell.settle(execution, status, execution.stop?.reason);
    else if (next === stages.length || execution.rollbackTarget !== undefined) {
      this.tell.settle(execution, "Succeeded");
    } else this.approach(pipeline, execution, next);
    const door = doorOf(pipeline, stage.name!);
    const followers = leave(door, execution, isHeld(pipeline, stages, next - 1));
    for (const follower of followers) this.enter(pipeline, follower, next - 1);
  }
}
