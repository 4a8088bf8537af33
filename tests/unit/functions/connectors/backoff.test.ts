import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { longestTrying, nextTry } from "../../../../functions/connectors/backoff";

const failedAt = new Date("2026-11-22T21:00:00.000Z");
const minutesAfter = (at: Date | undefined) =>
  at === undefined ? undefined : (at.getTime() - failedAt.getTime()) / 60_000;

describe("A call that has failed", () => {
  it("is tried again soon, then hours apart, for a day", () => {
    let now = failedAt;
    const tried: number[] = [];
    for (let failures = 1; ; failures += 1) {
      const at = nextTry(failures, failedAt, now, () => 0);
      if (at === undefined) break;
      tried.push(minutesAfter(at)!);
      now = at;
    }
    assert.deepEqual(tried, [1, 6, 36, 156, 456, 1056]);
  });

  it("is tried no sooner than the system wants, and never after a day", () => {
    assert.equal(minutesAfter(nextTry(1, failedAt, failedAt, () => 0, 1800)), 30);
    assert.equal(
      nextTry(1, failedAt, failedAt, () => 0, 100_000),
      undefined,
    );
    const late = new Date(failedAt.getTime() + longestTrying);
    assert.equal(
      nextTry(1, failedAt, late, () => 0),
      undefined,
    );
  });

  it("is tried after its pause and at most a tenth more", () => {
    const inputs = [fc.integer({ min: 1, max: 5 }), fc.double({ min: 0, max: 0.999, noNaN: true })];
    fc.assert(
      fc.property(
        ...(inputs as [fc.Arbitrary<number>, fc.Arbitrary<number>]),
        (failures, random) => {
          const least = minutesAfter(nextTry(failures, failedAt, failedAt, () => 0))!;
          const at = minutesAfter(nextTry(failures, failedAt, failedAt, () => random))!;
          assert.ok(at >= least && at <= least * 1.1);
        },
      ),
    );
  });
});
