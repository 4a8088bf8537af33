/** What SQS does with messages, and tells of queues. */
import { createHash } from "node:crypto";
import type * as sdk from "@aws-sdk/client-sqs";
import { ServiceError } from "../../errors";
import type { QueueDescription } from "./types";
import type { RequestContext } from "../api/types";

/** Bytes of a message (SQS quotas). */
const longestMessage = 1024 * 1024;

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}

function invalid(message: string): ServiceError {
  return new ServiceError("InvalidParameterValue", message);
}

function inRange(value: number, name: string, least: number, most: number): number {
  if (value >= least && value <= most) return value;
  throw invalid(
    `Value ${value} for parameter ${name} is invalid. Must be between ${least} and ${most}.`,
  );
}

export function send(input: sdk.SendMessageRequest, arn: string, { stores }: RequestContext) {
  const { MessageBody: body = "", MessageAttributes: attributes = {} } = input;
  if (Object.keys(attributes).length > 0) {
    throw invalid("The rehearsal's queues keep no MessageAttributes.");
  }
  const size = Buffer.byteLength(body);
  if (size === 0 || size > longestMessage) {
    throw invalid(
      `One or more parameters are invalid. Reason: Message must be 1 to ${longestMessage} bytes, got: ${size}.`,
    );
  }
  return { MessageId: stores.queues.send(arn, body), MD5OfMessageBody: md5(body) };
}

export function receive(
  input: sdk.ReceiveMessageRequest,
  arn: string,
  { stores, caller }: RequestContext,
) {
  const { MaxNumberOfMessages = 1, VisibilityTimeout } = input;
  const max = inRange(MaxNumberOfMessages, "MaxNumberOfMessages", 1, 10);
  const visibilitySeconds =
    VisibilityTimeout === undefined
      ? undefined
      : inRange(VisibilityTimeout, "VisibilityTimeout", 0, 43_200);
  const wanted = input.MessageSystemAttributeNames ?? input.AttributeNames ?? [];
  const received = stores.queues.receive(arn, { max, visibilitySeconds });
  const Messages = received.map(({ message, receiptHandle }) => ({
    MessageId: message.messageId,
    ReceiptHandle: receiptHandle,
    MD5OfBody: md5(message.body),
    Body: message.body,
    Attributes: chosen(wanted, {
      SenderId: caller.userId,
      SentTimestamp: String(message.sentAt.getTime()),
      ApproximateReceiveCount: String(message.receiveCount),
    }),
  }));
  // As SQS answers it: an empty queue has no list.
  return Messages.length > 0 ? { Messages } : {};
}

function chosen(wanted: readonly string[], all: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(all).filter(([name]) => wanted.includes("All") || wanted.includes(name)),
  );
}

export function remove(input: sdk.DeleteMessageRequest, arn: string, { stores }: RequestContext) {
  stores.queues.delete(arn, input.ReceiptHandle ?? "");
}

export function attributes(
  { AttributeNames = [] }: sdk.GetQueueAttributesRequest,
  arn: string,
  { stores }: RequestContext,
) {
  return { Attributes: chosen(AttributeNames, attributesOf(stores.queues.describe(arn))) };
}

function attributesOf(queue: QueueDescription): Record<string, string> {
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(queue.visible),
    ApproximateNumberOfMessagesNotVisible: String(queue.hidden),
    ApproximateNumberOfMessagesDelayed: "0",
    VisibilityTimeout: String(queue.visibilitySeconds),
    CreatedTimestamp: String(Math.floor(queue.createdAt.getTime() / 1000)),
    ...(queue.policy === undefined ? {} : { Policy: queue.policy }),
  };
}
