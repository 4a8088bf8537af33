/** What a function URL answers. */
import type { Outcome } from "./sandbox";
import type { UrlResponse } from "./types";

const json = { "content-type": "application/json" };

/** An answer of Lambda itself, the code not having been asked. */
export function lambdaAnswer(status: number, message: string, errorType?: string): UrlResponse {
  return {
    status,
    headers: { ...json, ...(errorType !== undefined && { "x-amzn-errortype": errorType }) },
    body: JSON.stringify({ Message: message }),
  };
}

export const badGateway: UrlResponse = {
  status: 502,
  headers: { "content-type": "text/plain" },
  body: "Internal Server Error",
};

/**
 * The answer that a function's result stands for: an object with `statusCode` says everything, and
 * anything else is the body of a 200.
 */
export function urlResponse(outcome: Pick<Outcome, "payload" | "error">): UrlResponse {
  const { payload, error } = outcome;
  if (error !== undefined) return badGateway;
  if (!isStructured(payload)) {
    const body = typeof payload === "string" ? payload : JSON.stringify(payload);
    return { status: 200, headers: json, body };
  }
  const { statusCode, headers = {}, body = "", isBase64Encoded = false } = payload;
  if (!Number.isInteger(statusCode) || statusCode < 100 || statusCode > 599) return badGateway;
  if (typeof body !== "string" || headers === null || typeof headers !== "object") {
    return badGateway;
  }
  return {
    status: statusCode,
    headers: { ...json, ...texts(headers) },
    body: isBase64Encoded === true ? Buffer.from(body, "base64").toString("utf8") : body,
  };
}

function isStructured(payload: unknown): payload is Record<string, any> {
  return payload !== null && typeof payload === "object" && "statusCode" in payload;
}

function texts(headers: object): Record<string, string> {
  const pairs = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
  return Object.fromEntries(pairs);
}
