/**
 * Whether Slack signed a request. Slack API documentation, "Verifying requests from Slack": the
 * HMAC-SHA256 of `v0:TIMESTAMP:RAW BODY` under the app's signing secret, in lower-case hex.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { isTimestamp } from "../../domain/signed-time";

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
