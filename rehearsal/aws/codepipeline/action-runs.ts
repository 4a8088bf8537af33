/** Runs single actions: prepares them, hands them to their provider or to people, books the end. */
import type { ActionDeclaration } from "@aws-sdk/client-codepipeline";
import type { Clock } from "../../clock";
import type { ApprovalTokens, Verdict } from "./approvals";
import { outputLocation } from "./artifact-locations";
import { prepareAttempt, runOf } from "./attempt";
import { type ActionEventState, actionEvent, type EventPlace } from "./events";
import { defaultApprovalTimeoutInMinutes } from "./limits";
import { type ActionRecord, isApproval, type PipelineRecord, type StageRun } from "./model";
import type { Outbox } from "./outbox";
import { decisionOutcome, failed, publishFailure, startProblem, thrown } from "./outcomes";
import type {
  ActionOutcome,
  ActionProgress,
  ActionRunner,
  ApprovalPublisher,
  ApprovalRequest,
} from "./types";

/** What the engine's parts work with. */
export interface EngineDeps {
  readonly clock: Clock;
  readonly place: EventPlace;
  readonly runner: ActionRunner;
  readonly approvals: ApprovalPublisher;
  readonly tokens: ApprovalTokens;
  readonly outbox: Outbox;
  newId(): string;
  log(of: Pick<ActionRecord, "pipelineName" | "stageName" | "action">, line: string): void;
}

/** Who decided, and when: the time that PutApprovalResult answered. */
interface Decision {
  readonly by: string;
  readonly at: Date;
}

export class ActionRuns {
  constructor(private readonly deps: EngineDeps) {}

  /** Starts actions beside each other. `onEnd` is called each time one of them ends. */
  launch(pipeline: PipelineRecord, run: StageRun, actions: ActionDeclaration[], onEnd: () => void) {
    const prepared = actions.map((action) => {
      const { record, problem } = this.prepare(run, action);
      run.actions.set(action.name!, record);
      pipeline.history.push(record);
      this.post(run, record, "STARTED");
      return { record, problem };
    });
    // All of the group are under way before the first can end, so that the end of one is never
    // taken for the end of the group.
    for (const { record, problem } of prepared) {
      const finish = (outcome: ActionOutcome, decision?: Decision): void =>
        this.finish(run, record, outcome, onEnd, decision);
      if (problem !== undefined) finish(failed(problem));
      else if (isApproval(record.action)) this.ask(run, record, finish);
      else this.hand(run, record, finish);
    }
  }

  /** Ends an action that still runs, without a result. */
  interrupt(run: StageRun, record: ActionRecord, state: "ABANDONED" | "CANCELED"): void {
    if (record.status !== "InProgress") return;
    this.close(record, "Abandoned");
    record.abort.abort();
    this.post(run, record, state);
  }

  private prepare(run: StageRun, action: ActionDeclaration) {
    const { clock, place, newId } = this.deps;
    const prepared = prepareAttempt(run, action, clock.now(), place.region);
    const record: ActionRecord = {
      ...prepared.attempt,
      pipelineName: run.execution.declaration.name!,
      actionExecutionId: newId(),
      action,
      outputArtifacts: [],
      status: "InProgress",
      waitsForPerson: false,
    };
    return { record, problem: startProblem(action, prepared.unresolved, prepared.missing) };
  }

  private hand(run: StageRun, record: ActionRecord, finish: (outcome: ActionOutcome) => void) {
    const end = (outcome: ActionOutcome): void => this.deps.outbox.change(() => finish(outcome));
    // Started from a fresh stack: a runner that throws at once fails its action and nothing else.
    void Promise.resolve()
      .then(() =>
        this.deps.runner.run(
          runOf(run.execution, record, {
            log: (line) => this.deps.log(record, line),
            update: (progress) => this.deps.outbox.change(() => this.update(record, progress)),
          }),
        ),
      )
      .catch(thrown)
      .then(end);
  }

  private update(record: ActionRecord, { waits, ...known }: ActionProgress): void {
    if (record.status !== "InProgress") return;
    if (waits !== undefined) record.waitsForPerson = waits;
    Object.assign(record, known);
    record.lastUpdateTime = this.deps.clock.now();
    this.deps.outbox.touch();
  }

  private ask(
    run: StageRun,
    record: ActionRecord,
    finish: (outcome: ActionOutcome, decision?: Decision) => void,
  ): void {
    const { tokens, outbox, approvals } = this.deps;
    const request = this.request(run, record);
    record.approval = request;
    // PutApprovalResult's reference names it as the token for PARALLEL mode, and for no other.
    if (run.execution.mode === "PARALLEL") record.externalExecutionId = request.token;
    tokens.open(request, run.execution.mode, (verdict: Verdict) =>
      outbox.change(() => {
        const decision = verdict.kind === "Decided" ? verdict : undefined;
        finish(decisionOutcome(verdict, request), decision);
      }),
    );
    const markNotified = (): void => {
      record.waitsForPerson = true;
      tokens.markNotified(request.token);
      outbox.touch();
    };
    if (request.notificationArn === undefined) return markNotified();
    void Promise.resolve()
      .then(() => approvals.publish(request))
      .then(
        () => outbox.change(markNotified),
        (error: unknown) => outbox.change(() => finish(publishFailure(error, request))),
      );
  }

  private request(run: StageRun, record: ActionRecord): ApprovalRequest {
    const { CustomData, ExternalEntityLink, NotificationArn } = record.resolvedConfiguration;
    const minutes = record.action.timeoutInMinutes ?? defaultApprovalTimeoutInMinutes;
    return {
      pipelineName: run.execution.declaration.name!,
      pipelineExecutionId: run.execution.id,
      stageName: record.stageName,
      actionName: record.action.name!,
      actionExecutionId: record.actionExecutionId,
      token: this.deps.newId(),
      requestedAt: record.startTime,
      expires: new Date(record.startTime.getTime() + minutes * 60_000),
      customData: CustomData,
      externalEntityLink: ExternalEntityLink,
      notificationArn: NotificationArn,
      roleArn: record.roleArn,
    };
  }

  private finish(
    run: StageRun,
    record: ActionRecord,
    outcome: ActionOutcome,
    onEnd: () => void,
    decision?: Decision,
  ): void {
    // The execution may have been stopped, or the action decided, while the provider worked on.
    if (record.status !== "InProgress") return;
    this.close(record, outcome.status, decision?.at);
    record.updatedBy = decision?.by;
    record.summary = outcome.summary || undefined;
    record.externalExecutionId = outcome.externalExecutionId ?? record.externalExecutionId;
    record.externalExecutionUrl = outcome.externalExecutionUrl;
    if (outcome.status === "Failed") {
      const message = outcome.summary || `Action "${record.action.name}" failed.`;
      record.error = outcome.error ?? { code: "JobFailed", message };
    } else {
      this.keepResults(run, record, outcome);
    }
    this.post(run, record, outcome.status === "Succeeded" ? "SUCCEEDED" : "FAILED");
    onEnd();
  }

  private keepResults({ execution }: StageRun, record: ActionRecord, outcome: ActionOutcome): void {
    record.revision = outcome.revision;
    record.outputVariables = outcome.variables;
    const { namespace } = record.action;
    if (namespace !== undefined) execution.variables.set(namespace, outcome.variables ?? {});
    for (const { name } of record.action.outputArtifacts ?? []) {
      const folder = outcome.outputs?.[name!];
      if (folder === undefined) continue;
      const detail = outputLocation(execution.declaration, record, name!);
      execution.artifacts.set(name!, { folder, detail });
      record.outputArtifacts.push(detail);
    }
  }

  private close(record: ActionRecord, status: ActionRecord["status"], at?: Date): void {
    record.status = status;
    record.waitsForPerson = false;
    record.lastUpdateTime = at ?? this.deps.clock.now();
    if (record.approval !== undefined) this.deps.tokens.withdraw(record.approval.token);
  }

  private post(run: StageRun, record: ActionRecord, state: ActionEventState): void {
    const { outbox, place, clock } = this.deps;
    run.execution.lastUpdateTime = clock.now();
    const context = { place, id: this.deps.newId(), at: clock.now() };
    outbox.post(actionEvent(run.execution, record, state, context));
  }
}
