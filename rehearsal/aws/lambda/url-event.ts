/** A request to a function URL as the function's event, payload format 2.0. */
import type { Place } from "../account/types";
import type { UrlRequest } from "./types";

/** Content types that reach the code as text; everything else is base64-encoded. */
const textual = /^(text\/.*|application\/(json|javascript|xml|[\w.-]+\+(json|xml)))$/;

const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

export interface UrlContext {
  readonly urlId: string;
  readonly place: Place;
  readonly requestId: string;
  readonly now: Date;
}

export function urlEvent(request: UrlRequest, context: UrlContext): Record<string, unknown> {
  const { urlId, place, requestId, now } = context;
  const { method, sourceIp = "127.0.0.1", body } = request;
  const [rawPath, ...rest] = request.path.split("?");
  const rawQueryString = rest.join("?");
  const domainName = `${urlId}.lambda-url.${place.region}.on.aws`;
  const headers = {
    ...joined(request.headers),
    host: domainName,
    "x-amzn-trace-id": `Root=1-${Math.floor(now.getTime() / 1000).toString(16)}-${requestId.replace(/-/g, "").slice(0, 24)}`,
    "x-forwarded-for": sourceIp,
    "x-forwarded-port": "443",
    "x-forwarded-proto": "https",
  } as Record<string, string>;
  const cookies = headers.cookie?.split("; ");
  const isBase64Encoded = body.length > 0 && !isText(headers);
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: rawPath === "" ? "/" : rawPath,
    rawQueryString,
    ...(cookies !== undefined && { cookies }),
    headers,
    ...(rawQueryString !== "" && { queryStringParameters: parameters(rawQueryString) }),
    requestContext: {
      accountId: "anonymous",
      apiId: urlId,
      domainName,
      domainPrefix: urlId,
      http: {
        method,
        path: rawPath === "" ? "/" : rawPath,
        protocol: "HTTP/1.1",
        sourceIp,
        userAgent: headers["user-agent"],
      },
      requestId,
      routeKey: "$default",
      stage: "$default",
      time: clfTime(now),
      timeEpoch: now.getTime(),
    },
    ...(body.length > 0 && { body: body.toString(isBase64Encoded ? "base64" : "utf8") }),
    isBase64Encoded,
  };
}

function joined(pairs: UrlRequest["headers"]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of pairs) {
    const key = name.toLowerCase();
    headers[key] = Object.hasOwn(headers, key) ? `${headers[key]},${value}` : value;
  }
  return headers;
}

function isText(headers: Record<string, string>): boolean {
  if (headers["content-encoding"] !== undefined) return false;
  const type = (headers["content-type"] ?? "").split(";")[0].trim().toLowerCase();
  return textual.test(type);
}

function parameters(query: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    values[name] = Object.hasOwn(values, name) ? `${values[name]},${value}` : value;
  }
  return values;
}

/** For example `22/Nov/2026:21:34:56 +0000`. */
function clfTime(now: Date): string {
  const [date, time] = now.toISOString().split("T");
  const [year, month, day] = date.split("-");
  return `${day}/${months[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`;
}
