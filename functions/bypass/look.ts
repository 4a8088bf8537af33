/** Looks at a pipeline itself: who decided, what was overridden, rolled back, stopped, disabled or redefined. */
import { actionKey } from "../../contract/records";
import type { BypassEvent, Via } from "../domain/bypass/bypass-event";
import { compared } from "../domain/bypass/compared";
import { type Definition, isReplacement } from "../domain/bypass/definition";
import * as judge from "../domain/bypass/judge";
import type { GatedPipeline, Source } from "../domain/bypass/judge";
import type { ActionEnd } from "../domain/codepipeline-events";
import { TransientError, UnknownPipelineError } from "../domain/errors";
import type { BypassTable, Clock, Log, PipelineLooks } from "../domain/ports";
import { lookAt, type PipelineView } from "./pipeline-view";

export interface LookPorts {
  readonly looks: PipelineLooks;
  readonly bypasses: BypassTable;
  readonly log: Log;
  readonly clock: Clock;
}

/** What is to be said, and what is noted when all of it was. */
export interface Found {
  readonly bypasses: readonly BypassEvent[];
  /** What could not be read: the run fails for it when the rest was said. */
  readonly failures?: readonly Error[];
  readonly noted?: () => Promise<void>;
}

const nothing: Found = { bypasses: [] };

/** Milliseconds: a day in which sweep could not look is made up for. */
const lookBack = 26 * 3_600_000;

export const sourceOf = (via: Via, { clock }: Pick<LookPorts, "clock">): Source => ({
  via,
  now: clock.now().toISOString(),
});

function unwatched({ pipelineName }: GatedPipeline, { log }: LookPorts): Found {
  const remedy = "Deploy the pipeline's gates again, so that their roles let the hub look.";
  log.warn("pipeline_unwatched", { pipelineName, remedy });
  return nothing;
}

/** Everything that CodePipeline shows. */
export async function bypassesOfPipeline(
  pipeline: GatedPipeline,
  ports: LookPorts,
): Promise<Found> {
  const view = lookAt(pipeline, ports);
  if (view === undefined) return unwatched(pipeline, ports);
  const source = sourceOf("sweep", ports);
  const since = new Date(ports.clock.now().getTime() - lookBack);
  const { pipelineName, gates } = pipeline;
  const definition = await redefinitions(pipeline, view, source, ports);
  if (definition.isGone) return definition;
  const state = await view.state();
  const runs = await view.runs({ since });
  const executions = await view.executions(since);
  const found = [
    ...runs.map((run) => {
      const key = actionKey(pipelineName, run.stageName, run.actionName);
      const gate = gates.find(({ action }) => action === key);
      return gate && judge.decision(run, gate, pipeline, source);
    }),
    ...state.disabled.map((one) => judge.disabledTransition(one, pipeline, source)),
    ...state.overridden.map((one) => judge.overridden(one, pipeline, source)),
    ...executions
      .filter(({ rollback }) => rollback !== undefined)
      .map((one) =>
        judge.rolledBack(one, state.rollbacks[one.pipelineExecutionId], pipeline, source),
      ),
    ...executions
      .filter(({ stop }) => stop !== undefined)
      .map((one) => judge.stopped(one, runs, pipeline, source)),
  ];
  return { ...definition, bypasses: [...definition.bypasses, ...found.filter(isBypass)] };
}

export const isBypass = (one: BypassEvent | undefined): one is BypassEvent => one !== undefined;

/** What ends without anybody deciding is none. */
const decisive = ["SUCCEEDED", "FAILED"];

/** An approval action has ended, seconds ago: by whom, CodePipeline's history tells. */
export async function bypassesOfEnd(
  end: ActionEnd,
  pipeline: GatedPipeline,
  ports: LookPorts,
): Promise<Found> {
  const gate = pipeline.gates.find(({ action }) => action === end.action);
  if (gate === undefined || !decisive.includes(end.state)) return nothing;
  const view = lookAt(pipeline, ports);
  if (view === undefined) return unwatched(pipeline, ports);
  const { pipelineExecutionId, actionExecutionId, stageName, actionName } = end;
  const all = await view.runs({ pipelineExecutionId });
  const runs = all.filter(
    (run) =>
      run.stageName === stageName &&
      run.actionName === actionName &&
      (actionExecutionId === undefined || run.actionExecutionId === actionExecutionId),
  );
  if (runs.every(({ status }) => status === "InProgress")) {
    throw new TransientError("CodePipeline does not show the end of the action yet.");
  }
  const source = sourceOf("codepipeline", ports);
  return {
    bypasses: runs.map((run) => judge.decision(run, gate, pipeline, source)).filter(isBypass),
    failures: view.failures,
  };
}

/** The definition beside the gates' records, and beside what it was at the last look. */
export async function redefinitions(
  pipeline: GatedPipeline,
  view: PipelineView,
  source: Source,
  { bypasses }: Pick<LookPorts, "bypasses">,
  isDeletion = false,
): Promise<Found & { readonly isGone: boolean }> {
  const { pipelineName, gates } = pipeline;
  const { failures } = view;
  const kept = await bypasses.baseline(pipelineName);
  const before = kept?.baseline;
  const isTold = source.via === "cloudtrail";
  const definition = await view.definition().catch(unlessGone);
  if (definition === undefined) {
    // A gate may be there before its pipeline.
    if (before === undefined && !isTold) return { ...nothing, failures, isGone: true };
    const which = before && (before.definition.created ?? `${before.definition.version}`);
    return { bypasses: [judge.deleted(which, false, pipeline, source)], failures, isGone: true };
  }
  const { findings, next } = compared(before, definition, gates, isTold);
  const found = findings.map((one) => judge.redefined(one, definition, pipeline, source));
  // One of the same name is there again: what ran in between met no gate that anybody has seen.
  if (isDeletion || isReplacement(before, definition)) {
    const which = isOf(source, definition) ? definition.created : next.replaced;
    // Who changed the new one need not be who deleted the old.
    const deletion = isDeletion ? source : { via: source.via, now: source.now };
    found.push(judge.deleted(which, true, pipeline, deletion));
  }
  return {
    ...{ bypasses: found, failures, isGone: false },
    noted: () => bypasses.noteBaseline(pipelineName, next, kept?.revision),
  };
}

/** True where what is told happened to this pipeline, and not to one that bore its name before. */
const isOf = ({ time }: Source, { created }: Definition): boolean =>
  time !== undefined && created !== undefined && time >= created;

function unlessGone(error: unknown): undefined {
  if (!(error instanceof UnknownPipelineError)) throw error;
}
