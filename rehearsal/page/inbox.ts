/** E-mails as a mail program shows them. */
import { readFile } from "node:fs/promises";
import * as path from "node:path";
import PostalMime, { type Address } from "postal-mime";
import type { Delivery } from "../aws/sns";
import type { EmailView } from "./types";

/** Characters of an e-mail's text; SNS's own limit for a message is 256 KB. */
const longestText = 20_000;

/** The file of an e-mail that arrived; undefined for any other delivery. */
export function emailFile({ subscription, status, where }: Delivery): string | undefined {
  const isEmail = subscription.protocol === "email" || subscription.protocol === "email-json";
  return isEmail && status === "Delivered" ? where : undefined;
}

/** Reads an e-mail from the run's mailbox. */
export async function readEmail(file: string): Promise<EmailView> {
  const {
    from,
    to,
    subject = "",
    date = "",
    text = "",
  } = await PostalMime.parse(await readFile(file));
  return {
    id: path.basename(file, ".eml"),
    from: from === undefined ? "" : addressText(from),
    to: (to ?? []).map(addressText).join(", "),
    subject,
    date,
    text: text.slice(0, longestText).trimEnd(),
  };
}

function addressText({ name, address }: Address): string {
  return name === "" ? (address ?? "") : `${name} <${address}>`;
}
