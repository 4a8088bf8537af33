/** Who is told of an alarm's change: topics and functions. */
import { readArn } from "../../../../iam/arns";
import type { Place } from "../../account/types";
import type { Functions } from "../../lambda";
import type { Topics } from "../../sns";
import { functionEvent, notificationOf } from "./messages";
import type { Change } from "./types";

export interface ActionServices {
  readonly topics: Pick<Topics, "publish">;
  readonly functions: Pick<Functions, "invokeAsync">;
}

/** Tells each action of the new state; answers what was lost. CloudWatch does not try again. */
export async function tell(
  change: Change,
  services: ActionServices,
  place: Place,
): Promise<string[]> {
  const { settings, state } = change.alarm;
  if (!settings.actionsEnabled) return [];
  const lost: string[] = [];
  for (const action of settings.actions[state.value]) {
    try {
      await one(action, change, services, place);
    } catch (error) {
      const { message } = error as Error;
      lost.push(
        `The alarm ${settings.name} could not tell ${action} of ${state.value}: ${message}`,
      );
    }
  }
  return lost;
}

async function one(
  action: string,
  change: Change,
  { topics, functions }: ActionServices,
  place: Place,
): Promise<void> {
  const { arn } = change.alarm.settings;
  const { service } = readArn(action);
  if (service === "sns") {
    const notification = { topicArn: action, ...notificationOf(change, place) };
    await topics.publish(notification, { service: "cloudwatch.amazonaws.com", sourceArn: arn });
  } else if (service === "lambda") {
    // User Guide, "Lambda alarm actions": the principal of the function's own permission.
    const invoker = { service: "lambda.alarms.cloudwatch.amazonaws.com", sourceArn: arn };
    functions.invokeAsync(action, functionEvent(change, place), invoker);
  } else {
    throw new Error(`Nothing here carries out actions of ${service}.`);
  }
}
