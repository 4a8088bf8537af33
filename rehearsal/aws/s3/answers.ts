/** Answers of S3: XML documents, headers, and errors in its form. */
import type { ServiceError } from "../../errors";
import { members } from "../api/query-xml";
import type { Answer } from "../api/types";

const contentType = "application/xml";

const namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

type Headers = Readonly<Record<string, string | undefined>>;

export function headersOf(headers: Headers): Record<string, string> {
  const given = Object.entries(headers).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Record<string, string>;
}

export function document(name: string, value: object): Answer {
  const body = `${declaration}<${name} xmlns="${namespace}">${members(value)}</${name}>`;
  return { status: 200, contentType, body };
}

export function empty(status: number, headers: Headers = {}): Answer {
  return { status, contentType, headers: headersOf(headers), body: "" };
}

/** What an error carries beside code and message. */
interface ErrorDetails {
  readonly elements?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export function errorAnswer({ code, message, status, details }: ServiceError, requestId: string) {
  const { elements, headers } = (details ?? {}) as ErrorDetails;
  const value = { Code: code, Message: message, ...elements, RequestId: requestId, HostId: "" };
  // An answer that the caller's own copy stands for has no body.
  const body = status === 304 ? "" : `${declaration}<Error>${members(value)}</Error>`;
  return { status, contentType, headers: { "x-amz-request-id": requestId, ...headers }, body };
}
