/**
 * What comes in through the Function URL, judged by its form alone. Nothing here reads a secret or
 * calls a service: whoever is no Slack gets no further.
 */
import { isUtf8 } from "node:buffer";
import type { LambdaFunctionURLEvent } from "aws-lambda";
import type { SignedRequest } from "../authenticate";
import { freshTimestamp } from "../../../domain/signed-time";
import { isSignature } from "../signature";

/** Why a request is turned away, for the log; the caller learns the status alone. */
interface Refusal {
  readonly status: 400 | 401 | 405 | 413;
  readonly reason: string;
}

/** Slack's interactions have a few kilobytes, and tens of them where a message is long. */
export const longestBody = 256 * 1024;

/** A request that has the form of one of Slack's; whether Slack sent it is still to be verified. */
export type Reading = { readonly request: SignedRequest } | { readonly refusal: Refusal };

/**
 * Reads the raw body and the two headers, or says what is wrong with them. Whoever may invoke the
 * function sends what they like, so no field of the event is sure to have its type.
 */
export function readRequest(event: LambdaFunctionURLEvent, now: Date): Reading {
  const refuse = (status: Refusal["status"], reason: string): Reading => ({
    refusal: { status, reason },
  });
  if ((event as LambdaFunctionURLEvent | null)?.requestContext?.http?.method !== "POST")
    return refuse(405, "not a POST request");
  const timestamp = header(event, "x-slack-request-timestamp");
  const signature = header(event, "x-slack-signature");
  if (timestamp === undefined || signature === undefined) {
    return refuse(401, "the signature or the timestamp is missing or repeated");
  }
  if (!isSignature(signature)) return refuse(401, "the signature is malformed");
  if (!freshTimestamp(timestamp, now))
    return refuse(401, "the timestamp is malformed or not fresh");
  const body: unknown = event.body;
  if (typeof body !== "string") return refuse(400, "the body is empty");
  const isBase64Encoded = (event.isBase64Encoded as unknown) === true;
  // Base64 is a third longer than what it stands for.
  if (body.length > longestBody * (isBase64Encoded ? 4 / 3 : 1) + 4) {
    return refuse(413, "the body is too long");
  }
  const raw = Buffer.from(body, isBase64Encoded ? "base64" : "utf8");
  if (raw.length === 0) return refuse(400, "the body is empty");
  // A form is text. Other bytes could not be handed over as they were signed.
  if (!isUtf8(raw)) return refuse(400, "the body is not UTF-8");
  return { request: { body: raw, timestamp, signature } };
}

/**
 * The one value of a header, whatever the case of its name. Lambda joins repeated headers with a
 * comma, which neither a signature nor a timestamp may hold.
 */
function header(event: LambdaFunctionURLEvent, name: string): string | undefined {
  const values = Object.entries(event.headers ?? {})
    .filter(([key]) => key.toLowerCase() === name)
    .map(([, value]) => value);
  return values.length === 1 && typeof values[0] === "string" ? values[0] : undefined;
}
