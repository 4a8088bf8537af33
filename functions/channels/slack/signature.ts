/**
 * Whether Slack signed a request. Slack API documentation, "Verifying requests from Slack": the
 * HMAC-SHA256 of `v0:TIMESTAMP:RAW BODY` under the app's signing secret, in lower-case hex.
 */
import { createHmac, timingSafeEqual } from "node:crypto";

/** Older or younger requests are refused: a recorded one must not work for ever. */
const toleranceSeconds = 300;

/** What Slack writes into X-Slack-Signature. */
export function signatureOf(secret: string, timestamp: string, body: Buffer): string {
  const hmac = createHmac("sha256", secret).update(`v0:${timestamp}:`).update(body);
  return `v0=${hmac.digest("hex")}`;
}

/** True where one of the secrets made the signature. Compares all, in constant time. */
export function verifySignature({
  body,
  timestamp,
  signature,
  secrets,
}: {
  readonly body: Buffer;
  readonly timestamp: string;
  readonly signature: string;
  readonly secrets: readonly string[];
}): boolean {
  if (!isTimestamp(timestamp) || !isSignature(signature)) return false;
  const given = Buffer.from(signature);
  let verified = false;
  for (const secret of secrets) {
    // An empty secret would let anybody sign.
    if (secret === "") continue;
    const expected = Buffer.from(signatureOf(secret, timestamp, body));
    verified = timingSafeEqual(expected, given) || verified;
  }
  return verified;
}

/** `v0=` and 64 hex digits: of one length with what it is compared to. */
export function isSignature(text: string): boolean {
  return /^v0=[0-9a-f]{64}$/.test(text);
}

/** Seconds since 1970 as a plain whole number, as Slack writes it. */
export function isTimestamp(text: string): boolean {
  return /^[1-9]\d{0,10}$/.test(text);
}

/** True for a timestamp at most five minutes from now, in either direction. */
export function freshTimestamp(text: string, now: Date): boolean {
  if (!isTimestamp(text)) return false;
  const away = Math.abs(Math.floor(now.getTime() / 1000) - Number(text));
  return away <= toleranceSeconds;
}
