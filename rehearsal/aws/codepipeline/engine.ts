/** The local CodePipeline: its operations, over the records that the executor moves along. */
import type {
  ConditionType,
  PipelineDeclaration,
  JobDetails,
  PutJobFailureResultInput,
  PutJobSuccessResultInput,
  StageRetryMode,
  StageTransitionType,
} from "@aws-sdk/client-codepipeline";
import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Clock } from "../../clock";
import { ServiceError } from "../../errors";
import {
  ApprovalTokens,
  checkApprovalAction,
  checkDecision,
  type DecisionInput,
} from "./approvals";
import { checkDefinition, normalise } from "./definition";
import type { EventPlace } from "./events";
import { Executor } from "./executor";
import { Jobs } from "./jobs";
import { maxPipelines } from "./limits";
import { needExecution, needStage } from "./lookups";
import { Outbox } from "./outbox";
import { ReadOperations } from "./read-operations";
import { type Overridable, overridable, overridableNow } from "./override";
import { retryable } from "./retry";
import { rollbackTarget, rollbackTargets } from "./rollback";
import { newExecution, type StartOptions } from "./start";
import { checkStop } from "./stop";
import { changeTransition } from "./transitions";
import type { ActionRunner, ApprovalPublisher, ApprovalRequest, StartTrigger } from "./types";

export interface EngineOptions {
  readonly clock: Clock;
  readonly place: EventPlace;
  readonly runner: ActionRunner;
  readonly approvals: ApprovalPublisher;
  /** Jobs that actions hand to functions. */
  readonly jobs?: Jobs;
  /** Makes ids and tokens. Defaults to random lower-case UUIDs. */
  readonly newId?: () => string;
}

/**
 * Emits "event" with a bus event for every state change of a pipeline, stage or action, "changed"
 * after any change, and "log" with the lines that actions print. All operations throw
 * `ServiceError` with the API's codes.
 */
export class Engine extends ReadOperations {
  private readonly clock: Clock;
  private readonly newId: () => string;
  private readonly tokens: ApprovalTokens;
  private readonly outbox: Outbox;
  private readonly executor: Executor;
  private readonly jobs: Jobs;

  constructor(options: EngineOptions) {
    super();
    const { clock, place, runner, approvals, newId = randomUUID } = options;
    this.clock = clock;
    this.newId = newId;
    this.tokens = new ApprovalTokens(clock);
    this.jobs = options.jobs ?? new Jobs(clock, newId);
    this.outbox = new Outbox(
      (event) => this.emit("event", event),
      () => this.emit("changed"),
    );
    this.executor = new Executor({
      clock,
      place,
      runner,
      approvals,
      newId,
      tokens: this.tokens,
      outbox: this.outbox,
      log: (record, line) =>
        this.emit("log", {
          pipelineName: record.pipelineName,
          stageName: record.stageName,
          actionName: record.action.name!,
          line,
        }),
    });
  }

  createPipeline(declaration: PipelineDeclaration): void {
    checkDefinition(declaration);
    const name = declaration.name!;
    if (this.pipelines.has(name)) {
      throw new ServiceError("PipelineNameInUseException", `Pipeline "${name}" exists already.`);
    }
    if (this.pipelines.size >= maxPipelines) {
      throw new ServiceError(
        "LimitExceededException",
        `An account may have ${maxPipelines} pipelines in a Region.`,
      );
    }
    const now = this.clock.now();
    this.outbox.change(() => {
      this.pipelines.set(name, {
        declaration: normalise(declaration, 1),
        created: now,
        updated: now,
        doors: new Map(),
        executions: [],
        history: [],
        rules: [],
      });
      this.outbox.touch();
    });
  }

  /** Replaces the definition. A change of its stages cancels what runs under the old one. */
  updatePipeline(declaration: PipelineDeclaration): void {
    checkDefinition(declaration);
    const pipeline = this.find(declaration.name!);
    const next = normalise(declaration, pipeline.declaration.version! + 1);
    this.outbox.change(() => {
      if (!isDeepStrictEqual(next.stages, pipeline.declaration.stages)) {
        this.executor.cancelAll(pipeline);
      }
      pipeline.declaration = next;
      pipeline.updated = this.clock.now();
      this.outbox.touch();
    });
  }

  /** Deletes a pipeline with its history; as in the API, an unknown name is no error. */
  deletePipeline(name: string): void {
    const pipeline = this.pipelines.get(name);
    if (pipeline === undefined) return;
    this.outbox.change(() => {
      this.executor.cancelAll(pipeline);
      this.pipelines.delete(name);
      this.outbox.touch();
    });
  }

  /** Starts an execution and answers its id. */
  start(name: string, trigger: StartTrigger, options: StartOptions = {}): string {
    const pipeline = this.find(name);
    const execution = newExecution(pipeline, trigger, options, this.newId(), this.clock.now());
    this.outbox.change(() => this.executor.start(pipeline, execution));
    return execution.id;
  }

  stop(name: string, executionId: string, options: { abandon: boolean; reason?: string }): void {
    const pipeline = this.find(name);
    const execution = needExecution(pipeline, executionId);
    checkStop(execution, options);
    this.outbox.change(() => this.executor.stop(pipeline, execution, { ...options }));
  }

  retryStage(name: string, stageName: string, executionId: string, mode: StageRetryMode): void {
    const pipeline = this.find(name);
    const run = retryable(pipeline, stageName, executionId, mode);
    this.outbox.change(() => this.executor.retry(pipeline, run, mode));
  }

  /** OverrideStageCondition: a condition that failed no longer keeps the execution. */
  overrideStageCondition(
    name: string,
    stageName: string,
    executionId: string,
    type: ConditionType,
    by: string,
  ): void {
    const pipeline = this.find(name);
    const { run, condition } = overridable(pipeline, stageName, executionId, type);
    this.outbox.change(() => this.executor.override(pipeline, run, condition, by));
  }

  /** What OverrideStageCondition takes of this stage now. */
  overridable(name: string, stageName: string): Overridable | undefined {
    return overridableNow(this.find(name), stageName);
  }

  /** Ids of the executions that RollbackStage takes for this stage now, newest first. */
  rollbackTargets(name: string, stageName: string): string[] {
    return rollbackTargets(this.find(name), stageName).map(({ id }) => id);
  }

  /** RollbackStage: answers the id of the execution that rolls back. */
  rollbackStage(name: string, stageName: string, executionId: string, by: string): string {
    const pipeline = this.find(name);
    const target = rollbackTarget(pipeline, stageName, executionId);
    const trigger = { triggerType: "ManualRollback", triggerDetail: by };
    return this.outbox.change(() => this.executor.rollback(pipeline, stageName, target, trigger))
      .id;
  }

  /** DisableStageTransition, with a reason; EnableStageTransition, without one. */
  setTransition(
    name: string,
    stageName: string,
    type: StageTransitionType,
    { by, reason }: { by: string; reason?: string },
  ): void {
    const pipeline = this.find(name);
    const at = pipeline.declaration.stages!.indexOf(needStage(pipeline.declaration, stageName));
    const change = { enabled: reason === undefined, by, at: this.clock.now(), reason };
    this.outbox.change(() => {
      changeTransition(pipeline, stageName, type, change);
      this.executor.release(pipeline, type === "Inbound" ? at : at + 1);
      this.outbox.touch();
    });
  }

  /** Decides an approval as PutApprovalResult does, and answers when. */
  decide(input: DecisionInput, decidedBy: string): Date {
    checkDecision(input);
    checkApprovalAction(this.find(input.pipelineName).declaration, input);
    return this.outbox.change(() => this.tokens.decide(input, decidedBy));
  }

  /** PutJobSuccessResult. */
  succeedJob(input: PutJobSuccessResultInput): void {
    this.jobs.succeed(input);
  }

  /** PutJobFailureResult. */
  failJob(input: PutJobFailureResultInput): void {
    this.jobs.fail(input);
  }

  /** GetJobDetails. */
  jobDetails = (jobId: string): JobDetails => this.jobs.details(jobId);

  /** Approvals that wait now, of all pipelines, oldest first. */
  pending(): ApprovalRequest[] {
    return this.tokens.pending();
  }
}
