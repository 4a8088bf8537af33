/**
 * Standard Webhooks, symmetric signatures: HMAC-SHA256 of `ID.TIMESTAMP.BODY`, the body as its bytes are.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import * as v from "valibot";
import { isTimestamp } from "../domain/signed-time";

/** What is signed. */
export interface Message {
  readonly id: string;
  /** Seconds since 1970. */
  readonly timestamp: string;
  readonly body: Buffer;
}

/** "Signature scheme": from 192 to 512 bits. */
const bytes = { least: 24, most: 64 } as const;

const secretForm = /^whsec_([A-Za-z0-9+/]+={0,2})$/;

/** The key behind `whsec_...`; undefined where it is none. */
function keyOf(secret: string): Buffer | undefined {
  const encoded = secretForm.exec(secret)?.[1];
  if (encoded === undefined) return undefined;
  const key = Buffer.from(encoded, "base64");
  // Base64 that says something else than what is read of it was cut, or is of another kind.
  if (unpadded(key.toString("base64")) !== unpadded(encoded)) return undefined;
  return key.length < bytes.least || key.length > bytes.most ? undefined : key;
}

const unpadded = (base64: string): string => base64.replace(/=+$/, "");

const secret = v.pipe(
  v.string(),
  v.check((text) => keyOf(text) !== undefined, "is no secret of Standard Webhooks"),
);

/** What the secret of a webhook holds; the previous one counts as well, as long as it stands there. */
export const webhookCredentials = v.object({ secret, previousSecret: v.optional(secret) });

export type WebhookCredentials = v.InferOutput<typeof webhookCredentials>;

const keysOf = ({ secret: current, previousSecret }: WebhookCredentials): Buffer[] =>
  [current, previousSecret].flatMap((one) => (one === undefined ? [] : (keyOf(one) ?? [])));

/** With a full stop in it, a message could be read as another one: what is signed is joined by them. */
export const isMessageId = (text: string): boolean => /^[\w-]{1,100}$/.test(text);

/** So many secrets and versions no sender has; each is compared. */
const mostSignatures = 10;

const signatureForm = /^v1,[A-Za-z0-9+/]{43}=$/;

/** The signatures of version 1 in a header; undefined where it is no list of signatures. */
export function signaturesIn(header: string): string[] | undefined {
  const all = header.split(" ");
  const isList =
    all.length <= mostSignatures && all.every((one) => /^\w{1,8},[!-~]{1,200}$/.test(one));
  return isList ? all.filter((one) => signatureForm.test(one)) : undefined;
}

function signatureOf(key: Buffer, { id, timestamp, body }: Message): string {
  const hmac = createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body);
  return `v1,${hmac.digest("base64")}`;
}

/** What goes into `webhook-signature`: one signature for each secret that counts. */
export const sign = (message: Message, credentials: WebhookCredentials): string =>
  keysOf(credentials)
    .map((key) => signatureOf(key, message))
    .join(" ");

/** True where one of the secrets made one of the signatures. Compares all, in constant time. */
export function verify(
  message: Message & { readonly signature: string },
  credentials: WebhookCredentials,
): boolean {
  if (!isMessageId(message.id) || !isTimestamp(message.timestamp)) return false;
  const given = (signaturesIn(message.signature) ?? []).map((one) => Buffer.from(one));
  let verified = false;
  for (const key of keysOf(credentials)) {
    // As text, not as the bytes that it stands for: several texts stand for the same.
    const expected = Buffer.from(signatureOf(key, message));
    for (const one of given) verified = timingSafeEqual(expected, one) || verified;
  }
  return verified;
}
