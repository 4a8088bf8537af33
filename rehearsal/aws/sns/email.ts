/** E-mail, which SNS sends to addresses that are subscribed. */
import * as path from "node:path";
import { readArn } from "../../../iam/arns";
import { composeMail, mailboxFolder } from "../../mail/mailbox";
import { emailText } from "./email-text";
import { envelope } from "./envelope";
import {
  type DeliveryDeps,
  type PendingDelivery,
  type Transport,
  writeMessage,
} from "./pending-delivery";

/** SNS Developer Guide, "Creating an Amazon SNS topic": an e-mail is from the topic's display name. */
const sender = { name: "AWS Notifications", address: "no-reply@sns.amazonaws.com" };

/** SNS's `email`: readable text. */
export const email: Transport = (pending, deps) =>
  mail(pending, deps, emailText(pending.notification, pending.subscription));

/** SNS's `email-json`: the envelope as text. */
export const emailJson: Transport = (pending, deps) =>
  mail(pending, deps, `${JSON.stringify(envelope(pending), null, 2)}\n`);

async function mail(pending: PendingDelivery, deps: DeliveryDeps, text: string): Promise<string> {
  const { notification, subscription, messageId, displayName } = pending;
  const { region } = readArn(subscription.topicArn);
  const message = await composeMail({
    from: { ...sender, ...(displayName ? { name: displayName } : {}) },
    to: subscription.endpoint,
    subject: notification.subject ?? "AWS Notification Message",
    date: deps.clock.now(),
    messageId: `<${messageId}-${pending.serial}@${region}.amazonses.com>`,
    text,
  });
  return writeMessage(path.join(deps.folder, mailboxFolder), pending, "eml", message);
}
