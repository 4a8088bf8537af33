/** Looks at a pipeline itself: who decided, what was overridden, rolled back, stopped, disabled or redefined. */
import { actionKey } from "../../contract/records";
import type { BypassEvent, Via } from "../domain/bypass/bypass-event";
import { compared } from "../domain/bypass/definition";
import * as judge from "../domain/bypass/judge";
import type { GatedPipeline, Source } from "../domain/bypass/judge";
import type { ActionEnd } from "../domain/codepipeline-events";
import { TransientError, UnknownPipelineError } from "../domain/errors";
import type { BypassTable, Clock, Log, PipelineLooks } from "../domain/ports";
import type { GateSettings } from "../domain/types";

export interface LookPorts {
  readonly looks: PipelineLooks;
  readonly bypasses: BypassTable;
  readonly log: Log;
  readonly clock: Clock;
}

/** What is to be said, and what is noted when all of it was. */
export interface Found {
  readonly bypasses: readonly BypassEvent[];
  readonly noted?: () => Promise<void>;
}

const nothing: Found = { bypasses: [] };

/** Milliseconds: a day in which sweep could not look is made up for. */
const lookBack = 26 * 3_600_000;

export const sourceOf = (via: Via, { clock }: Pick<LookPorts, "clock">): Source => ({
  via,
  now: clock.now().toISOString(),
});

/**
 * The gate whose role reads the pipeline. One that was deployed before the hub had bypassAlerts has a role
 * that does not let the function look; undefined where there is no other.
 */
export const reader = ({ gates }: GatedPipeline): GateSettings | undefined =>
  gates.find(({ native }) => native !== undefined);

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
  const settings = reader(pipeline);
  if (settings === undefined) return unwatched(pipeline, ports);
  const { looks, clock } = ports;
  const source = sourceOf("sweep", ports);
  const since = new Date(clock.now().getTime() - lookBack);
  const { pipelineName, gates } = pipeline;
  const definition = await redefinitions(pipeline, settings, source, ports);
  if (definition.isGone) return definition;
  const state = await looks.state(settings, pipelineName);
  const runs = await looks.runs(settings, pipelineName, { since });
  const executions = await looks.executions(settings, pipelineName, since);
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
  const settings = reader(pipeline);
  if (settings === undefined) return unwatched(pipeline, ports);
  const { pipelineExecutionId, actionExecutionId, stageName, actionName } = end;
  const all = await ports.looks.runs(settings, pipeline.pipelineName, { pipelineExecutionId });
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
  };
}

/** The definition beside the gates' records, and beside what it was at the last look. */
export async function redefinitions(
  pipeline: GatedPipeline,
  settings: GateSettings,
  source: Source,
  { looks, bypasses }: LookPorts,
): Promise<Found & { readonly isGone: boolean }> {
  const { pipelineName, gates } = pipeline;
  const kept = await bypasses.baseline(pipelineName);
  const before = kept?.baseline;
  const isTold = source.via === "cloudtrail";
  const definition = await looks.definition(settings, pipelineName).catch(unlessGone);
  if (definition === undefined) {
    // A gate may be there before its pipeline.
    if (before === undefined && !isTold) return { ...nothing, isGone: true };
    const gone = {
      gates: gates.map(({ action }) => action),
      kind: "GateRemoved" as const,
      code: `gone after version ${before?.definition.version}`,
      what: "The pipeline is gone, and its gates with it.",
    };
    return { bypasses: [judge.redefined(gone, undefined, pipeline, source)], isGone: true };
  }
  const { findings, next } = compared(before, definition, gates, isTold);
  return {
    bypasses: findings.map((one) => judge.redefined(one, definition.version, pipeline, source)),
    noted: () => bypasses.noteBaseline(pipelineName, next, kept?.revision),
    isGone: false,
  };
}

function unlessGone(error: unknown): undefined {
  if (!(error instanceof UnknownPipelineError)) throw error;
}
