/** Where an asynchronous event goes that failed for good. */
import { readArn } from "../../../iam/arns";
import type { Clock } from "../../clock";
import type { IamDirectory } from "../iam";
import type { Topics } from "../sns";
import type { Queues } from "../sqs";
import type { Outcome } from "./sandbox";
import type { Deployed } from "./runs";

export interface DestinationServices {
  readonly clock: Clock;
  readonly directory: Pick<IamDirectory, "decideRole">;
  readonly queues: Pick<Queues, "has" | "send">;
  readonly topics?: Pick<Topics, "publish">;
}

type Condition = "RetriesExhausted" | "EventAgeExceeded";

/** An event that is given up. */
export interface FailedEvent {
  readonly requestId: string;
  readonly event: unknown;
  readonly condition: Condition;
  readonly attempts: number;
  /** Absent where the code never ran. */
  readonly outcome?: Outcome;
}

/** The record that Lambda sends to an on-failure destination. */
function destinationRecord(
  functionArn: string,
  { requestId, event, condition, attempts, outcome }: FailedEvent,
  now: Date,
): Record<string, unknown> {
  return {
    version: "1.0",
    timestamp: now.toISOString(),
    requestContext: {
      requestId,
      functionArn: `${functionArn}:$LATEST`,
      condition,
      approximateInvokeCount: attempts,
    },
    requestPayload: event,
    ...(outcome?.error !== undefined && {
      responseContext: {
        statusCode: 200,
        executedVersion: "$LATEST",
        functionError: "Unhandled",
      },
      responsePayload: outcome.error,
    }),
  };
}

/** Sends what is given up to destination and dead letter queue; answers what was lost, and why. */
export async function sendToFailureDestination(
  { settings, invokeConfig }: Deployed,
  given: FailedEvent,
  services: DestinationServices,
): Promise<string[]> {
  const record = destinationRecord(settings.arn, given, services.clock.now());
  // A destination gets the record, a dead letter queue the event itself.
  const destinations = [
    [invokeConfig.onFailure, record],
    [settings.deadLetterTarget, given.event],
  ] as const;
  const named = destinations.filter(([target]) => target !== undefined);
  if (named.length === 0) {
    return [`An event of function ${settings.name} is lost: it has no on-failure destination.`];
  }
  const lost = await Promise.all(
    named.map(([target, body]) =>
      sendToDestination(settings.roleArn, target!, JSON.stringify(body), services),
    ),
  );
  return lost
    .filter((reason) => reason !== undefined)
    .map((reason) => `An event of function ${settings.name} is lost: ${reason}`);
}

/** Sends as the function's role; answers why that could not be. */
export async function sendToDestination(
  roleArn: string,
  target: string,
  body: string,
  { directory, queues, topics }: DestinationServices,
): Promise<string | undefined> {
  try {
    if (readArn(target).service === "sqs") {
      const { allowed, reason } = directory.decideRole(roleArn, "sqs:SendMessage", target);
      if (!allowed) return `${roleArn} may not sqs:SendMessage on ${target}: ${reason}`;
      if (!queues.has(target)) return `queue ${target} does not exist.`;
      queues.send(target, body);
      return undefined;
    }
    if (topics === undefined) return `this machine has nothing behind ${target}.`;
    await topics.publish({ topicArn: target, message: body }, { roleArn });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
