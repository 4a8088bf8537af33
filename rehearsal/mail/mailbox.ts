/** E-mail as RFC 5322 text, in files that any mail program opens. */
import MailComposer from "nodemailer/lib/mail-composer";

export interface Mail {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  readonly subject: string;
  readonly date: Date;
  /** With its angle brackets. */
  readonly messageId: string;
  readonly text: string;
}

/** Folder of the mailbox in a run's folder. */
export const mailboxFolder = "mailbox";

/** The text of a mail. Rejects what is no address. */
export async function composeMail({ to, ...mail }: Mail): Promise<string> {
  if (!/^[^\s@<>,]+@[^\s@<>,]+$/.test(to)) throw new Error(`"${to}" is not an e-mail address.`);
  const message = new MailComposer({ ...mail, to: { name: "", address: to } });
  return (await message.compile().build()).toString();
}
