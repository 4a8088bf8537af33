/** The way of a message for each SNS protocol. */
import { readArn } from "../../../iam/arns";
import * as path from "node:path";
import { lastPart, safeName } from "../account/file-names";
import { sendForService } from "../sqs";
import { body, envelope, lambdaEvent } from "./envelope";
import { https } from "./https";
import { email, emailJson } from "./email";
import {
  writeMessage,
  type Transport,
  type DeliveryDeps,
  type PendingDelivery,
} from "./pending-delivery";

/** SNS cuts a text message into parts, and refuses more than this many characters in all. */
const longestSms = 1600;

const service = "sns.amazonaws.com";

const sms: Transport = async (parcel, means) => {
  const { endpoint } = parcel.subscription;
  const text = `To: ${endpoint}\n\n${parcel.notification.message.slice(0, longestSms)}\n`;
  return writeMessage(path.join(means.folder, "sms"), parcel, "txt", text);
};

const sqs: Transport = async (parcel, means) =>
  toQueue(parcel.subscription.endpoint, body(parcel), parcel, means);

const lambda: Transport = async (parcel, means) => {
  const { endpoint, topicArn } = parcel.subscription;
  const functions = means.functions?.();
  if (functions?.has(endpoint)) {
    functions.invokeAsync(endpoint, lambdaEvent(parcel), { service, sourceArn: topicArn });
    return endpoint;
  }
  const folder = path.join(means.folder, "lambda", nameOf(parcel));
  return writeMessage(folder, parcel, "json", JSON.stringify(lambdaEvent(parcel), null, 2));
};

const firehose: Transport = async (parcel, means) => {
  const folder = path.join(means.folder, "firehose", nameOf(parcel));
  return writeMessage(folder, parcel, "json", `${body(parcel)}\n`);
};

const transports = new Map<string, Transport>([
  ["email", email],
  ["email-json", emailJson],
  ["http", https],
  ["https", https],
  ["sms", sms],
  ["sqs", sqs],
  ["lambda", lambda],
  ["firehose", firehose],
]);

/** Takes a parcel by its protocol's way. Rejects when the endpoint did not take it. */
export async function deliver(parcel: PendingDelivery, means: DeliveryDeps): Promise<string> {
  const carrier = transports.get(parcel.subscription.protocol);
  if (carrier === undefined) {
    throw new Error(
      `The rehearsal does not deliver to protocol "${parcel.subscription.protocol}". ` +
        `It knows ${[...transports.keys()].join(", ")}.`,
    );
  }
  return carrier(parcel, means);
}

/** Puts a message that could not be delivered into the queue of the subscription's redrive policy. */
export function redrive(
  parcel: PendingDelivery,
  means: DeliveryDeps,
  reason: string,
): string | undefined {
  const queue = deadLetterQueue(parcel.subscription.redrivePolicy);
  if (queue === undefined) return undefined;
  const text = JSON.stringify({ ...envelope(parcel), ErrorMessage: reason }, null, 2);
  return toQueue(queue, text, parcel, means);
}

/** Into the queue if it is one of the account's and lets SNS in, else into a file for people. */
function toQueue(
  queueArn: string,
  text: string,
  parcel: PendingDelivery,
  means: DeliveryDeps,
): string {
  const { queues, folder } = means;
  if (queues?.has(queueArn)) {
    const sourceArn = parcel.subscription.topicArn;
    return sendForService(queues, { queueArn, service, sourceArn, body: text });
  }
  const name = safeName(lastPart(queueArn));
  return writeMessage(path.join(folder, "queues", name), parcel, "json", text);
}

function deadLetterQueue(policy: string | undefined): string | undefined {
  if (policy === undefined) return undefined;
  const arn: unknown = JSON.parse(policy)?.deadLetterTargetArn;
  if (typeof arn !== "string" || readArn(arn).service !== "sqs") {
    throw new Error(`The redrive policy ${policy} names no SQS queue as deadLetterTargetArn.`);
  }
  return arn;
}

function nameOf(parcel: PendingDelivery): string {
  return safeName(lastPart(parcel.subscription.endpoint));
}
