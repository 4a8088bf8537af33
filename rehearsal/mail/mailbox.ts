/** E-mail into a folder of RFC 5322 files that any mail program opens. */
import { readArn } from "../../iam/arns";
import * as path from "node:path";
import MailComposer from "nodemailer/lib/mail-composer";
import { emailText } from "../aws/sns/email-text";
import { envelope } from "../aws/sns/envelope";
import {
  writeMessage,
  type Transport,
  type DeliveryDeps,
  type PendingDelivery,
} from "../aws/sns/pending-delivery";

const sender = { name: "AWS Notifications", address: "no-reply@sns.amazonaws.com" };

/** SNS's `email`: readable text. */
export const email: Transport = (parcel, means) =>
  mail(parcel, means, emailText(parcel.notification, parcel.subscription));

/** SNS's `email-json`: the envelope as text. */
export const emailJson: Transport = (parcel, means) =>
  mail(parcel, means, `${JSON.stringify(envelope(parcel), null, 2)}\n`);

async function mail(parcel: PendingDelivery, means: DeliveryDeps, text: string): Promise<string> {
  const { notification, subscription, messageId } = parcel;
  if (!/^[^\s@<>,]+@[^\s@<>,]+$/.test(subscription.endpoint)) {
    throw new Error(`"${subscription.endpoint}" is not an e-mail address.`);
  }
  const { region } = readArn(subscription.topicArn);
  const message = await new MailComposer({
    from: sender,
    to: { name: "", address: subscription.endpoint },
    subject: notification.subject ?? "AWS Notification Message",
    date: means.clock.now(),
    messageId: `<${messageId}-${parcel.serial}@${region}.amazonses.com>`,
    text,
  })
    .compile()
    .build();
  return writeMessage(path.join(means.folder, "mailbox"), parcel, "eml", message.toString());
}
