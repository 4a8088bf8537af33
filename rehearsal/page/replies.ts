/** What every answer of the page's server carries, and the answers themselves. */
import type { ServerResponse } from "node:http";
import type { PageFile } from "./files";
import type { Refusal } from "./guard";

/**
 * The page loads its own files and speaks with its own server, and nothing else: whatever text of
 * others it should ever show as markup would still run nothing and reach nobody.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

export const commonHeaders: Readonly<Record<string, string>> = {
  "content-security-policy": policy,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};

function reply(
  response: ServerResponse,
  status: number,
  content: { contentType: string; content: string | Buffer },
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = Buffer.from(content.content);
  response.writeHead(status, {
    ...commonHeaders,
    ...headers,
    "content-type": content.contentType,
    "content-length": body.length,
  });
  response.end(body);
}

export function sendFile(response: ServerResponse, file: PageFile): void {
  reply(response, 200, file);
}

export function sendJson(response: ServerResponse, json: string): void {
  reply(response, 200, { contentType: "application/json; charset=utf-8", content: json });
}

/** Plain text, so that nothing of a request is ever shown as markup. */
export function refuse(
  response: ServerResponse,
  { status, text }: Refusal,
  headers: Readonly<Record<string, string>> = {},
): void {
  const content = `${text}\n`;
  // What is left of the request is not read: the connection ends with the answer.
  const ending = { connection: "close", ...headers };
  reply(response, status, { contentType: "text/plain; charset=utf-8", content }, ending);
}
