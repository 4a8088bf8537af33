/** Why a request is turned away by its form: the log's only hint, as the caller learns nothing. */
import * as assert from "node:assert/strict";
import type { LambdaFunctionURLEvent } from "aws-lambda";
import {
  longestBody,
  readRequest,
} from "../../../../../../functions/channels/slack/receiver/request";
import { now, urlEvent } from "../../../support/slack-requests";

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

  const wrong: readonly unknown[] = [null, 7, true, "text", {}, [], { http: 7 }, [null]];

  for (const [field, status] of [
    ["body", 400],
    ["headers", 401],
    ["requestContext", 405],
  ] as const) {
    it(`turns away what has no proper ${field}: ${status}, and never throws`, () => {
      for (const value of wrong) {
        if (field === "body" && typeof value === "string") continue;
        for (const isBase64Encoded of [true, false, null, "false", 1]) {
          const reading = read({ [field]: value, isBase64Encoded });
          assert.equal("refusal" in reading && reading.refusal.status, status, String(value));
        }
      }
    });
  }

  it("turns away headers of another type", () => {
    for (const value of wrong) {
      if (typeof value === "string") continue;
      for (const name of [timestamp, signature]) {
        const reading = read({ headers: { ...good.headers, [name]: value } });
        assert.equal("refusal" in reading && reading.refusal.status, 401);
      }
    }
  });

  it("turns away what is no event at all", () => {
    for (const event of [...wrong, undefined]) {
      const reading = readRequest(event as LambdaFunctionURLEvent, now);
      assert.equal("refusal" in reading && reading.refusal.status, 405);
    }
  });

  it("takes a body for Base64 only where Lambda says so", () => {
    for (const isBase64Encoded of [undefined, null, "false", 1]) {
      const reading = read({ body: "payload=1", isBase64Encoded });
      assert.equal("request" in reading && reading.request.body.toString(), "payload=1");
    }
  });

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
