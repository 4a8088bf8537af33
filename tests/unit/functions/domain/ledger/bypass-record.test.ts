/** What the ledger says of an event that belongs to no request. */
import * as assert from "node:assert/strict";
import { MalformedError } from "../../../../../functions/domain/errors";
import { reviewEvent } from "../../../../../functions/domain/bypass/review-event";
import { ann, use } from "../../bypass/uses";
import { bypassRecord } from "../../../../../functions/domain/ledger/bypass-record";

const arn = "arn:aws:iam::111122223333:user/ann";
const who = { channel: "codepipeline", id: arn, displayName: "ann", arn, sourceIdentity: "ann" };
const event = {
  ...{ id: "b-1", time: "2026-11-22T21:00:00Z", reason: "Freeze", actor: { ...who, mfa: true } },
};
const place = {
  ...{ region: "eu-west-1", pipelineName: "orders", stageName: "production" },
  ...{ actionName: "approve", pipelineExecutionId: "e-1", gates: ["orders/production/approve"] },
};
const call = {
  ...{ kind: "TransitionDisabled", operation: "DisableStageTransition", what: "It is held." },
  ...{ via: "cloudtrail", cloudTrailEventId: "c-1" },
};
const bypassed = { ...event, ...place, ...call, type: "Bypassed" };
const least = { id: "b-1", time: event.time, pipelineName: "orders", gates: [] };

const recorded = (kept: unknown) =>
  JSON.parse(JSON.stringify(bypassRecord(kept))) as ReturnType<typeof bypassRecord>;

describe("What bypassed a gate, in the ledger,", () => {
  it("is who, what, when, why, and which gates", () => {
    assert.deepEqual(recorded({ ...bypassed, schemaVersion: 1, remedy: "Enable it.", more: 1 }), {
      event: { ...event, type: "Bypassed", meaning: "override" },
      bypass: { ...place, ...call },
    });
  });

  it("names what was reviewed", () => {
    assert.deepEqual(recorded({ ...event, ...place, type: "Reviewed", bypass: "b-0" }), {
      event: { ...event, type: "Reviewed", meaning: "review" },
      bypass: { ...place, reviewOf: "b-0" },
    });
  });

  it("is of a review exactly what its event says: who, when, why, and of which bypass", () => {
    const reason = "Checkout was down.";
    const review = reviewEvent(use, { actor: ann, reason }, new Date(event.time));
    const { id, time } = review;
    assert.deepEqual(recorded(review), {
      event: { ...{ id, type: "Reviewed", time, actor: ann, reason, meaning: "review" } },
      bypass: {
        ...{ gates: use.gates, region: "eu-west-1", pipelineName: "orders" },
        ...{ stageName: "production", actionName: "approve", pipelineExecutionId: "execution-1" },
        reviewOf: use.id,
      },
    });
    assert.equal(recorded(use).event.id, recorded(review).bypass?.reviewOf);
    assert.equal(recorded(use).bypass?.kind, "BreakGlassUsed");
  });

  it("leaves out what is not known", () => {
    for (const [type, meaning] of [
      ["Bypassed", "override"],
      ["Reviewed", "review"],
    ] as const) {
      assert.deepEqual(recorded({ ...least, type }), {
        event: { id: "b-1", time: event.time, type, meaning },
        bypass: { pipelineName: "orders", gates: [] },
      });
    }
  });

  const none: readonly [member: string, kept: unknown][] = [
    ["the event", undefined],
    ["type", { ...bypassed, type: "Decided" }],
    ["time", { ...bypassed, time: "yesterday" }],
    ["id", { ...bypassed, id: 1 }],
    ["gates", { ...bypassed, gates: "all" }],
    ["pipelineName", { ...bypassed, pipelineName: undefined }],
    ["actor.mfa", { ...bypassed, actor: { ...who, mfa: "true" } }],
    ["actor.displayName", { ...bypassed, actor: { ...who, displayName: undefined } }],
    ["kind", { ...bypassed, kind: 1 }],
    ["via", { ...bypassed, via: 1 }],
    ["bypass", { ...event, ...place, type: "Reviewed", bypass: 1 }],
  ];
  for (const [member, kept] of none) {
    it(`is not what has another ${member}`, () => {
      assert.throws(
        () => bypassRecord(kept),
        (error) => error instanceof MalformedError && error.message.endsWith(`: ${member}.`),
      );
    });
  }
});
