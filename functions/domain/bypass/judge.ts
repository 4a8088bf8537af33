/**
 * What bypasses a gate and what does not, by what CodePipeline shows and what CloudTrail tells. Where
 * something is missing that would say that it is allowed, it is said.
 */
import { namesOfAction } from "../../../contract/records";
import type { GateSettings } from "../types";
import {
  bypassEvent,
  type BypassActor,
  type BypassEvent,
  type BypassFacts,
  type BypassKind,
  type Via,
} from "./bypass-event";
import { type Definition, type Finding, gatesOfStage } from "./definition";
import type { ActionRun, ExecutionLook, OverriddenCondition, Transition } from "./looks";
import { actorOf, isSessionOf, mayDecide } from "./principal";
import { remedyFor } from "./words";

/** A pipeline with the gates that the hub has in it: at least one. */
export interface GatedPipeline {
  readonly pipelineName: string;
  readonly gates: readonly GateSettings[];
}

/** How it is known, and what CloudTrail tells beside what CodePipeline shows. */
export interface Source {
  readonly via: Via;
  /** ISO 8601: when it is looked at, for what has no time of its own. */
  readonly now: string;
  readonly actor?: BypassActor;
  readonly time?: string;
  readonly cloudTrailEventId?: string;
}

type Told = Pick<BypassFacts, "operation"> &
  Partial<Omit<BypassFacts, "gates">> & {
    readonly gates: readonly string[];
    readonly what: string;
  };

export function said(
  kind: BypassKind,
  seen: readonly (string | undefined)[],
  { pipelineName, gates }: GatedPipeline,
  { via, now, actor, time, cloudTrailEventId }: Source,
  { what, gates: about, ...told }: Told,
): BypassEvent {
  const region = gates[0].topicArn.split(":")[3];
  const facts = { kind, actor, region, pipelineName, via, cloudTrailEventId };
  const at = { time: time ?? now };
  const given = Object.entries(told).filter(([, one]) => one !== undefined);
  const all = { ...facts, ...at, ...(Object.fromEntries(given) as typeof told), gates: [...about] };
  return bypassEvent(seen, all, { what, remedy: remedyFor(kind) });
}

const isInSlack = ({ channels }: GateSettings): boolean => Object.keys(channels).length > 0;

/** A person, a session or the root user; CodePipeline names itself where a request has expired. */
const somebody = /:(?:user|assumed-role|federated-user|root)(?:\/|$)/;

/** Undefined for a run that nobody decided, and for a decision by whom the gate lets. */
export function decision(
  run: ActionRun,
  gate: GateSettings,
  pipeline: GatedPipeline,
  source: Source,
): BypassEvent | undefined {
  const { status, updatedBy, at, actionExecutionId, pipelineExecutionId, stageName, actionName } =
    run;
  if (status !== "Succeeded" && status !== "Failed") return undefined;
  const isNobody = updatedBy === undefined || !somebody.test(updatedBy);
  if (status === "Failed" && isNobody) return undefined;
  const result = status === "Succeeded" ? "Approved" : "Rejected";
  const facts = source.actor ?? {};
  const isGlass = updatedBy !== undefined && isSessionOf(updatedBy, gate.breakGlass?.roleArn);
  if (!isGlass && updatedBy !== undefined) {
    if (mayDecide(updatedBy, { ...gate, isInSlack: isInSlack(gate) }, facts)) return undefined;
  }
  const told: Told = {
    operation: "PutApprovalResult",
    gates: [gate.action],
    ...{ stageName, actionName, pipelineExecutionId, time: at, reason: run.summary },
    actor: updatedBy === undefined ? source.actor : actorOf(updatedBy, facts),
    what: isGlass
      ? `${result} with the break-glass role of the gate ${gate.action}.`
      : `${result} by somebody whom the gate ${gate.action} does not let decide${unjudged(gate)}.`,
  };
  const glass = isGlass ? { reviewBy: reviewBy(gate, at ?? source.time ?? source.now) } : {};
  const kind = isGlass ? "BreakGlassUsed" : "DecidedOutside";
  const seen = actionExecutionId === undefined ? [gate.action, at, updatedBy] : [actionExecutionId];
  return said(kind, seen, pipeline, source, { ...told, ...glass });
}

function reviewBy({ breakGlass }: GateSettings, decided: string): string {
  const milliseconds = breakGlass!.reviewWithinMinutes * 60_000;
  return new Date(Date.parse(decided) + milliseconds).toISOString();
}

const unjudged = ({ native }: GateSettings): string =>
  native === undefined
    ? ": its record does not say who decides through IAM, so deploy the gate again"
    : "";

/** Whoever disabled it. */
export function disabledTransition(
  { stageName, by, at, reason }: Transition,
  pipeline: GatedPipeline,
  source: Source,
): BypassEvent {
  const actor = by === undefined ? source.actor : actorOf(by, factsOf(source, by));
  return said("TransitionDisabled", [pipeline.pipelineName, stageName, at], pipeline, source, {
    operation: "DisableStageTransition",
    gates: gatesOfStage(pipeline.gates, stageName),
    ...{ stageName, reason, time: at, actor },
    what: `The transition into stage ${stageName} was disabled: no execution passes.`,
  });
}

/** What CloudTrail tells of the caller, where it is the same one. */
const factsOf = ({ actor }: Source, arn: string) => (actor?.id === arn ? actor : {});

export function overridden(
  { stageName, condition, pipelineExecutionId, by, at }: OverriddenCondition,
  pipeline: GatedPipeline,
  source: Source,
): BypassEvent {
  const actor = source.actor ?? (by === undefined ? undefined : actorOf(by));
  const seen = [pipeline.pipelineName, stageName, condition, pipelineExecutionId];
  return said("ConditionOverridden", seen, pipeline, source, {
    operation: "OverrideStageCondition",
    gates: gatesOfStage(pipeline.gates, stageName),
    ...{ stageName, pipelineExecutionId, actor, time: source.time ?? at },
    what: `The condition ${condition} of stage ${stageName} was overridden.`,
  });
}

export function rolledBack(
  { pipelineExecutionId, rollback, at }: Partial<ExecutionLook>,
  stageName: string | undefined,
  pipeline: GatedPipeline,
  source: Source,
): BypassEvent {
  const { by, target = "an earlier one" } = rollback ?? {};
  const actor = source.actor ?? (by === undefined ? undefined : actorOf(by));
  const seen = [pipelineExecutionId ?? source.cloudTrailEventId ?? at];
  return said("StageRolledBack", seen, pipeline, source, {
    operation: "RollbackStage",
    gates: pipeline.gates.map(({ action }) => action),
    ...{ stageName, pipelineExecutionId, actor, time: source.time ?? at },
    what:
      `${stageName === undefined ? "A stage" : `Stage ${stageName}`} was rolled back to execution ${target}, ` +
      "which is deployed without being approved again.",
  });
}

/** Undefined where no gate of the pipeline waited in the execution. */
export function stopped(
  execution: ExecutionLook,
  runs: readonly ActionRun[],
  pipeline: GatedPipeline,
  source: Source,
): BypassEvent | undefined {
  const { pipelineExecutionId, at, stop } = execution;
  const waited = runs.filter(
    (run) =>
      run.pipelineExecutionId === pipelineExecutionId &&
      (run.status === "Abandoned" || run.status === "InProgress"),
  );
  const gates = pipeline.gates
    .map(({ action }) => action)
    .filter((action) =>
      waited.some((run) => action.endsWith(`/${run.stageName}/${run.actionName}`)),
    );
  if (gates.length === 0) return undefined;
  const { stageName, actionName } = namesOfAction(gates[0]);
  return said("ExecutionStopped", [pipelineExecutionId], pipeline, source, {
    operation: "StopPipelineExecution",
    gates,
    ...{ stageName, actionName, pipelineExecutionId, reason: stop?.reason },
    time: source.time ?? at,
    what: "An execution was stopped while it waited for a decision.",
  });
}

/**
 * What differs in the definition, or, without one, that the pipeline was deleted. Version and time of creation
 * tell the same difference of two changes apart.
 */
export function redefined(
  { gates, kind, code, what }: Finding,
  definition: Pick<Definition, "version" | "created"> | undefined,
  pipeline: GatedPipeline,
  source: Source,
): BypassEvent {
  const { stageName, actionName }: Partial<ReturnType<typeof namesOfAction>> =
    gates.length === 1 ? namesOfAction(gates[0]) : {};
  const operation = definition === undefined ? "DeletePipeline" : "UpdatePipeline";
  const seen = [pipeline.pipelineName, code, String(definition?.version), definition?.created];
  return said(kind, seen, pipeline, source, { operation, gates, stageName, actionName, what });
}

/** The pipeline was deleted; `which` tells two apart that bore its name. */
export function deleted(
  which: string | undefined,
  isThereAgain: boolean,
  pipeline: GatedPipeline,
  source: Source,
): BypassEvent {
  const gates = pipeline.gates.map(({ action }) => action);
  const again = isThereAgain ? " One of the same name is there again." : "";
  const what = `The pipeline was deleted, and its gates with it.${again}`;
  const code = `deleted ${which ?? source.cloudTrailEventId ?? source.time}`;
  return redefined({ gates, kind: "GateRemoved", code, what }, undefined, pipeline, source);
}

/** A role, policy or group that a gate rests on was changed; `subject` names it. */
export function rightsChanged(
  operation: string,
  subject: string,
  pipeline: GatedPipeline,
  source: Source,
): BypassEvent {
  const seen = [pipeline.pipelineName, subject, source.cloudTrailEventId ?? source.time];
  return said("GateRightsChanged", seen, pipeline, source, {
    operation,
    gates: pipeline.gates.map(({ action }) => action),
    what: `Who may decide may have changed: ${operation} of ${subject}.`,
  });
}

/** The pipeline was changed, and no gate of it lets the hub look how. */
export function redefinedUnread(
  operation: string,
  pipeline: GatedPipeline,
  source: Source,
): BypassEvent {
  const seen = [pipeline.pipelineName, operation, source.cloudTrailEventId ?? source.time];
  return said("GateWeakened", seen, pipeline, source, {
    operation,
    gates: pipeline.gates.map(({ action }) => action),
    what:
      "The pipeline was changed, and the hub may not read it: deploy its gates again, so that the next " +
      "change can be judged.",
  });
}
