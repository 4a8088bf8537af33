/** Which endpoints and dead letter queues of another account or Region SNS does not take. */
import { readArn } from "../../../iam/arns";
import { ServiceError } from "../../errors";
import { regionOf } from "../account/context";
import type { Place, Registration } from "../account/types";

const arnProtocols: Readonly<Record<string, string>> = {
  firehose: "Firehose",
  lambda: "Lambda",
  sqs: "SQS",
};

/**
 * An endpoint of another account has to confirm its subscription, which the provider waits for two
 * minutes (SNS API Reference, Subscribe). A dead letter queue is of the subscription's own account
 * and Region (SNS Developer Guide, dead-letter queues).
 */
export function needEndpointHere(registration: Registration, place: Place): void {
  const { protocol, endpoint, redrivePolicy, subscriptionRoleArn } = registration.inputs;
  const region = regionOf(registration, place);
  if (Object.hasOwn(arnProtocols, protocol)) {
    const { service, accountId } = readArn(String(endpoint));
    if (service !== protocol)
      throw wrong(`${arnProtocols[protocol]} endpoint ARN, got: ${endpoint}`);
    if (accountId !== place.accountId) {
      throw new ServiceError(
        "SubscriptionNotConfirmed",
        `waiting for SNS Topic Subscription confirmation: timeout while waiting for state to ` +
          `become 'false' (last state: 'true', timeout: 2m0s). ${endpoint} is of account ` +
          `${accountId}: its owner has to subscribe it, or to confirm the subscription.`,
      );
    }
  }
  if (protocol === "firehose" && !subscriptionRoleArn) {
    throw wrong("Attributes Reason: SubscriptionRoleArn is required for firehose");
  }
  const queue: unknown = deadLetterQueue(redrivePolicy);
  if (typeof queue !== "string") return;
  const { region: queueRegion, accountId: owner } = readArn(queue);
  if (owner === place.accountId && queueRegion === region) return;
  throw wrong(
    `RedrivePolicy: the dead letter queue must be in account ${place.accountId} and Region ` +
      `${region}, got: ${queue}`,
  );
}

function deadLetterQueue(policy: unknown): unknown {
  if (typeof policy !== "string") return (policy as Record<string, unknown>)?.deadLetterTargetArn;
  try {
    return JSON.parse(policy)?.deadLetterTargetArn;
  } catch {
    return undefined;
  }
}

function wrong(what: string): ServiceError {
  return new ServiceError("InvalidParameter", `Invalid parameter: ${what}`);
}
