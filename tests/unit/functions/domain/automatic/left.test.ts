import * as assert from "node:assert/strict";
import {
  answered,
  isFree,
  isLeft,
  isUnasked,
  leftSentence,
  leftShown,
  resultOf,
} from "../../../../../functions/domain/automatic/left";
import type { ApprovalRequest } from "../../../../../functions/domain/types";
import { attemptOf, later, now, requestOf } from "../samples";
import { smallChanges } from "./samples";

const reason = "Only docs.";
const kept = (decision: "approve" | "reject" | "ask") => ({
  automatic: { decision, reason, by: "small-changes", at: now.toISOString() },
});
const approve = { decision: "approve", reason } as const;
const reject = { decision: "reject", reason } as const;
const ask = { decision: "ask", reason } as const;
const keep = (change: Partial<ApprovalRequest>, answer: Parameters<typeof answered>[1], at = now) =>
  answered(requestOf(change), answer, "small-changes", at)?.automatic?.decision;
/** Decided automatically at this moment, by this or another run. */
const deciding = {
  status: "DECIDING",
  attempt: attemptOf({ person: smallChanges }),
} as const;
const byPerson = { status: "DECIDING", attempt: attemptOf() } as const;

describe("A request that may be decided without people", () => {
  it("is free while nobody else has begun to decide it", () => {
    for (const change of [{}, kept("approve"), deciding]) assert.ok(isFree(requestOf(change)));
    for (const change of [
      ...[{ unconfirmed: true }, byPerson, { attempt: attemptOf() }],
      ...(["DECIDED", "EXPIRED", "CANCELLED"] as const).map((status) => ({ status })),
    ]) {
      assert.ok(!isFree(requestOf(change)));
    }
  });

  it("keeps the newest answer, by whom, and when", () => {
    const next = answered(requestOf(), approve, "small-changes", now);
    assert.deepEqual(next, { ...requestOf(), ...kept("approve"), version: 2 });
    assert.equal(keep(kept("approve"), reject), "reject");
    assert.equal(keep(kept("approve"), ask), "ask");
  });

  it("is approved by nothing that has rejected it", () => {
    assert.equal(keep(kept("reject"), approve), undefined);
    assert.equal(keep(kept("reject"), ask), "ask");
    assert.equal(keep(kept("reject"), reject), "reject");
  });

  it("stays left to people", () => {
    for (const answer of [approve, reject, ask]) assert.equal(keep(kept("ask"), answer), undefined);
    assert.ok(isLeft(kept("ask")));
    assert.ok(!isLeft(kept("approve")) && !isLeft(kept("reject")) && !isLeft({}));
  });

  it("keeps no answer where a person decides, or it has ended", () => {
    for (const change of [byPerson, { status: "DECIDED" } as const, { unconfirmed: true }]) {
      for (const answer of [approve, reject, ask]) assert.equal(keep(change, answer), undefined);
    }
  });

  it("keeps no other answer while a run carries one out, and any when that run is over", () => {
    assert.equal(keep(deciding, approve), "approve");
    assert.equal(keep(deciding, reject), undefined);
    assert.equal(keep(deciding, ask), undefined);
    for (const answer of [approve, reject, ask]) {
      assert.equal(keep(deciding, answer, later(45)), answer.decision);
    }
  });

  it("is looked at when it begins, and by sweep where that has come to nothing", () => {
    const unasked = (change: Partial<ApprovalRequest>, seconds: number, by: "event" | "sweep") =>
      isUnasked(requestOf(change), later(seconds), by);
    assert.ok(unasked({}, 0, "event"));
    assert.ok(!unasked(kept("approve"), 100, "event"));
    assert.ok(!unasked({}, 44, "sweep"));
    assert.ok(unasked({}, 45, "sweep"));
    const automatic = { ...kept("reject").automatic, at: later(300).toISOString() };
    assert.ok(!unasked({ automatic }, 344, "sweep"));
    assert.ok(unasked({ automatic }, 345, "sweep"));
    // Its messages may not say yet that it was left to people.
    assert.ok(unasked(kept("ask"), 45, "sweep"));
    assert.ok(!unasked(kept("ask"), 44, "sweep"));
    assert.ok(!unasked(kept("ask"), 1000, "event"));
    const told = { automatic: { ...kept("ask").automatic, shown: true } };
    for (const change of [told, byPerson, { unconfirmed: true }]) {
      assert.ok(!unasked(change, 1000, "sweep"));
      assert.ok(!unasked(change, 1000, "event"));
    }
  });

  it("says that it is left to people, by what and why, on one line", () => {
    assert.equal(leftSentence(kept("ask")), "Left to people by small-changes: Only docs.");
    const when = { ...kept("ask").automatic, by: "when", reason: "build.CHANGED\nis code" };
    assert.equal(
      leftSentence({ automatic: when }),
      "Left to people by automaticDecision.when: build.CHANGED is code",
    );
    for (const request of [{}, kept("approve"), kept("reject")]) {
      assert.equal(leftSentence(request), undefined);
    }
  });

  it("notes once, while it is open, that its messages say so", () => {
    const { automatic } = kept("ask");
    const next = leftShown(requestOf(kept("ask")));
    assert.deepEqual(next, requestOf({ automatic: { ...automatic, shown: true }, version: 2 }));
    assert.equal(leftShown(next!), undefined);
    for (const change of [{}, kept("approve"), { ...kept("ask"), status: "DECIDED" as const }]) {
      assert.equal(leftShown(requestOf(change)), undefined);
    }
  });

  it("ends as the answer says", () => {
    assert.deepEqual([resultOf("approve"), resultOf("reject")], ["Approved", "Rejected"]);
  });
});
