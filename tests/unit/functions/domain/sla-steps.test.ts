/** What is kept of each step of an SLA, and what a run that comes late may not change. */
import * as assert from "node:assert/strict";
import {
  claimStep,
  completedStep,
  isTimed,
  plannedSla,
  recordTold,
  releasedStep,
  type TimedRequest,
} from "../../../../functions/domain/sla";
import type { ApprovalRequest } from "../../../../functions/domain/types";
import { later, now, requestOf } from "./samples";

const sla = { respondWithinMinutes: 120, remindAfterMinutes: [30] };
const time = later(7200).toISOString();

function timed(change: object = {}): TimedRequest {
  const request = { ...requestOf(), ...plannedSla({ sla }, now) };
  const all = { ...request, sla: { ...request.sla!, ...change } };
  assert.ok(isTimed(all));
  return all;
}
const newest = ({ history }: ApprovalRequest): unknown[] => {
  const event = history?.at(-1);
  return [event?.type, event?.time];
};
const telling = { step: 0, until: time, told: ["a", "b"] };

describe("A step of an SLA", () => {
  it("is a reminder, and an event, when everybody was told", () => {
    const done = completedStep(timed({ telling }), 0, later(7200), true)!;
    assert.deepEqual(
      [done.sla?.next, done.sla?.remindedAt, done.sla?.telling],
      [1, time, undefined],
    );
    assert.equal(done.sla?.escalatedAt, undefined);
    assert.deepEqual(newest(done), ["Reminded", time]);
  });

  it("is an escalation, and an event, where the gate has one; else it is only over", () => {
    const escalated = completedStep(timed({ next: 1 }), 1, later(7200), true)!;
    assert.deepEqual([escalated.sla?.next, escalated.sla?.escalatedAt], [2, time]);
    assert.deepEqual(newest(escalated), ["Escalated", time]);
    const over = completedStep(timed({ next: 1 }), 1, later(7200), false)!;
    assert.deepEqual([over.sla?.next, over.sla?.escalatedAt], [2, undefined]);
    assert.deepEqual([over.sla?.remindedAt, over.history], [undefined, requestOf().history]);
  });

  it("is over once: who comes after it changes nothing", () => {
    assert.equal(completedStep(timed({ next: 1 }), 0, later(7200), true), undefined);
    assert.equal(completedStep(requestOf(), 0, later(7200), true), undefined);
  });

  it("is a breach once, and only the last", () => {
    const claimed = (step: number, change = {}) => claimStep(timed(change), step, later(7200));
    const events = (claim: ReturnType<typeof claimStep>) =>
      claim.kind === "claimed" ? (claim.next.history ?? []).map(({ type }) => type) : claim.kind;
    assert.ok(!events(claimed(0)).includes("SlaBreached"));
    assert.ok(events(claimed(1)).includes("SlaBreached"));
    assert.ok(!events(claimed(1, { breachedAt: now.toISOString() })).includes("SlaBreached"));
  });

  it("keeps who was told, each once", () => {
    const told = (whom: string) => recordTold(timed({ telling }), 0, whom)?.sla?.telling?.told;
    assert.deepEqual(
      [told("c"), told("a")],
      [
        ["a", "b", "c"],
        ["b", "a"],
      ],
    );
  });

  for (const [what, change] of [
    [recordTold, "told"],
    [releasedStep, "released"],
  ] as const) {
    it(`in other hands, or in none, is not ${change}`, () => {
      assert.equal(what(timed({ telling }), 1, "c"), undefined);
      assert.equal(what(timed(), 0, "c"), undefined);
      assert.equal(what(requestOf(), 0, "c"), undefined);
    });
  }
});
