/** The rule that wakes the function when something may have gone round a gate. */
import type * as aws from "@pulumi/aws";
import { createRule } from "../hub/event-rule";
import type { HubContext } from "../hub/function";
import { bypassPattern } from "./model/bypass-pattern";

export function createBypassRule(
  hub: HubContext,
  bypass: aws.lambda.Function,
  queue: aws.sqs.Queue,
): void {
  const rule = {
    suffix: "bypassed",
    description: "Something that may go round an approval gate was done.",
    eventPattern: JSON.stringify(bypassPattern),
  };
  createRule(hub, rule, { name: "bypass", fn: bypass }, queue);
}
