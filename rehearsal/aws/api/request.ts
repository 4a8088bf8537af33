/** What reaches the endpoint over HTTP, and what is turned away before anybody looks inside. */
import type { IncomingMessage } from "node:http";
import { ServiceError } from "../../errors";

export interface ApiRequest {
  readonly method: string;
  /** Path and query string as sent. */
  readonly url: string;
  /** Names in lower case; a repeated header's values joined. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A name below localhost, as SDKs write a bucket's, is this machine's in every browser (RFC 6761). */
const local = /^(127\.0\.0\.1|([a-z0-9][a-z0-9.-]*\.)?localhost)(:\d{1,5})?$/i;

/** A little more than Lambda's longest payload; keeps a runaway client from filling memory. */
export const longestBody = 6 * 1024 * 1024 + 100 * 1024;

/**
 * A web page can make its own name point to 127.0.0.1 and so reach this endpoint from a browser
 * (DNS rebinding). Its requests carry the page's host, or an Origin.
 */
export function refuseForeign(headers: Readonly<Record<string, string>>): void {
  const { host = "", origin } = headers;
  if (!local.test(host)) {
    throw new ServiceError(
      "AccessDeniedException",
      `This endpoint answers to 127.0.0.1 and localhost only, not to the host "${host}".`,
      403,
    );
  }
  if (origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`) {
    throw new ServiceError(
      "AccessDeniedException",
      `This endpoint takes no request that a web page of "${origin}" makes.`,
      403,
    );
  }
}

export function headersOf(message: IncomingMessage): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) out[name] = Array.isArray(value) ? value.join(",") : value;
  }
  return out;
}

/** Reads the whole body, or refuses it as soon as it is too long. */
export function readBody(message: IncomingMessage, limit = longestBody): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    message.on("data", (chunk: Buffer) => {
      length += chunk.length;
      // What comes after the limit is read and dropped, so that the caller gets to our answer.
      if (length <= limit) chunks.push(chunk);
      else reject(tooLong(limit));
    });
    message.on("end", () => resolve(Buffer.concat(chunks)));
    message.on("error", reject);
  });
}

function tooLong(limit: number): ServiceError {
  return new ServiceError(
    "RequestEntityTooLargeException",
    `A request may be up to ${limit} bytes long.`,
    413,
  );
}
