/** Standard Webhooks as a company's own system would write it: what it is sent it verifies, what it sends it signs. */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

export type Headers = Readonly<Record<string, string | undefined>>;

/** Seconds for which a call counts, before and after. */
const tolerance = 300;

export const newSecret = (): string => `whsec_${randomBytes(32).toString("base64")}`;

function digest(secret: string, id: string, timestamp: string, body: string): Buffer {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  return createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest();
}

/** Undefined where all is well, or what is wrong. */
export function problemOf(
  headers: Headers,
  body: string,
  secret: string,
  now: Date,
): string | undefined {
  const id = headers["webhook-id"] ?? "";
  const timestamp = headers["webhook-timestamp"] ?? "";
  const signatures = headers["webhook-signature"] ?? "";
  if (id === "" || timestamp === "" || signatures === "") return "a header is missing";
  if (!/^\d+$/.test(timestamp)) return "the timestamp is no number";
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > tolerance + 1) {
    return "the timestamp is not of now";
  }
  const expected = digest(secret, id, timestamp, body);
  const isOurs = signatures.split(" ").some((signature) => {
    const [version, text = ""] = signature.split(",");
    const given = Buffer.from(text, "base64");
    return version === "v1" && given.length === expected.length && timingSafeEqual(given, expected);
  });
  return isOurs ? undefined : "no signature is right";
}

/** Headers of a call of its own. */
export function signedHeaders(body: string, secret: string, now: Date): Record<string, string> {
  const id = `msg_${randomBytes(12).toString("hex")}`;
  const timestamp = String(Math.floor(now.getTime() / 1000));
  return {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${digest(secret, id, timestamp, body).toString("base64")}`,
  };
}
