/** Why a request is turned away by its form: the log's only hint, as the caller learns nothing. */
import * as assert from "node:assert/strict";
import type { LambdaFunctionURLEvent } from "aws-lambda";
import { longestBody, readRequest } from "../../../../functions/slack-callback/request";
import { now, urlEvent } from "../support/slack-requests";

type Change = Partial<Record<keyof LambdaFunctionURLEvent, unknown>>;
const good = urlEvent("payload=1");
const read = (change: Change) => readRequest({ ...good, ...change } as LambdaFunctionURLEvent, now);
const headers = (change: Record<string, string | undefined>) => ({
  headers: { ...good.headers, ...change },
});
const plain = (body: string): Change => ({ body, isBase64Encoded: false });
const [timestamp, signature] = ["x-slack-request-timestamp", "x-slack-signature"];

describe("readRequest", () => {
  const missing = "the signature or the timestamp is missing or repeated";
  const refusals: [string, Change, 400 | 401 | 405 | 413, string][] = [
    ["no HTTP request", { requestContext: {} }, 405, "not a POST request"],
    ["no context", { requestContext: undefined }, 405, "not a POST request"],
    ["no headers", { headers: undefined }, 401, missing],
    ["no timestamp", headers({ [timestamp]: undefined }), 401, missing],
    ["no signature", headers({ [signature]: undefined }), 401, missing],
    ["two signatures", headers({ "X-Slack-Signature": "v0=00" }), 401, missing],
    ["a short signature", headers({ [signature]: "v0=00" }), 401, "the signature is malformed"],
    [
      ...(["an old timestamp", headers({ [timestamp]: "1531420618" })] as const),
      ...([401, "the timestamp is malformed or not fresh"] as const),
    ],
    ["no body", { body: undefined }, 400, "the body is empty"],
    ["an empty body", plain(""), 400, "the body is empty"],
    ["other bytes", { body: Buffer.from([0xff, 0x80]).toString("base64") }, 400, "not UTF-8"],
    ["a long body", plain("x".repeat(longestBody + 5)), 413, "the body is too long"],
  ];
  for (const [what, change, status, reason] of refusals) {
    it(`${what}: ${status}, because ${reason}`, () => {
      const reading = read(change);
      assert.ok("refusal" in reading);
      assert.equal(reading.refusal.status, status);
      assert.ok(reading.refusal.reason.endsWith(reason), reading.refusal.reason);
    });
  }

  it("takes the longest body in either encoding, byte for byte", () => {
    const body = "ä".repeat(longestBody / 2);
    for (const change of [
      { body: Buffer.from(body).toString("base64"), isBase64Encoded: true },
      plain("x".repeat(longestBody)),
      plain("x".repeat(longestBody + 4)),
    ]) {
      const reading = read(change);
      assert.ok("request" in reading);
      const encoding = change.isBase64Encoded ? "base64" : "utf8";
      assert.equal(reading.request.body.toString(encoding), change.body);
    }
  });
});
