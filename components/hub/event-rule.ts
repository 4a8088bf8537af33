/** A rule that invokes a function of the hub; what is not taken is kept. */
import * as aws from "@pulumi/aws";
import { eventRetryPolicy } from "./model/approval-events";
import { createQueuePolicy } from "../monitoring/dead-letters";
import { childName } from "../naming/naming";
import type { HubContext } from "./function";
import type { FunctionName } from "./functions/registry";

export interface Rule extends Pick<
  aws.cloudwatch.EventRuleArgs,
  "description" | "eventPattern" | "scheduleExpression" | "eventBusName" | "state"
> {
  /** What the names of its resources end in. */
  readonly suffix: string;
}

export function createRule(
  hub: HubContext,
  { suffix, ...what }: Rule,
  target: { readonly name: FunctionName; readonly fn: aws.lambda.Function },
  queue: aws.sqs.Queue,
): void {
  const { name, spec, parent } = hub;
  const { child, physical, opts } = childName(name, suffix, "eventRule", parent);
  const rule = new aws.cloudwatch.EventRule(
    child,
    { name: physical, ...what, region: spec.region, tags: spec.tags },
    opts,
  );
  const queuePolicy = createQueuePolicy(
    hub,
    target.name,
    queue,
    rule.arn.apply((arnPattern) => ({ service: "events.amazonaws.com", arnPattern })),
  );
  const allowed = childName(name, `${suffix}-permission`, "permission", parent);
  const permission = new aws.lambda.Permission(
    allowed.child,
    {
      statementId: allowed.physical,
      action: "lambda:InvokeFunction",
      function: target.fn.name,
      principal: "events.amazonaws.com",
      sourceArn: rule.arn,
      region: spec.region,
    },
    allowed.opts,
  );
  const targeted = childName(name, `${suffix}-target`, "eventTarget", parent);
  new aws.cloudwatch.EventTarget(
    targeted.child,
    {
      targetId: targeted.physical,
      rule: rule.name,
      eventBusName: what.eventBusName,
      arn: target.fn.arn,
      retryPolicy: eventRetryPolicy,
      deadLetterConfig: { arn: queue.arn },
      region: spec.region,
    },
    { ...targeted.opts, dependsOn: [queuePolicy, permission] },
  );
}
