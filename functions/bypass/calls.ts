/** A call that CloudTrail reports: what it did to the gates of one pipeline. */
import { actionKey, namesOfAction } from "../../contract/records";
import { assumed, isAssumed } from "../domain/bypass/assumed";
import type { BypassEvent } from "../domain/bypass/bypass-event";
import type { Call } from "../domain/bypass/call";
import type { GatedPipeline, Source } from "../domain/bypass/judge";
import * as judge from "../domain/bypass/judge";
import type { ActionRun } from "../domain/bypass/looks";
import { changedRight } from "../domain/bypass/rights";
import { type Found, isBypass, type LookPorts, redefinitions, sourceOf } from "./look";
import { lookAt, type PipelineView } from "./pipeline-view";

/** What a call is judged by: the pipeline with its gates, and where it is known from. */
interface Judged {
  readonly call: Call;
  readonly pipeline: GatedPipeline;
  readonly source: Source;
  /** Absent where no gate lets the hub look. */
  readonly view?: PipelineView;
}

export async function bypassesOfCall(
  call: Call,
  pipeline: GatedPipeline,
  ports: LookPorts,
): Promise<Found> {
  const source: Source = {
    ...sourceOf("cloudtrail", ports),
    actor: call.actor,
    time: call.time,
    cloudTrailEventId: call.eventId,
  };
  const view = lookAt(pipeline, ports);
  const judged = { call, pipeline, source, view };
  const isRedefined = ["UpdatePipeline", "DeletePipeline"].includes(call.operation);
  if (isRedefined) return redefined(judged, ports);
  return { bypasses: await found(judged), failures: view?.failures };
}

async function found(judged: Judged): Promise<BypassEvent[]> {
  const { call, pipeline, source } = judged;
  if (call.service === "iam") return rights(judged);
  if (call.service === "sts") return broken(judged);
  const stageName = call.asked("stageName");
  switch (call.operation) {
    case "PutApprovalResult":
      return decided(judged);
    case "StopPipelineExecution":
      return stopped(judged);
    case "DisableStageTransition":
      return disabled(judged);
    case "RollbackStage": {
      const rollback = { target: call.asked("targetPipelineExecutionId") };
      const pipelineExecutionId = call.answered("pipelineExecutionId");
      const execution = { pipelineExecutionId, rollback, at: call.time };
      return [judge.rolledBack(execution, stageName, pipeline, source)];
    }
    default: {
      const condition = conditions[String(call.asked("conditionType"))] ?? "unknown";
      // Without it no other look has the same id: it is said for itself.
      const pipelineExecutionId = call.asked("pipelineExecutionId") ?? call.eventId;
      const one = { stageName: stageName ?? "unknown", condition, pipelineExecutionId };
      return [judge.overridden(one, pipeline, source)];
    }
  }
}

/** CodePipeline API Reference, OverrideStageCondition: as GetPipelineState calls them. */
const conditions: Readonly<Record<string, string>> = {
  BEFORE_ENTRY: "beforeEntry",
  ON_SUCCESS: "onSuccess",
};

async function redefined(
  { call: { operation }, pipeline, source, view }: Judged,
  ports: LookPorts,
): Promise<Found> {
  if (view === undefined) {
    return { bypasses: [judge.redefinedUnread(operation, pipeline, source)] };
  }
  return redefinitions(pipeline, view, source, ports, operation === "DeletePipeline");
}

function rights({ call, pipeline: { pipelineName, gates }, source }: Judged): BypassEvent[] {
  const changed = gates.filter((gate) => changedRight(call, gate) !== undefined);
  if (changed.length === 0) return [];
  const subject = changedRight(call, changed[0])!;
  return [judge.rightsChanged(call.operation, subject, { pipelineName, gates: changed }, source)];
}

const broken = ({ call, pipeline, source }: Judged): BypassEvent[] =>
  pipeline.gates
    .filter((gate) => isAssumed(call, gate))
    .map((gate) => assumed(call, gate, pipeline, source));

/** Milliseconds between the time of a call and of what it did. */
const longestLag = 120_000;

const isNear = (one: string | undefined, other: string | undefined): boolean =>
  Math.abs(Date.parse(String(one)) - Date.parse(String(other))) <= longestLag;

/** CodePipeline's history says which run it was; where it does not, the call alone is judged. */
async function decided({ call, pipeline, source, view }: Judged): Promise<BypassEvent[]> {
  const { pipelineName, gates } = pipeline;
  const { actor, time } = call;
  const [stageName, actionName] = [call.asked("stageName"), call.asked("actionName")];
  // Of names that are cut nobody knows which gate it was.
  const concerned =
    stageName === undefined || actionName === undefined
      ? gates
      : gates.filter(({ action }) => action === actionKey(pipelineName, stageName, actionName));
  if (concerned.length === 0) return [];
  const since = new Date(Date.parse(time ?? source.now) - longestLag);
  const all = view === undefined ? [] : await view.runs({ since });
  const runsOf = (action: string): ActionRun[] =>
    all.filter(
      (run) =>
        action === actionKey(pipelineName, run.stageName, run.actionName) &&
        (actor === undefined || run.updatedBy === actor.id) &&
        isNear(run.at, time),
    );
  const isShown = concerned.some(({ action }) => runsOf(action).length > 0);
  return concerned
    .flatMap((gate) => {
      const runs = isShown ? runsOf(gate.action) : [unshown(call, gate.action)];
      return runs.map((run) => judge.decision(run, gate, pipeline, source));
    })
    .filter(isBypass);
}

/** The run as the call describes it. No other look has its id: it is said for itself. */
function unshown(call: Call, action: string): ActionRun {
  const { stageName, actionName } = namesOfAction(action);
  return {
    ...{ stageName, actionName },
    actionExecutionId: `${call.eventId ?? call.time} ${action}`,
    // Somebody who rejects has decided as well; of whom nobody knows a failed run would tell nothing.
    status: call.actor && call.asked("result", "status") === "Rejected" ? "Failed" : "Succeeded",
    updatedBy: call.actor?.id,
    summary: call.asked("result", "summary"),
    at: call.time,
  };
}

/** Where it is not told which execution it was, or nobody may look, it may be one that waited. */
async function stopped({ call, pipeline, source, view }: Judged): Promise<BypassEvent[]> {
  const { gates } = pipeline;
  const asked = call.asked("pipelineExecutionId");
  const id = asked ?? call.eventId ?? source.now;
  const runs =
    asked === undefined || view === undefined
      ? gates.map(({ action }) => ({
          ...unshown(call, action),
          ...{ pipelineExecutionId: id, status: "Abandoned" },
        }))
      : await view.runs({ pipelineExecutionId: asked });
  const stop = { reason: call.asked("reason") };
  const execution = { pipelineExecutionId: id, at: call.time, stop };
  return [judge.stopped(execution, runs, pipeline, source)].filter(isBypass);
}

/** The state says since when, as sweep sees it; where it is enabled again by now, the call alone tells. */
async function disabled({ call, pipeline, source, view }: Judged): Promise<BypassEvent[]> {
  const stageName = call.asked("stageName");
  const state = await view?.state();
  const shown = state?.disabled.filter(
    (one) => one.stageName === stageName && isNear(one.at, call.time),
  );
  const told = {
    stageName: stageName ?? "unknown",
    ...{ by: call.actor?.id, reason: call.asked("reason"), at: call.time },
  };
  return (shown?.length ? shown : [told]).map((one) =>
    judge.disabledTransition(one, pipeline, source),
  );
}
