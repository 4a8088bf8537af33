/** Bodies in chunks, with a checksum behind them, as SDKs send what they cannot read twice. */
import { ServiceError } from "../../errors";
import type { ApiRequest } from "../api/request";

export interface Payload {
  readonly content: Buffer;
  /** Headers of the request, and those that came behind the body. */
  readonly headers: Readonly<Record<string, string>>;
}

const trailing = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

/** S3 API Reference, "Authenticating Requests": what may stand there instead of a body's hash. */
export const unhashed = ["UNSIGNED-PAYLOAD", trailing];

function incomplete(): ServiceError {
  return new ServiceError(
    "IncompleteBody",
    "The request body terminated unexpectedly: it is no body of aws-chunked encoding.",
  );
}

function lineEnd(body: Buffer, from: number): number {
  const end = body.indexOf("\r\n", from);
  if (end < 0) throw incomplete();
  return end;
}

/** The chunks, and where what is behind them begins. */
function chunksOf(body: Buffer): [content: Buffer, end: number] {
  const chunks: Buffer[] = [];
  for (let at = 0; ;) {
    const end = lineEnd(body, at);
    const size = body.toString("latin1", at, end);
    // No extension: a signature of the chunk belongs to the signed form.
    if (!/^[0-9a-f]{1,8}$/i.test(size)) throw incomplete();
    const length = parseInt(size, 16);
    const start = end + 2;
    if (length === 0) return [Buffer.concat(chunks), start];
    if (body.toString("latin1", start + length, start + length + 2) !== "\r\n") throw incomplete();
    chunks.push(body.subarray(start, start + length));
    at = start + length + 2;
  }
}

function trailersOf(body: Buffer, from: number): Record<string, string> {
  const lines = body.toString("latin1", from).split("\r\n");
  const given = lines.filter((line) => line !== "");
  return Object.fromEntries(
    given.map((line) => {
      const at = line.indexOf(":");
      if (at < 1) throw incomplete();
      return [line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()];
    }),
  );
}

/** The content of a request, whatever way its body came. */
export function payloadOf({ headers, body }: ApiRequest): Payload {
  if (headers["x-amz-content-sha256"] !== trailing) return { content: body, headers };
  const [content, end] = chunksOf(body);
  const declared = headers["x-amz-decoded-content-length"];
  if (declared === undefined) {
    const message = "You must provide the x-amz-decoded-content-length HTTP header.";
    throw new ServiceError("MissingContentLength", message, 411);
  }
  if (String(content.length) !== declared) throw incomplete();
  const trailers = trailersOf(body, end);
  const announced = (headers["x-amz-trailer"] ?? "").toLowerCase().split(",").filter(Boolean);
  const names = Object.keys(trailers);
  if (announced.length !== names.length || !announced.every((name) => names.includes(name))) {
    throw new ServiceError(
      "MalformedTrailerError",
      "The request contained trailing data that was not well-formed or did not conform to our published schema.",
    );
  }
  return { content, headers: { ...headers, ...trailers } };
}
