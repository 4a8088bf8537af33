/** The end of an approval action, as EventBridge tells it. */
import * as v from "valibot";
import { actionEvents } from "../../contract/events";
import { type ActionKey, actionKey } from "../../contract/records";

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
  source: v.literal(actionEvents.source),
  "detail-type": v.literal(actionEvents.detailType),
  detail: v.object({
    pipeline: v.string(),
    stage: v.string(),
    action: v.string(),
    "execution-id": v.string(),
    "action-execution-id": v.optional(v.string()),
    state: v.picklist(actionEvents.endStates),
    type: v.object({ category: v.literal(actionEvents.category) }),
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
