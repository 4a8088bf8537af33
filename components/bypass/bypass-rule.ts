/** The rule that wakes the function when something may have bypassed a gate. */
import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { createRule } from "../hub/event-rule";
import type { HubContext } from "../hub/function";
import { bypassPattern } from "./model/bypass-pattern";

export function createBypassRule(
  hub: HubContext,
  bypass: aws.lambda.Function,
  queue: aws.sqs.Queue,
  breakGlassRolePath: pulumi.Output<string>,
): void {
  const rule = {
    suffix: "bypassed",
    description: "Something that may bypass an approval gate was done.",
    eventPattern: breakGlassRolePath.apply((path) => JSON.stringify(bypassPattern(path))),
    // CloudTrail calls AssumeRole a call that only reads, which a rule takes when it says so.
    state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
  };
  createRule(hub, rule, { name: "bypass", fn: bypass }, queue);
}
