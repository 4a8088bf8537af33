/** The JSON that SNS wraps round a message for machines. */
import { unsubscribeUrl } from "./email-text";
import type { PendingDelivery } from "./pending-delivery";

/**
 * SNS's envelope. It carries no signature: the rehearsal has no AWS certificate to sign with, and a
 * made-up one would only look valid.
 */
export function envelope(pending: PendingDelivery): Record<string, unknown> {
  const { messageId, notification, publishedAt, subscription } = pending;
  return {
    Type: "Notification",
    MessageId: messageId,
    TopicArn: notification.topicArn,
    ...(notification.subject !== undefined && { Subject: notification.subject }),
    Message: notification.message,
    Timestamp: publishedAt.toISOString(),
    UnsubscribeURL: unsubscribeUrl(subscription),
    ...(notification.attributes !== undefined && { MessageAttributes: attributesOf(pending) }),
  };
}

/** SNS Developer Guide, "Amazon SNS message attributes": each with its type and its value. */
function attributesOf({ notification }: PendingDelivery): Record<string, object> {
  const all = Object.entries(notification.attributes ?? {});
  return Object.fromEntries(all.map(([name, Value]) => [name, { Type: "String", Value }]));
}

/** What an endpoint receives: the message as it is with raw delivery, else the envelope. */
export function body(pending: PendingDelivery): string {
  if (pending.subscription.rawMessageDelivery) return pending.notification.message;
  return JSON.stringify(envelope(pending), null, 2);
}

/** The event that a Lambda function subscribed to a topic is invoked with. */
export function lambdaEvent(pending: PendingDelivery): Record<string, unknown> {
  return {
    Records: [
      {
        EventSource: "aws:sns",
        EventVersion: "1.0",
        EventSubscriptionArn: pending.subscription.arn,
        Sns: {
          ...envelope(pending),
          Subject: pending.notification.subject ?? null,
          MessageAttributes: attributesOf(pending),
        },
      },
    ],
  };
}
