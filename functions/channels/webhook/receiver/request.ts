/** What comes in at the public address, judged by its form alone: nothing here reads a secret or calls a service. */
import type { LambdaFunctionURLEvent } from "aws-lambda";
import { isMessageId, type Message, signaturesIn } from "../../../connectors/standard-webhooks";
import { freshTimestamp } from "../../../domain/signed-time";
import { bodyOf, type FormRefusal, header, isPost } from "../../../shared/url-event";

/** Standard Webhooks, "Payload size": smaller than 20 kB. */
export const longestBody = 20_000;

export type SignedMessage = Message & { readonly signature: string };

/** Whether the company's system sent it is still to be verified. */
export type Reading = { readonly request: SignedMessage } | { readonly refusal: FormRefusal };

export function readRequest(event: LambdaFunctionURLEvent, now: Date): Reading {
  const refuse = (status: FormRefusal["status"], reason: string): Reading => ({
    refusal: { status, reason },
  });
  if (!isPost(event)) return refuse(405, "not a POST request");
  const [id, timestamp, signature] = ["id", "timestamp", "signature"].map((name) =>
    header(event, `webhook-${name}`),
  );
  if (id === undefined || timestamp === undefined || signature === undefined) {
    return refuse(401, "the id, the timestamp or the signature is missing or repeated");
  }
  if (!isMessageId(id)) return refuse(401, "the id is malformed");
  if (!signaturesIn(signature)?.length) return refuse(401, "the signature is malformed");
  if (!freshTimestamp(timestamp, now))
    return refuse(401, "the timestamp is malformed or not fresh");
  const body = bodyOf(event, longestBody);
  return Buffer.isBuffer(body)
    ? { request: { id, timestamp, signature, body } }
    : { refusal: body };
}
