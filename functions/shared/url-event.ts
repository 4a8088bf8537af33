/**
 * What comes in through a function URL. Whoever may invoke the function sends what they like, so no field of the event
 * is sure to have its type.
 */
import { isUtf8 } from "node:buffer";
import type { LambdaFunctionURLEvent } from "aws-lambda";

/** Why a request is turned away, for the log; the caller learns the status alone. */
export interface FormRefusal {
  readonly status: 400 | 401 | 405 | 413;
  readonly reason: string;
}

export const isPost = (event: LambdaFunctionURLEvent): boolean =>
  (event as LambdaFunctionURLEvent | null)?.requestContext?.http?.method === "POST";

/**
 * The one value of a header, whatever the case of its name. Lambda joins repeated headers with a
 * comma, which neither an id, a timestamp nor a signature of ours has behind its value.
 */
export function header(event: LambdaFunctionURLEvent, name: string): string | undefined {
  const values = Object.entries(event.headers ?? {})
    .filter(([key]) => key.toLowerCase() === name)
    .map(([, value]) => value);
  return values.length === 1 && typeof values[0] === "string" ? values[0] : undefined;
}

/** The body as its bytes are. It is text: other bytes could not be handed over as they were signed. */
export function bodyOf(event: LambdaFunctionURLEvent, longest: number): Buffer | FormRefusal {
  const body: unknown = event.body;
  if (typeof body !== "string") return { status: 400, reason: "the body is empty" };
  const isBase64Encoded = (event.isBase64Encoded as unknown) === true;
  // Base64 is a third longer than what it stands for.
  if (body.length > longest * (isBase64Encoded ? 4 / 3 : 1) + 4) {
    return { status: 413, reason: "the body is too long" };
  }
  const raw = Buffer.from(body, isBase64Encoded ? "base64" : "utf8");
  if (raw.length === 0) return { status: 400, reason: "the body is empty" };
  return isUtf8(raw) ? raw : { status: 400, reason: "the body is not UTF-8" };
}
