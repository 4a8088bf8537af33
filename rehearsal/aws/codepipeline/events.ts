/** The events that CodePipeline puts on the default event bus, built from the engine's records. */
import { pipelineArn } from "../../../iam/arns";
import type { ActionRecord, ExecutionRecord, StageRun } from "./model";
import type { BusEvent } from "./types";

export interface EventPlace {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
}

/** What every event needs beside its subject. */
export interface EventContext {
  readonly place: EventPlace;
  readonly id: string;
  readonly at: Date;
}

export type PipelineEventState =
  | "STARTED"
  | "SUCCEEDED"
  | "FAILED"
  | "STOPPING"
  | "STOPPED"
  | "RESUMED"
  | "SUPERSEDED"
  | "CANCELED";
export type StageEventState = Exclude<PipelineEventState, "SUPERSEDED">;
export type ActionEventState = "STARTED" | "SUCCEEDED" | "FAILED" | "ABANDONED" | "CANCELED";

/** EventBridge times have no milliseconds; times inside `detail` have them. */
const toSeconds = (at: Date): string => at.toISOString().replace(/\.\d{3}Z$/, "Z");

/** Leaves out what is undefined, as JSON would. */
const present = (entries: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));

function event(
  level: "Pipeline" | "Stage" | "Action",
  pipelineName: string,
  detail: Record<string, unknown>,
  { place, id, at }: EventContext,
): BusEvent {
  return {
    version: "0",
    id,
    "detail-type": `CodePipeline ${level} Execution State Change`,
    source: "aws.codepipeline",
    account: place.accountId,
    time: toSeconds(at),
    region: place.region,
    resources: [pipelineArn(place, pipelineName)],
    detail: present(detail),
  };
}

export function pipelineEvent(
  execution: ExecutionRecord,
  state: PipelineEventState,
  context: EventContext,
): BusEvent {
  const name = execution.declaration.name!;
  const detail = {
    pipeline: name,
    "execution-id": execution.id,
    "start-time": execution.startTime.toISOString(),
    "execution-trigger":
      state === "STARTED"
        ? {
            "trigger-type": execution.trigger.triggerType,
            "trigger-detail": execution.trigger.triggerDetail,
          }
        : undefined,
    state,
    version: execution.version,
    "pipeline-execution-attempt": execution.attempt,
    "stop-execution-comments": state === "STOPPING" ? execution.stop?.reason : undefined,
  };
  return event("Pipeline", name, detail, context);
}

export function stageEvent(run: StageRun, state: StageEventState, context: EventContext): BusEvent {
  const { execution } = run;
  const name = execution.declaration.name!;
  const detail = {
    pipeline: name,
    "execution-id": execution.id,
    "start-time": execution.startTime.toISOString(),
    "stage-last-retry-attempt-time": run.retriedAt?.toISOString(),
    stage: run.stage.name,
    state,
    version: execution.version,
    "pipeline-execution-attempt": execution.attempt,
  };
  return event("Stage", name, detail, context);
}

export function actionEvent(
  execution: ExecutionRecord,
  record: ActionRecord,
  state: ActionEventState,
  context: EventContext,
): BusEvent {
  const name = execution.declaration.name!;
  const { owner, provider, category, version } = record.action.actionTypeId!;
  const result = executionResult(record);
  const ended = state === "SUCCEEDED" || state === "FAILED";
  const detail = {
    pipeline: name,
    "execution-id": execution.id,
    "start-time": record.startTime.toISOString(),
    stage: record.stageName,
    "execution-result": ended && Object.keys(result).length > 0 ? result : undefined,
    "input-artifacts": record.inputArtifacts.length > 0 ? record.inputArtifacts : undefined,
    "output-artifacts":
      state === "SUCCEEDED" && record.outputArtifacts.length > 0
        ? record.outputArtifacts
        : undefined,
    "action-execution-id": record.actionExecutionId,
    action: record.action.name,
    state,
    region: record.region,
    type: { owner, provider, category, version },
    version: execution.version,
    "pipeline-execution-attempt": execution.attempt,
  };
  return event("Action", name, detail, context);
}

/** An approval's event names neither the approver nor the token, which the record holds. */
function executionResult(record: ActionRecord): Record<string, unknown> {
  const isApproval = record.action.actionTypeId!.category === "Approval";
  const shown = isApproval
    ? { "external-execution-summary": record.summary }
    : {
        "external-execution-url": record.externalExecutionUrl,
        "external-execution-summary": record.error?.message ?? record.summary,
        "external-execution-id": record.externalExecutionId,
      };
  return present({ ...shown, "error-code": record.error?.code });
}
