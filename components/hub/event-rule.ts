/** Rules that invoke a function; what is not taken is kept. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { oneOrMany } from "../approval/model/policies";
import { eventRetryPolicy } from "./model/approval-events";
import { createQueuePolicy } from "../monitoring/dead-letters";
import { childName } from "../naming/naming";
import type { FunctionContext } from "./function";

export interface Rule extends Pick<
  aws.cloudwatch.EventRuleArgs,
  "description" | "eventPattern" | "scheduleExpression" | "eventBusName" | "state"
> {
  /** What the names of its resources end in. */
  readonly suffix: string;
}

interface Target {
  /** What the names of the function's own resources begin with, behind the component's. */
  readonly name: string;
  readonly fn: aws.lambda.Function;
}

export function createRule(
  of: FunctionContext,
  rule: Rule,
  target: Target,
  queue: aws.sqs.Queue,
): void {
  createRules(of, [rule], target, queue);
}

/** All rules of a function: its queue has one policy, which names them all. */
export function createRules(
  of: FunctionContext,
  rules: readonly Rule[],
  target: Target,
  queue: aws.sqs.Queue,
): void {
  const { name, spec, parent } = of;
  const made = rules.map(({ suffix, ...what }) => {
    const { child, physical, opts } = childName(name, suffix, "eventRule", parent);
    const args = { name: physical, ...what, region: spec.region, tags: spec.tags };
    return { suffix, what, rule: new aws.cloudwatch.EventRule(child, args, opts) };
  });
  const queuePolicy = createQueuePolicy(
    of,
    target.name,
    queue,
    pulumi.all(made.map(({ rule }) => rule.arn)).apply((arns) => ({
      service: "events.amazonaws.com",
      arnPattern: oneOrMany(arns),
    })),
  );
  for (const { suffix, what, rule } of made) {
    aim(of, suffix, rule, what.eventBusName, target, queue, queuePolicy);
  }
}

/** The function is the target of the rule, which may invoke it. */
function aim(
  { name, spec, parent }: FunctionContext,
  suffix: string,
  rule: aws.cloudwatch.EventRule,
  eventBusName: Rule["eventBusName"],
  { fn }: Target,
  queue: aws.sqs.Queue,
  queuePolicy: aws.sqs.QueuePolicy,
): void {
  const allowed = childName(name, `${suffix}-permission`, "permission", parent);
  const permission = new aws.lambda.Permission(
    allowed.child,
    {
      statementId: allowed.physical,
      action: "lambda:InvokeFunction",
      function: fn.name,
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
      eventBusName,
      arn: fn.arn,
      retryPolicy: eventRetryPolicy,
      deadLetterConfig: { arn: queue.arn },
      region: spec.region,
    },
    { ...targeted.opts, dependsOn: [queuePolicy, permission] },
  );
}
