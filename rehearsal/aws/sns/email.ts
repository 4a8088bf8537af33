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

const sender = { name: "AWS Notifications", address: "no-reply@sns.amazonaws.com" };

/** SNS's `email`: readable text. */
export const email: Transport = (parcel, means) =>
  mail(parcel, means, emailText(parcel.notification, parcel.subscription));

/** SNS's `email-json`: the envelope as text. */
export const emailJson: Transport = (parcel, means) =>
  mail(parcel, means, `${JSON.stringify(envelope(parcel), null, 2)}\n`);

async function mail(parcel: PendingDelivery, means: DeliveryDeps, text: string): Promise<string> {
  const { notification, subscription, messageId } = parcel;
  const { region } = readArn(subscription.topicArn);
  const message = await composeMail({
    from: sender,
    to: subscription.endpoint,
    subject: notification.subject ?? "AWS Notification Message",
    date: means.clock.now(),
    messageId: `<${messageId}-${parcel.serial}@${region}.amazonses.com>`,
    text,
  });
  return writeMessage(path.join(means.folder, mailboxFolder), parcel, "eml", message);
}
