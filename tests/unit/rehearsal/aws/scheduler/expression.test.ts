import * as assert from "node:assert/strict";
import { dueOf } from "../../../../../rehearsal/aws/scheduler/expression";

const due = (ScheduleExpression: string, ScheduleExpressionTimezone?: string) =>
  dueOf({ ScheduleExpression, ScheduleExpressionTimezone });

describe("A schedule expression", () => {
  it("is one time, in UTC or in a zone", () => {
    const time = new Date("2026-12-24T18:00:00Z");
    assert.deepEqual(due("at(2026-12-24T18:00:00)"), { kind: "at", time });
    assert.deepEqual(due("at(2026-12-24T19:00:00)", "Europe/Berlin"), { kind: "at", time });
  });

  it("is a period, whose unit may be singular or plural", () => {
    assert.deepEqual(due("rate(1 hour)"), { kind: "rate", period: 3_600_000 });
    assert.deepEqual(due("rate(1 hours)"), { kind: "rate", period: 3_600_000 });
    assert.deepEqual(due("rate(15 minutes)"), { kind: "rate", period: 900_000 });
    assert.deepEqual(due("rate(2 days)"), { kind: "rate", period: 172_800_000 });
  });

  it("is a cron expression of six fields, whose times are not kept here", () => {
    assert.deepEqual(due("cron(15 10 ? * 6L 2026-2027)"), { kind: "cron" });
  });

  for (const expression of [
    ...["at(2026-12-24)", "at(2026-12-24T18:00)", "at(2026-12-24T18:00:00Z)"],
    ...["at(2026-02-29T00:00:00)", "at(2026-13-01T00:00:00)", "at(2026-12-24T24:00:01)"],
    ...["at(2026-12-24 18:00:00)", " at(2026-12-24T18:00:00)", "AT(2026-12-24T18:00:00)"],
    ...["rate(0 minutes)", "rate(1 second)", "rate(5)", "cron(0 12 * * ?)", "tomorrow"],
  ]) {
    it(`is refused where it cannot be read: ${expression}`, () => {
      assert.throws(() => due(expression), {
        name: "ValidationException",
        message: `Invalid Schedule Expression ${expression}.`,
        status: 400,
      });
    });
  }

  it("is refused in a zone that there is not", () => {
    assert.throws(() => due("rate(1 hour)", "Europe/Atlantis"), {
      name: "ValidationException",
      message: "The ScheduleExpressionTimezone you provide is not valid: Europe/Atlantis.",
    });
  });
});
