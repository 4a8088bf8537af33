/** The rule that wakes the watcher when an approval has ended, wherever it was decided. */
import type * as aws from "@pulumi/aws";
import { createRule } from "./event-rule";
import type { HubContext } from "./function";
import { approvalEndedPattern } from "./model/approval-events";

export function createApprovalEndedRule(
  hub: HubContext,
  watcher: aws.lambda.Function,
  queue: aws.sqs.Queue,
): void {
  const rule = {
    suffix: "ended",
    description: "An approval of CodePipeline has ended.",
    eventPattern: JSON.stringify(approvalEndedPattern),
  };
  createRule(hub, rule, { name: "watcher", fn: watcher }, queue);
}
