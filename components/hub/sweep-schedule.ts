/** The rule that wakes sweep. */
import type * as aws from "@pulumi/aws";
import { sweepSchedule } from "../../contract/timing";
import { createRule } from "./event-rule";
import type { HubContext } from "./function";

export function createSweepSchedule(
  hub: HubContext,
  sweep: aws.lambda.Function,
  queue: aws.sqs.Queue,
): void {
  const rule = {
    suffix: "sweep-schedule",
    description: "Open approval requests are compared with CodePipeline.",
    scheduleExpression: sweepSchedule,
  };
  createRule(hub, rule, { name: "sweep", fn: sweep }, queue);
}
