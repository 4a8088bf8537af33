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

const sms: Transport = async (pending, deps) => {
  const { endpoint } = pending.subscription;
  const text = `To: ${endpoint}\n\n${pending.notification.message.slice(0, longestSms)}\n`;
  return writeMessage(path.join(deps.folder, "sms"), pending, "txt", text);
};

const sqs: Transport = async (pending, deps) =>
  toQueue(pending.subscription.endpoint, body(pending), pending, deps);

const lambda: Transport = async (pending, deps) => {
  const { endpoint, topicArn } = pending.subscription;
  const functions = deps.functions?.();
  if (functions?.has(endpoint)) {
    functions.invokeAsync(endpoint, lambdaEvent(pending), { service, sourceArn: topicArn });
    return endpoint;
  }
  const folder = path.join(deps.folder, "lambda", nameOf(pending));
  return writeMessage(folder, pending, "json", JSON.stringify(lambdaEvent(pending), null, 2));
};

const firehose: Transport = async (pending, deps) => {
  const folder = path.join(deps.folder, "firehose", nameOf(pending));
  return writeMessage(folder, pending, "json", `${body(pending)}\n`);
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

/** Delivers it by its protocol's way. Rejects when the endpoint did not take it. */
export async function deliver(pending: PendingDelivery, deps: DeliveryDeps): Promise<string> {
  const transport = transports.get(pending.subscription.protocol);
  if (transport === undefined) {
    throw new Error(
      `The rehearsal does not deliver to protocol "${pending.subscription.protocol}". ` +
        `It knows ${[...transports.keys()].join(", ")}.`,
    );
  }
  return transport(pending, deps);
}

/** Puts a message that could not be delivered into the queue of the subscription's redrive policy. */
export function redrive(
  pending: PendingDelivery,
  deps: DeliveryDeps,
  reason: string,
): string | undefined {
  const queue = deadLetterQueue(pending.subscription.redrivePolicy);
  if (queue === undefined) return undefined;
  const text = JSON.stringify({ ...envelope(pending), ErrorMessage: reason }, null, 2);
  return toQueue(queue, text, pending, deps);
}

/** Into the queue if it is one of the account's and lets SNS in, else into a file for people. */
function toQueue(
  queueArn: string,
  text: string,
  pending: PendingDelivery,
  deps: DeliveryDeps,
): string {
  const { queues, folder } = deps;
  if (queues?.has(queueArn)) {
    const sourceArn = pending.subscription.topicArn;
    return sendForService(queues, { queueArn, service, sourceArn, body: text });
  }
  const name = safeName(lastPart(queueArn));
  return writeMessage(path.join(folder, "queues", name), pending, "json", text);
}

function deadLetterQueue(policy: string | undefined): string | undefined {
  if (policy === undefined) return undefined;
  const arn: unknown = JSON.parse(policy)?.deadLetterTargetArn;
  if (typeof arn !== "string" || readArn(arn).service !== "sqs") {
    throw new Error(`The redrive policy ${policy} names no SQS queue as deadLetterTargetArn.`);
  }
  return arn;
}

function nameOf(pending: PendingDelivery): string {
  return safeName(lastPart(pending.subscription.endpoint));
}
