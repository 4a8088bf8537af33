/** The events that tell of what bypasses a gate, on the account's default event bus. */
import { callEvents } from "../../../contract/cloudtrail-events";
import { actionEvents } from "../../../contract/codepipeline-events";

const { detailType, codepipeline, iam, sts } = callEvents;

/**
 * Calls that CloudTrail reports and that AWS did not refuse, and the ends of approval actions, which CodePipeline
 * itself tells within seconds. Of all roles that are taken on, those alone whose ARN has the path of the break-glass
 * roles. EventBridge User Guide, "Creating event patterns": `$or` may stand beside the rest; a pattern has at most
 * 4,096 characters; of a path, a wildcard takes every character as it is.
 */
export const bypassPattern = (breakGlassRolePath: string) => ({
  source: [codepipeline.source, iam.source, sts.source],
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
      "detail-type": [detailType],
      detail: {
        eventSource: [sts.eventSource],
        eventName: [...sts.operations],
        errorCode: [{ exists: false }],
        requestParameters: { roleArn: [{ wildcard: `*:role${breakGlassRolePath}*` }] },
      },
    },
    {
      "detail-type": [actionEvents.detailType],
      detail: { type: { category: [actionEvents.category] }, state: ["SUCCEEDED", "FAILED"] },
    },
  ],
});
