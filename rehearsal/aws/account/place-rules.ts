/** What of another account or Region AWS does not take. */
import { readArn } from "../../../iam/arns";
import { ServiceError } from "../../errors";
import type { Place, Registration } from "./types";

/** Where each type is told its key, and the code of the service's refusal. */
const keyInputs: Readonly<Record<string, readonly [string, string]>> = {
  "aws:cloudwatch/eventBus:EventBus": ["kmsKeyIdentifier", "ValidationException"],
  "aws:cloudwatch/logGroup:LogGroup": ["kmsKeyId", "InvalidParameterException"],
  "aws:lambda/function:Function": ["kmsKeyArn", "InvalidParameterValueException"],
  "aws:secretsmanager/secret:Secret": ["kmsKeyId", "InvalidParameterException"],
  "aws:sns/topic:Topic": ["kmsMasterKeyId", "InvalidParameter"],
  "aws:sqs/queue:Queue": ["kmsMasterKeyId", "InvalidAttributeValue"],
  "aws:ssm/parameter:Parameter": ["keyId", "InvalidKeyId"],
};
const tableType = "aws:dynamodb/table:Table";

/** The Region that a resource names itself, or the provider's. */
function regionOf({ inputs }: Registration, place: Place): string {
  return inputs.region ?? place.region;
}

/** Services ask KMS in their own Region, where a key of another one is not found (KMS guide). */
export function needKeyHere(registration: Registration, place: Place): void {
  const { type, inputs } = registration;
  const [key, code] =
    type === tableType
      ? [inputs.serverSideEncryption?.kmsKeyArn, "ValidationException"]
      : [inputs[keyInputs[type]?.[0]], keyInputs[type]?.[1]];
  if (typeof key !== "string" || !key.startsWith("arn:")) return;
  const { region: keyRegion } = readArn(key);
  const region = regionOf(registration, place);
  if (keyRegion === region) return;
  throw new ServiceError(
    code,
    `The key must be in the Region of what it encrypts, ${region}, got one of ${keyRegion}: ${key}`,
  );
}

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

/** Lambda's calls reach functions of their own Region, and of other accounts those that let them. */
export function needFunctionHere(registration: Registration, arn: string, place: Place): void {
  const { region, accountId } = readArn(arn);
  const here = regionOf(registration, place);
  if (region !== here) {
    throw new ServiceError(
      "ResourceNotFoundException",
      `Functions from '${region}' are not reachable in this region ('${here}')`,
      404,
    );
  }
  if (accountId === place.accountId) return;
  throw new ServiceError(
    "AccessDeniedException",
    `Not authorized to perform: lambda:AddPermission on resource: ${arn} because no ` +
      "resource-based policy allows the lambda:AddPermission action",
    403,
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
