/** The events that tell of what goes round a gate, on the account's default event bus. */
import { callEvents } from "../../../contract/cloudtrail-events";
import { actionEvents } from "../../../contract/codepipeline-events";

const { detailType, codepipeline, iam } = callEvents;

/**
 * Calls that CloudTrail reports and that AWS did not refuse, and the ends of approval actions, which CodePipeline
 * itself tells within seconds. EventBridge User Guide, "Creating event patterns": `$or` may stand
 * beside the rest; a pattern has at most 4,096 characters.
 */
export const bypassPattern = {
  source: [codepipeline.source, iam.source],
  $or: [
    {
      "detail-type": [detailType],
      detail: {
        eventSource: [codepipeline.eventSource, iam.eventSource],
        eventName: [...codepipeline.operations, ...iam.operations],
        errorCode: [{ exists: false }],
      },
    },
    {
      "detail-type": [actionEvents.detailType],
      detail: { type: { category: [actionEvents.category] }, state: ["SUCCEEDED", "FAILED"] },
    },
  ],
};
