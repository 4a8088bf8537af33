/** The rule that wakes the watcher when an approval has ended, wherever it was decided. */
import * as aws from "@pulumi/aws";
import { approvalEndedPattern, eventRetryPolicy } from "./model/approval-events";
import { createQueuePolicy } from "../monitoring/dead-letters";
import { childName } from "../naming/naming";
import type { HubContext } from "./function";

export function createApprovalEndedRule(
  hub: HubContext,
  watcher: aws.lambda.Function,
  queue: aws.sqs.Queue,
): void {
  const { name, spec, parent } = hub;
  const { child, physical, opts } = childName(hub.name, "ended", "eventRule", parent);
  const rule = new aws.cloudwatch.EventRule(
    child,
    {
      name: physical,
      description: "An approval of CodePipeline has ended.",
      eventPattern: JSON.stringify(approvalEndedPattern),
      region: spec.region,
      tags: spec.tags,
    },
    opts,
  );
  const queuePolicy = createQueuePolicy(
    hub,
    "watcher",
    queue,
    rule.arn.apply((arnPattern) => ({ service: "events.amazonaws.com", arnPattern })),
  );
  const allowed = childName(name, "ended-permission", "permission", parent);
  const permission = new aws.lambda.Permission(
    allowed.child,
    {
      statementId: allowed.physical,
      action: "lambda:InvokeFunction",
      function: watcher.name,
      principal: "events.amazonaws.com",
      sourceArn: rule.arn,
      region: spec.region,
    },
    allowed.opts,
  );
  const target = childName(name, "ended-target", "eventTarget", parent);
  new aws.cloudwatch.EventTarget(
    target.child,
    {
      targetId: target.physical,
      rule: rule.name,
      arn: watcher.arn,
      retryPolicy: eventRetryPolicy,
      deadLetterConfig: { arn: queue.arn },
      region: spec.region,
    },
    { ...target.opts, dependsOn: [queuePolicy, permission] },
  );
}
