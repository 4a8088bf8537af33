import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import * as v from "valibot";
import { publishedEvent, publishedEventSchema } from "../../../../functions/domain/published-event";
import {
  eventTypes,
  type RequestEvent,
  requestEventSchema,
  newEvents,
  requestId,
} from "../../../../functions/domain/request-events";
import { parseRequest } from "../../../../functions/domain/request-schema";
import { reconcile } from "../../../../functions/domain/reconcile";
import {
  identified,
  newRequest,
  recordDecision,
  recordExecution,
  startDecision,
  versionUnread,
} from "../../../../functions/domain/transitions";
import type { ApprovalRequest } from "../../../../functions/domain/types";
import {
  ann,
  bob,
  commandOf,
  deciderRoleArn,
  expires,
  later,
  now,
  requestOf,
  token,
} from "./samples";

const notification = {
  ...{ action: "orders/production/approve", token, pipelineName: "orders" },
  ...{ stageName: "production", actionName: "approve", region: "eu-west-1", expires },
};
const run = { pipelineExecutionId: "e1", actionExecutionId: "r1" };
const typesOf = ({ history = [] }: ApprovalRequest) => history.map(({ type }) => type);
const begun = (request: ApprovalRequest, change = {}, at = now): ApprovalRequest => {
  const begins = startDecision(request, commandOf(change), at);
  assert.ok("next" in begins);
  return begins.next;
};
const lastOf = ({ history = [] }: ApprovalRequest) => history.at(-1)!;

describe("The history of a request", () => {
  it("says who began to decide, what, why, and how it ended", () => {
    const request = newRequest(notification, now, 30, run);
    const decided = recordDecision(begun(request, { reason: "Tests passed" }), later(1));
    const actor = { channel: "slack", id: "U0ANN", displayName: "Ann" };
    const what = { actor, result: "Approved", reason: "Tests passed" };
    const id = requestId(request);
    assert.deepEqual(decided.history, [
      { id: `${id}-1`, sequence: 1, type: "Requested", time: now.toISOString() },
      { id: `${id}-2`, sequence: 2, type: "Deciding", time: now.toISOString(), ...what },
      { id: `${id}-3`, sequence: 3, type: "Decided", time: later(1).toISOString(), ...what },
    ]);
  });

  it("names no other request by the same id, and the same one by the same", () => {
    const ids = [requestOf(), requestOf({ token: "other" }), requestOf({ action: "a/b/c" })];
    assert.equal(new Set(ids.map(requestId)).size, 3);
    assert.equal(requestId(requestOf()), requestId(requestOf({ version: 7 })));
    assert.match(requestId(requestOf()), /^[0-9a-f]{32}$/);
  });

  it("begins when CodePipeline has confirmed the request, not before", () => {
    const request = newRequest(notification, now, 30, undefined);
    assert.equal(request.history, undefined);
    const seen = identified(request, run)!;
    assert.deepEqual(typesOf(seen), ["Requested"]);
    assert.equal(lastOf(seen).time, request.requestedAt);
    const shown = recordExecution(request, { ...run, revisions: [] });
    assert.deepEqual(typesOf(shown), ["Requested"]);
  });

  it("does not grow where nothing happened to the request", () => {
    const request = newRequest(notification, now, 30, {});
    const known = identified(request, run)!;
    const shown = recordExecution(versionUnread(known)!, { ...run, revisions: [] });
    assert.deepEqual(shown.history, request.history);
  });

  it("has one event for a command, however often it is resumed, and one for who takes over", () => {
    const first = begun(newRequest(notification, now, 30, run));
    const again = begun(first, {}, later(60));
    assert.deepEqual(again.history, first.history);
    const taken = begun(again, { id: "command-2", person: bob }, later(120));
    assert.deepEqual(typesOf(taken), ["Requested", "Deciding", "Deciding"]);
    assert.equal(lastOf(taken).actor?.id, "U0BOB");
  });

  it("names who decided elsewhere by their ARN, and what CodePipeline has as the reason", () => {
    const updatedBy = "arn:aws:sts::111122223333:assumed-role/Admin/carla";
    const seen = { status: "Failed", updatedBy, summary: "No tests" } as const;
    const ended = reconcile(requestOf(), { ...seen, lastChange: later(5).toISOString() }, now, "")!;
    const { id: _id, ...event } = lastOf(ended);
    assert.deepEqual(event, {
      ...{ sequence: 2, type: "Decided", time: later(5).toISOString() },
      actor: { channel: "codepipeline", id: updatedBy, displayName: "Admin/carla" },
      ...{ result: "Rejected", reason: "No tests" },
    });
  });

  it("says that nobody decided in time, and why an execution waits no more", () => {
    const expired = reconcile(requestOf(), { status: "Failed", lastChange: expires }, now, "")!;
    const { id: _id, ...event } = lastOf(expired);
    assert.deepEqual(event, { sequence: 2, type: "Expired", time: expires });
    const executionStatus = "Superseded";
    const gone = reconcile(requestOf(), { status: "Abandoned", executionStatus }, now, "")!;
    const { type, reason, actor } = lastOf(gone);
    assert.deepEqual([type, reason, actor], ["Cancelled", "Superseded", undefined]);
  });

  it("begins with Requested in a request that an earlier version kept", () => {
    const old = parseRequest(structuredClone(requestOf()));
    assert.equal(old.history, undefined);
    assert.deepEqual(typesOf(begun(old)), ["Requested", "Deciding"]);
    const ended = reconcile(old, { status: "Succeeded" }, now, deciderRoleArn)!;
    assert.deepEqual(typesOf(ended), ["Requested", "Decided"]);
  });

  it("keeps the first and the newest events, and goes on counting", () => {
    let request = newRequest(notification, now, 30, run);
    for (let n = 1; n <= 150; n += 1) {
      const person = n % 2 === 0 ? ann : bob;
      const reason = "r".repeat(512);
      request = begun(request, { id: `c${n}`, person, reason }, later(60 * n));
    }
    const sequences = request.history!.map(({ sequence }) => sequence);
    assert.deepEqual(sequences, [1, ...Array.from({ length: 99 }, (_, i) => 53 + i)]);
    assert.ok(Buffer.byteLength(JSON.stringify(request)) < 100_000);
  });

  it("shows what is new in it beside what it replaced", () => {
    const first = newRequest(notification, now, 30, run);
    const second = begun(first);
    assert.deepEqual(
      newEvents(second.history, first.history).map(({ type }) => type),
      ["Deciding"],
    );
    assert.deepEqual(newEvents(first.history, undefined), first.history);
    assert.deepEqual(newEvents(undefined, undefined), []);
  });
});

describe("A published event", () => {
  const whole = requestOf({
    ...{ pipelineExecutionId: "e1", actionExecutionId: token, customData: `Token ${token}` },
    approvalReviewLink: `https://console.example/approve/${token}`,
    externalEntityLink: "https://wiki.example/",
    consoleLink: "https://console.example/",
  });
  const event = { id: "r-1", sequence: 1, type: "Requested", time: now.toISOString() } as const;

  it("says which request, and nothing that decides it", () => {
    assert.deepEqual(publishedEvent(whole, event), {
      schemaVersion: 1,
      ...event,
      request: {
        id: requestId(whole),
        ...{ pipelineName: "orders", stageName: "production", actionName: "approve" },
        ...{ region: "eu-west-1", requestedAt: now.toISOString(), expires },
        ...{ pipelineExecutionId: "e1", customData: "Token (token)" },
        externalEntityLink: "https://wiki.example/",
        consoleLink: "https://console.example/",
      },
    });
  });

  it("never holds the token, whoever wrote it wherever", () => {
    const somewhere = fc.constantFrom("", token, token.toUpperCase(), `see ${token}!`);
    const reason = fc.tuple(somewhere, fc.string()).map((texts) => texts.join(""));
    fc.assert(
      fc.property(reason, reason, reason, (why, name, customData) => {
        const actor = { channel: "slack", id: "U0ANN", displayName: name };
        const request = { ...whole, customData, externalEntityLink: why, consoleLink: why };
        const text = JSON.stringify(publishedEvent(request, { ...event, actor, reason: why }));
        assert.ok(!text.toLowerCase().includes(token));
      }),
    );
  });

  it("is as its schema says, whatever happened", () => {
    const events: RequestEvent[] = eventTypes.map((type, index) => ({
      ...{ ...event, type, sequence: index + 1 },
      ...{ actor: { channel: "slack", id: "U", displayName: "Ann" }, result: "Approved" },
    }));
    for (const one of events) {
      assert.ok(v.is(requestEventSchema, one));
      assert.ok(v.is(publishedEventSchema, publishedEvent(whole, one)));
      assert.ok(v.is(publishedEventSchema, publishedEvent(requestOf(), one)));
    }
  });
});
