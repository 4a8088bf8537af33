/** The JSON Schema of the package. UPDATE_GOLDEN=1 writes it. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { toJsonSchema } from "@valibot/to-json-schema";
import * as fc from "fast-check";
import * as v from "valibot";
import {
  longestBody,
  webhookBody,
  type WebhookEvent,
  webhookEventSchema,
  webhookTypes,
} from "../../../../../functions/connectors/webhook/event";
import { eventTypes, type RequestEvent } from "../../../../../functions/domain/request-events";
import type { ApprovalRequest } from "../../../../../functions/domain/types";
import { ann, now, requestOf, token } from "../../domain/samples";

const root = path.join(__dirname, "../../../../..");
const decisionUrl = "https://abc.lambda-url.eu-west-1.on.aws/";

const eventOf = (change: Partial<RequestEvent> = {}): RequestEvent => ({
  ...{ id: "f00-1", sequence: 1, type: "Requested", time: now.toISOString() },
  ...change,
});

const read = (
  request: ApprovalRequest,
  event: RequestEvent,
  url: string | undefined = decisionUrl,
): WebhookEvent => JSON.parse(webhookBody(request, event, url)) as WebhookEvent;

describe("docs/webhook-event.schema.json", () => {
  const file = "docs/webhook-event.schema.json";

  it("is the schema of what a webhook is told", () => {
    const schema = { title: "Webhook event", ...toJsonSchema(webhookEventSchema) };
    if (process.env.UPDATE_GOLDEN === "1") {
      fs.writeFileSync(path.join(root, file), `${JSON.stringify(schema, null, 2)}\n`);
    }
    assert.deepEqual(JSON.parse(fs.readFileSync(path.join(root, file), "utf8")), schema);
  });

  it("is exported by the package", () => {
    const { exports } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
    assert.equal(exports["./webhook-event.schema.json"], `./${file}`);
  });
});

describe("What a webhook is told", () => {
  it("is what happened, to which request, and where a decision may be posted", () => {
    const revisions = [{ name: "Source", id: "abc", summary: "Mend it", url: "https://git/abc" }];
    const request = requestOf({ customData: "Version 2", revisions });
    const event = eventOf({ type: "Deciding", actor: ann, result: "Approved", reason: "Fine." });
    assert.deepEqual(read(request, event), {
      type: "approval.deciding",
      timestamp: "2026-11-22T21:00:00.000Z",
      data: {
        sequence: 1,
        request: {
          id: "af92523dcef0cef67fde8ddce63a947a",
          ...{ pipelineName: "orders", stageName: "production", actionName: "approve" },
          ...{ region: "eu-west-1", requestedAt: now.toISOString(), expires: request.expires },
          customData: "Version 2",
        },
        ...{ actor: ann, result: "Approved", reason: "Fine.", revisions, decisionUrl },
      },
    });
  });

  it("has a type with a full stop for each request event, and each is as the schema has it", () => {
    assert.deepEqual(Object.keys(webhookTypes), [...eventTypes]);
    for (const type of eventTypes) {
      const event = read(requestOf(), eventOf({ type }));
      assert.match(event.type, /^approval\.[a-z_]+$/);
      assert.deepEqual(v.parse(webhookEventSchema, event), event);
    }
  });

  it("says where to decide only while the request waits, and where there is such a place", () => {
    for (const status of ["DECIDED", "EXPIRED", "CANCELLED"] as const) {
      assert.equal(read(requestOf({ status }), eventOf()).data.decisionUrl, undefined);
    }
    const text = webhookBody(requestOf(), eventOf(), undefined);
    assert.ok(!text.includes("decisionUrl"));
  });

  it("has no token in it, wherever somebody wrote it", () => {
    const request = requestOf({
      customData: `Token ${token}`,
      externalEntityLink: `https://example.com/${token.toUpperCase()}`,
      approvalReviewLink: `https://console/${token}`,
      actionExecutionId: token,
      revisions: [{ name: token, id: token, summary: token, url: `https://git/${token}` }],
    });
    const actor = { channel: "slack", id: token, displayName: token };
    const body = webhookBody(request, eventOf({ reason: token, actor }), decisionUrl);
    assert.ok(!body.toLowerCase().includes(token));
    assert.ok(body.includes("(token)"));
  });

  it("is smaller than 20 kB, whatever people have written, and a revision's text goes first", () => {
    const long = (most: number) => fc.string({ unit: "binary", maxLength: most, size: "max" });
    const revision = fc.record({
      name: long(100),
      id: long(100),
      summary: long(2048),
      url: long(2048),
    });
    fc.assert(
      fc.property(
        fc.array(revision, { maxLength: 30, size: "max" }),
        ...[long(1000), long(512)],
        (revisions, customData, reason) => {
          const body = webhookBody(
            requestOf({ revisions, customData }),
            eventOf({ reason }),
            decisionUrl,
          );
          assert.ok(Buffer.byteLength(body) < longestBody, String(Buffer.byteLength(body)));
        },
      ),
      { numRuns: 50 },
    );
    const many = (count: number, summary: string, url: string) =>
      read(
        requestOf({ revisions: Array(count).fill({ name: "Source", id: "abc", summary, url }) }),
        eventOf(),
      ).data.revisions;
    assert.equal(many(30, "Mend it", "https://git/abc")?.length, 20);
    assert.equal(many(1, "x".repeat(300), "https://git/abc")?.[0].summary, `${"x".repeat(199)}…`);
    assert.deepEqual(many(2, "é", `https://git/${"x".repeat(10_000)}`), [
      { name: "Source", id: "abc" },
      { name: "Source", id: "abc" },
    ]);
    const wide = Array(2).fill({ name: "x".repeat(10_000), id: "abc" });
    assert.equal(read(requestOf({ revisions: wide }), eventOf()).data.revisions, undefined);
  });
});
