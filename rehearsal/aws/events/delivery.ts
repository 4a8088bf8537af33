/** Where an event that matched a rule goes. */
import { readArn } from "../../../iam/arns";
import { busName, defaultBus } from "./buses";
import type { IamDirectory } from "../iam";
import type { Functions } from "../lambda";
import type { Topics } from "../sns";
import type { BusEvent, Engine } from "../codepipeline";
import { type Queues, sendForService } from "../sqs";
import type { RegisteredResource } from "../account/types";

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
  readonly functions: Pick<Functions, "has" | "invokeAsync">;
  readonly queues: Queues;
  readonly resources: readonly RegisteredResource[];
}

type Rule = { arn: string; roleArn?: string };

const service = "events.amazonaws.com";

/**
 * Delivers to pipelines, topics, and the functions and queues of this account; other targets are
 * recorded. What a target refuses goes to its dead letter queue, where it has one.
 */
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
  const target = settingsOf(services, targetArn, rule);
  const message: string = target?.input ?? JSON.stringify(event);
  try {
    const detail = await hand(services, targetArn, message, rule);
    return detail === undefined
      ? answer("Recorded", "This machine has nothing behind this target.")
      : answer("Delivered", detail === "" ? undefined : detail);
  } catch (error) {
    const kept = deadLetter(services, target?.deadLetterConfig?.arn, message, rule);
    return answer("Refused", `${(error as Error).message}${kept}`);
  }
}

/** Answers what there is to say of the delivery; undefined where there is no such target here. */
async function hand(
  services: DeliveryServices,
  targetArn: string,
  message: string,
  rule: Rule,
): Promise<string | undefined> {
  const { topics, functions, queues } = services;
  switch (readArn(targetArn).service ?? "") {
    case "codepipeline":
      return startPipeline(services, targetArn, rule);
    case "sns":
      await topics.publish({ topicArn: targetArn, message }, { service });
      return "";
    case "lambda":
      if (!functions.has(targetArn)) return undefined;
      functions.invokeAsync(targetArn, JSON.parse(message), { service, sourceArn: rule.arn });
      return "";
    case "sqs":
      if (!queues.has(targetArn)) return undefined;
      return toQueue(services, targetArn, message, rule);
    default:
      return undefined;
  }
}

function toQueue({ queues }: DeliveryServices, queueArn: string, body: string, rule: Rule) {
  return sendForService(queues, { queueArn, service, sourceArn: rule.arn, body });
}

function deadLetter(
  services: DeliveryServices,
  queueArn: string | undefined,
  message: string,
  rule: Rule,
): string {
  if (queueArn === undefined) return "";
  try {
    toQueue(services, queueArn, message, rule);
    return ` The event is in the dead letter queue ${queueArn}.`;
  } catch (error) {
    return ` Its dead letter queue did not take it either: ${(error as Error).message}`;
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
  return engine.start(readArn(target).resource ?? "", trigger);
}

/** What the program set on the target: a constant text in the event's place, for example. */
function settingsOf(
  { resources }: DeliveryServices,
  targetArn: string,
  rule: Rule,
): Record<string, any> | undefined {
  const [ruleName, bus = defaultBus] = rule.arn.split(":rule/").pop()!.split("/").toReversed();
  const target = resources.find(
    ({ type, inputs }) =>
      type === "aws:cloudwatch/eventTarget:EventTarget" &&
      inputs.rule === ruleName &&
      busName(inputs.eventBusName) === bus &&
      inputs.arn === targetArn,
  );
  return target?.inputs;
}
