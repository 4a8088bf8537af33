/**
 * What comes in through the Function URL, judged by its form alone. Nothing here reads a secret or
 * calls a service: whoever is no Slack gets no further.
 */
import type { LambdaFunctionURLEvent } from "aws-lambda";
import { freshTimestamp } from "../../../domain/signed-time";
import { bodyOf, type FormRefusal, header, isPost } from "../../../shared/url-event";
import type { SignedRequest } from "../authenticate";
import { isSignature } from "../signature";

/** Slack's interactions have a few kilobytes, and tens of them where a message is long. */
export const longestBody = 256 * 1024;

/** A request that has the form of one of Slack's; whether Slack sent it is still to be verified. */
export type Reading = { readonly request: SignedRequest } | { readonly refusal: FormRefusal };

/** Reads the raw body and the two headers, or says what is wrong with them. */
export function readRequest(event: LambdaFunctionURLEvent, now: Date): Reading {
  const refuse = (status: FormRefusal["status"], reason: string): Reading => ({
    refusal: { status, reason },
  });
  if (!isPost(event)) return refuse(405, "not a POST request");
  const timestamp = header(event, "x-slack-request-timestamp");
  const signature = header(event, "x-slack-signature");
  if (timestamp === undefined || signature === undefined) {
    return refuse(401, "the signature or the timestamp is missing or repeated");
  }
  if (!isSignature(signature)) return refuse(401, "the signature is malformed");
  if (!freshTimestamp(timestamp, now))
    return refuse(401, "the timestamp is malformed or not fresh");
  const body = bodyOf(event, longestBody);
  return Buffer.isBuffer(body) ? { request: { body, timestamp, signature } } : { refusal: body };
}
