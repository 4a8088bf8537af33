/** Where an event that matched a rule goes. */
import type { IamDirectory } from "../iam/types";
import type { Topics } from "../notify/topics";
import type { Engine } from "../pipeline/engine";
import type { BusEvent } from "../pipeline/types";
import type { RegisteredResource } from "./types";

/** An event that reached a target, or did not. */
export interface EventDelivery {
  readonly targetArn: string;
  readonly ruleArn: string;
  readonly event: BusEvent;
  readonly status: "Delivered" | "Refused" | "Recorded";
  readonly detail?: string;
}

export interface DeliveryServices {
  readonly engine: Pick<Engine, "start">;
  readonly directory: Pick<IamDirectory, "decideRole">;
  readonly topics: Pick<Topics, "publish">;
  readonly resources: readonly RegisteredResource[];
}

type Rule = { arn: string; roleArn?: string };

/** Delivers to pipelines and topics; other targets are recorded. */
export async function deliver(
  services: DeliveryServices,
  targetArn: string,
  event: BusEvent,
  rule: Rule,
): Promise<EventDelivery> {
  const answer = (status: EventDelivery["status"], detail?: string): EventDelivery => ({
    targetArn,
    ruleArn: rule.arn,
    event,
    status,
    ...(detail === undefined ? {} : { detail }),
  });
  try {
    switch (targetArn.split(":")[2]) {
      case "codepipeline":
        return answer("Delivered", startPipeline(services, targetArn, rule));
      case "sns":
        await services.topics.publish(
          { topicArn: targetArn, message: messageFor(services, targetArn, event, rule) },
          { service: "events.amazonaws.com" },
        );
        return answer("Delivered");
      default:
        return answer("Recorded", "This machine has nothing behind this target.");
    }
  } catch (error) {
    return answer("Refused", (error as Error).message);
  }
}

function startPipeline({ engine, directory }: DeliveryServices, target: string, rule: Rule) {
  if (rule.roleArn === undefined) {
    throw new Error("The target has no roleArn, so EventBridge may not start the pipeline.");
  }
  const action = "codepipeline:StartPipelineExecution";
  const { allowed, reason } = directory.decideRole(rule.roleArn, action, target);
  if (!allowed) throw new Error(`${rule.roleArn} may not ${action} on ${target}: ${reason}`);
  const trigger = { triggerType: "CloudWatchEvent", triggerDetail: rule.arn };
  return engine.start(target.split(":").pop()!, trigger);
}

/** The event, or the constant text that the target has in its place. */
function messageFor(
  { resources }: DeliveryServices,
  targetArn: string,
  event: BusEvent,
  rule: Rule,
): string {
  const ruleName = rule.arn.split("/").pop();
  const target = resources.find(
    ({ type, inputs }) =>
      type === "aws:cloudwatch/eventTarget:EventTarget" &&
      inputs.rule === ruleName &&
      inputs.arn === targetArn,
  );
  return target?.inputs.input ?? JSON.stringify(event);
}
