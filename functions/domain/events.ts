/** The end of an approval action, as EventBridge tells it. */
import * as v from "valibot";
import { actionKey } from "./notification";
import type { ActionKey } from "./types";

export interface ActionEnd {
  readonly action: ActionKey;
  readonly pipelineName: string;
  readonly stageName: string;
  readonly actionName: string;
  readonly pipelineExecutionId: string;
  /** Id of the run that ended; it names one request where the request has kept it. */
  readonly actionExecutionId?: string;
  readonly state: string;
  /** ISO 8601: when EventBridge was told of it. */
  readonly at?: string;
}

const schema = v.object({
  time: v.optional(v.string()),
  source: v.literal("aws.codepipeline"),
  "detail-type": v.literal("CodePipeline Action Execution State Change"),
  detail: v.object({
    pipeline: v.string(),
    stage: v.string(),
    action: v.string(),
    "execution-id": v.string(),
    "action-execution-id": v.optional(v.string()),
    state: v.picklist(["SUCCEEDED", "FAILED", "ABANDONED", "CANCELED"]),
    type: v.object({ category: v.literal("Approval") }),
  }),
});

/** Undefined for every event that is not the end of an approval action. */
export function parseActionEvent(event: unknown): ActionEnd | undefined {
  const parsed = v.safeParse(schema, event);
  if (!parsed.success) return undefined;
  const { time: at } = parsed.output;
  const { pipeline, stage, action, state, "execution-id": execution } = parsed.output.detail;
  const { "action-execution-id": actionExecutionId } = parsed.output.detail;
  return {
    action: actionKey(pipeline, stage, action),
    pipelineName: pipeline,
    stageName: stage,
    actionName: action,
    pipelineExecutionId: execution,
    state,
    ...(actionExecutionId === undefined ? {} : { actionExecutionId }),
    ...(at === undefined ? {} : { at }),
  };
}
