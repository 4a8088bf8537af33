import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { urlEvent } from "../../../../../rehearsal/aws/lambda/url-event";
import { badGateway, urlResponse } from "../../../../../rehearsal/aws/lambda/url-response";
import type { UrlRequest } from "../../../../../rehearsal/aws/lambda/types";
import { place } from "./support";

const now = new Date("2026-11-02T01:34:56.789Z");
const context = { urlId: "abc", place, requestId: "11111111-2222-4333-8444-555555555555", now };

function event(request: Partial<UrlRequest> = {}): any {
  const whole = { method: "POST", path: "/", headers: [], body: Buffer.alloc(0), ...request };
  return urlEvent(whole, context);
}

const typed = (type: string, body = "a=1"): Partial<UrlRequest> => ({
  headers: [["Content-Type", type]],
  body: Buffer.from(body),
});

describe("The event of a function URL", () => {
  it("has payload format 2.0", () => {
    const request = { path: "/slack/x?a=1&b=2&a=3", headers: [["User-Agent", "curl"]] as const };
    assert.deepEqual(event(request), {
      version: "2.0",
      routeKey: "$default",
      rawPath: "/slack/x",
      rawQueryString: "a=1&b=2&a=3",
      headers: {
        "user-agent": "curl",
        host: "abc.lambda-url.eu-west-1.on.aws",
        "x-amzn-trace-id": "Root=1-6ae7e8c0-111111112222433384445555",
        "x-forwarded-for": "127.0.0.1",
        "x-forwarded-port": "443",
        "x-forwarded-proto": "https",
      },
      queryStringParameters: { a: "1,3", b: "2" },
      requestContext: {
        accountId: "anonymous",
        apiId: "abc",
        domainName: "abc.lambda-url.eu-west-1.on.aws",
        domainPrefix: "abc",
        http: {
          method: "POST",
          path: "/slack/x",
          protocol: "HTTP/1.1",
          sourceIp: "127.0.0.1",
          userAgent: "curl",
        },
        requestId: context.requestId,
        routeKey: "$default",
        stage: "$default",
        time: "02/Nov/2026:01:34:56 +0000",
        timeEpoch: now.getTime(),
      },
      isBase64Encoded: false,
    });
  });

  it("has lower-case headers, repeated ones joined by a comma", () => {
    const { headers } = event({
      headers: [
        ["X-Slack-Signature", "v0=1"],
        ["x-slack-signature", "v0=2"],
        ["X-Forwarded-For", "6.6.6.6"],
      ],
      sourceIp: "203.0.113.7",
    });
    assert.equal(headers["x-slack-signature"], "v0=1,v0=2");
    assert.equal(headers["x-forwarded-for"], "203.0.113.7");
  });

  it("lists cookies", () => {
    assert.deepEqual(event({ headers: [["Cookie", "a=1; b=2"]] }).cookies, ["a=1", "b=2"]);
    assert.equal("cookies" in event(), false);
  });

  it("has a path where the request has none", () => {
    assert.equal(event({ path: "" }).rawPath, "/");
    assert.equal(event({ path: "?x=1" }).requestContext.http.path, "/");
  });

  for (const type of [
    "text/plain",
    "TEXT/HTML; charset=utf-8",
    "application/json",
    "application/javascript",
    "application/xml",
    "application/problem+json",
  ]) {
    it(`carries ${type} as text`, () => {
      const { body, isBase64Encoded } = event(typed(type, "ä"));
      assert.deepEqual([body, isBase64Encoded], ["ä", false]);
    });
  }

  for (const type of ["application/x-www-form-urlencoded", "application/octet-stream", ""]) {
    it(`carries ${type || "what has no type"} base64-encoded`, () => {
      const { body, isBase64Encoded } = event(typed(type));
      assert.deepEqual([body, isBase64Encoded], [Buffer.from("a=1").toString("base64"), true]);
    });
  }

  it("carries what is compressed base64-encoded", () => {
    const { headers = [], body } = typed("application/json");
    const zipped = event({ headers: [...headers, ["Content-Encoding", "gzip"]], body });
    assert.equal(zipped.isBase64Encoded, true);
  });

  it("loses no byte of a form", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), (bytes) => {
        const { body } = event({ body: Buffer.from(bytes) });
        assert.deepEqual(new Uint8Array(Buffer.from(body, "base64")), bytes);
      }),
    );
  });
});

describe("The answer of a function URL", () => {
  const json = { "content-type": "application/json" };

  it("is what an object with a status says", () => {
    const payload = {
      statusCode: 200,
      headers: { "Content-Type": "text/plain", "X-N": 1 },
      body: "ok",
    };
    assert.deepEqual(urlResponse({ payload }), {
      status: 200,
      headers: { "content-type": "text/plain", "x-n": "1" },
      body: "ok",
    });
    assert.deepEqual(urlResponse({ payload: { statusCode: 204 } }), {
      status: 204,
      headers: json,
      body: "",
    });
  });

  it("is decoded where the function says that it is encoded", () => {
    const body = Buffer.from("ä").toString("base64");
    const payload = { statusCode: 200, body, isBase64Encoded: true };
    assert.equal(urlResponse({ payload }).body, "ä");
  });

  for (const [payload, body] of [
    ["text", "text"],
    [{ a: 1 }, '{"a":1}'],
    [null, "null"],
    [7, "7"],
  ]) {
    it(`is 200 with ${body} for ${JSON.stringify(payload)}`, () => {
      assert.deepEqual(urlResponse({ payload }), { status: 200, headers: json, body });
    });
  }

  for (const payload of [
    { statusCode: "200" },
    { statusCode: 99 },
    { statusCode: 600 },
    { statusCode: 200.5 },
    { statusCode: 200, body: { a: 1 } },
    { statusCode: 200, headers: null },
    { statusCode: 200, headers: "x" },
  ]) {
    it(`is 502 for ${JSON.stringify(payload)}`, () => {
      assert.deepEqual(urlResponse({ payload }), badGateway);
    });
  }

  it("is 502 for an error", () => {
    assert.deepEqual(urlResponse({ error: { errorMessage: "x" } }), badGateway);
  });
});
