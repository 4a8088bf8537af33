/** The end of an approval action, as EventBridge tells it. */
import * as v from "valibot";
import { actionEvents } from "../../contract/codepipeline-events";
import { actionKey } from "../../contract/records";

const stateChange = v.object({
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

const schema = v.pipe(
  stateChange,
  v.transform(({ time, detail }) => {
    const { pipeline, stage, action, state, "execution-id": pipelineExecutionId } = detail;
    const { "action-execution-id": actionExecutionId } = detail;
    return {
      action: actionKey(pipeline, stage, action),
      pipelineName: pipeline,
      stageName: stage,
      actionName: action,
      pipelineExecutionId,
      state,
      /** Id of the run that ended; it names one request where the request has kept it. */
      ...(actionExecutionId === undefined ? {} : { actionExecutionId }),
      /** ISO 8601: when EventBridge was told of it. */
      ...(time === undefined ? {} : { at: time }),
    };
  }),
  v.readonly(),
);

export type ActionEnd = v.InferOutput<typeof schema>;

/** Undefined for every event that is not the end of an approval action. */
export function parseActionEvent(event: unknown): ActionEnd | undefined {
  const parsed = v.safeParse(schema, event);
  return parsed.success ? parsed.output : undefined;
}
