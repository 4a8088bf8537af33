/** Evaluates the conditions of a stage: its rules side by side, and what they come to. */
import type { Condition, RuleDeclaration, StageDeclaration } from "@aws-sdk/client-codepipeline";
import type { EngineDeps } from "./action-runs";
import { prepareAttempt, type Prepared, runOf } from "./attempt";
import type { ConditionKind, ConditionRun, PipelineRecord, RuleRecord, StageRun } from "./model";
import { failed, thrown } from "./outcomes";
import type { ActionOutcome, ActionProgress, ActionRun } from "./types";
import { checkVariable } from "./variable-check";

const minute = 60_000;

/** The one condition that a stage may have of each kind. */
export function conditionOf(stage: StageDeclaration, kind: ConditionKind): Condition | undefined {
  return stage[kind]?.conditions?.[0];
}

/** Whether an execution stands at a condition of this stage. */
export function isEvaluating({ conditions }: StageRun): boolean {
  return [...conditions.values()].some(({ status }) => status === "InProgress");
}

const isVariableCheck = ({ ruleTypeId }: RuleDeclaration): boolean =>
  ruleTypeId!.provider === "VariableCheck";

/** Why a rule cannot start: variables without a value, or artifacts that are not there. */
function startProblem(
  rule: RuleDeclaration,
  { unresolved, missing }: Omit<Prepared, "attempt">,
): string | undefined {
  if (unresolved.length > 0) {
    return `Variables of rule "${rule.name}" have no value: ${unresolved.join(", ")}.`;
  }
  if (missing.length === 0 || isVariableCheck(rule)) return undefined;
  return `Rule "${rule.name}" needs artifacts that no action before it produced.`;
}

export class Conditions {
  constructor(private readonly deps: EngineDeps) {}

  /** `onEnd` is told whether every rule has succeeded; not at all where somebody ends it before. */
  evaluate(
    pipeline: PipelineRecord,
    run: StageRun,
    kind: ConditionKind,
    onEnd: (passed: boolean) => void,
  ): void {
    const { result, rules = [] } = conditionOf(run.stage, kind)!;
    const prepared = rules.map((rule) => this.prepare(run, rule));
    const condition: ConditionRun = {
      ...{ kind, result, status: "InProgress", lastStatusChange: this.deps.clock.now() },
      rules: prepared.map(({ record }) => record),
    };
    run.conditions.set(kind, condition);
    pipeline.rules.push(...condition.rules);
    this.deps.outbox.touch();
    for (const { record, problem } of prepared) {
      const end = (outcome: ActionOutcome): void => {
        this.book(record, outcome);
        this.conclude(condition, onEnd);
      };
      if (problem !== undefined) end(failed({ code: "ConfigurationError", message: problem }));
      else if (isVariableCheck(record.rule)) end(checkVariable(record.resolvedConfiguration));
      else this.hand(run, kind, record, end);
    }
  }

  /** Ends what is being evaluated, without a result. */
  interrupt(run: StageRun, status: "Abandoned" | "Cancelled"): void {
    for (const condition of run.conditions.values()) {
      if (condition.status !== "InProgress") continue;
      this.change(condition, status);
      for (const record of condition.rules.filter((rule) => rule.status === "InProgress")) {
        record.status = "Abandoned";
        record.lastUpdateTime = this.deps.clock.now();
        record.abort.abort();
      }
    }
  }

  override(condition: ConditionRun, by: string): void {
    this.change(condition, "Overridden", `Overridden by ${by}.`);
    for (const record of condition.rules) record.updatedBy = by;
  }

  private prepare(run: StageRun, rule: RuleDeclaration) {
    const { clock, place, newId } = this.deps;
    const prepared = prepareAttempt(run, rule, clock.now(), place.region);
    const record: RuleRecord = {
      ...prepared.attempt,
      ...{ rule, ruleExecutionId: newId(), status: "InProgress", waits: false },
    };
    return { record, problem: startProblem(rule, prepared) };
  }

  /** Rules of other services are run as actions are, and pretended as they are. */
  private hand(
    run: StageRun,
    kind: ConditionKind,
    record: RuleRecord,
    end: (outcome: ActionOutcome) => void,
  ): void {
    const { clock, outbox, runner } = this.deps;
    const { timeoutInMinutes } = record.rule;
    const settle = (outcome: ActionOutcome): void =>
      outbox.change(() => {
        timer?.cancel();
        if (record.status === "InProgress") end(outcome);
      });
    const timer =
      timeoutInMinutes === undefined
        ? undefined
        : clock.at(new Date(clock.now().getTime() + timeoutInMinutes * minute), () => {
            const message = `The rule has no result after ${timeoutInMinutes} minutes.`;
            settle(failed({ code: "RuleTimedOut", message }));
            record.abort.abort();
          });
    void Promise.resolve()
      .then(() => runner.run(this.ruleRun(run, kind, record)))
      .catch(thrown)
      .then(settle);
  }

  private ruleRun({ execution }: StageRun, kind: ConditionKind, record: RuleRecord): ActionRun {
    const { rule, stageName } = record;
    const { name: pipelineName } = execution.declaration;
    const { owner = "AWS", provider, version = "1" } = rule.ruleTypeId!;
    const actionTypeId = { category: "Rule" as never, owner, provider, version };
    const action = { name: rule.name, actionTypeId, inputArtifacts: rule.inputArtifacts };
    const shown = { ...action, name: `${kind} / ${rule.name}` };
    return runOf(
      execution,
      { ...record, action, actionExecutionId: record.ruleExecutionId },
      {
        log: (line) =>
          this.deps.log({ pipelineName: pipelineName!, stageName, action: shown }, line),
        update: (progress) => this.deps.outbox.change(() => this.update(record, progress)),
      },
    );
  }

  private update(record: RuleRecord, { waits, summary, externalExecutionId }: ActionProgress) {
    if (record.status !== "InProgress") return;
    record.waits = waits ?? record.waits;
    record.summary = summary ?? record.summary;
    record.externalExecutionId = externalExecutionId ?? record.externalExecutionId;
    this.deps.outbox.touch();
  }

  private book(record: RuleRecord, outcome: ActionOutcome): void {
    record.status = outcome.status;
    record.waits = false;
    record.lastUpdateTime = this.deps.clock.now();
    record.summary = outcome.summary || undefined;
    record.externalExecutionId = outcome.externalExecutionId ?? record.externalExecutionId;
    record.error = outcome.status === "Failed" ? outcome.error : undefined;
    this.deps.outbox.touch();
  }

  /** One rule that fails, fails the condition; it is known when all of them have ended. */
  private conclude(condition: ConditionRun, onEnd: (passed: boolean) => void): void {
    const { rules, status } = condition;
    if (status !== "InProgress" || rules.some((rule) => rule.status === "InProgress")) return;
    const bad = rules.filter((rule) => rule.status !== "Succeeded");
    const said = bad.map(
      ({ rule, error, summary }) => `${rule.name}: ${error?.message ?? summary}`,
    );
    this.change(condition, bad.length === 0 ? "Succeeded" : "Failed", said.join("; ") || undefined);
    onEnd(bad.length === 0);
  }

  private change(condition: ConditionRun, status: ConditionRun["status"], summary?: string): void {
    condition.status = status;
    condition.summary = summary;
    condition.lastStatusChange = this.deps.clock.now();
    this.deps.outbox.touch();
  }
}
