/** The rule by which the function `automatic` hears of each request that begins. */
import type * as aws from "@pulumi/aws";
import { createRule } from "./event-rule";
import type { HubContext } from "./function";
import { requestBegunPattern } from "./model/approval-events";

export function decideWhatBegins(
  hub: HubContext,
  eventBus: aws.cloudwatch.EventBus,
  automatic: aws.lambda.Function,
  queue: aws.sqs.Queue,
): void {
  const rule = {
    suffix: "automatic",
    description: "An approval request has begun: where its gate says how, it is decided.",
    eventBusName: eventBus.name,
    eventPattern: JSON.stringify(requestBegunPattern),
  };
  createRule(hub, rule, { name: "automatic", fn: automatic }, queue);
}
