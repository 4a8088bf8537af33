import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { openMinutes } from "../../../../contract/working-time";
import { measuresOf } from "../../../../functions/domain/measures";
import type { RequestEvent } from "../../../../functions/domain/request-events";

const requestedAt = "2026-11-27T15:00:00.000Z";
const event = (type: RequestEvent["type"], sequence: number, time: string, more = {}) =>
  ({ id: `r-${sequence}`, sequence, type, time, ...more }) as RequestEvent;
const monday = "2026-11-30T09:00:00.000Z";

const requested = event("Requested", 1, requestedAt);
const deciding = event("Deciding", 2, "2026-11-27T15:10:00.000Z", { result: "Approved" });
const approved = event("Decided", 3, monday, { result: "Approved" });

const businessHours = {
  timeZone: "Europe/Berlin",
  hours: { monday: "09:00-17:00", friday: "09:00-17:00" },
};
const sla = { respondWithinMinutes: 60, businessHours, dueAt: monday, steps: [], next: 0 };

const measured = (one: RequestEvent, more = {}) =>
  Object.fromEntries(
    measuresOf({ requestedAt, history: [requested, deciding, approved], ...more }, one).map(
      ({ name, value }) => [name, value],
    ),
  );

describe("what a request event measures", () => {
  it("counts each thing that happens", () => {
    assert.deepEqual(measured(requested), { Requested: 1 });
    assert.deepEqual(measured(event("Reminded", 4, monday)), { Reminded: 1 });
    assert.deepEqual(measured(event("SlaBreached", 4, monday)), { SlaBreached: 1 });
    assert.deepEqual(measured(event("Escalated", 4, monday)), { Escalated: 1 });
    assert.deepEqual(measured(event("Expired", 4, monday)), { Expired: 1 });
    assert.deepEqual(measured(event("Cancelled", 4, monday)), { Cancelled: 1 });
  });

  it("takes the first who begins to decide for the first answer", () => {
    assert.deepEqual(measured(deciding), { SecondsToFirstResponse: 600 });
    const again = event("Deciding", 3, monday);
    assert.deepEqual(measured(again, { history: [requested, deciding, again] }), {});
  });

  it("takes the first vote for the first answer, where several must agree", () => {
    const [vote, other] = [2, 3].map((sequence) =>
      event("Voted", sequence, "2026-11-27T15:10:00.000Z", { result: "Approved" }),
    );
    const history = [requested, vote, other, { ...deciding, sequence: 4 }];
    assert.deepEqual(measured(vote, { history }), { SecondsToFirstResponse: 600 });
    assert.deepEqual(measured(other, { history }), {});
    assert.deepEqual(measured({ ...deciding, sequence: 4 }, { history }), {});
  });

  it("measures how long a decision took, of which nobody is the first answer twice", () => {
    const days = (Date.parse(monday) - Date.parse(requestedAt)) / 1000;
    assert.deepEqual(measured(approved), { Approved: 1, SecondsToDecision: days });
    const rejected = event("Decided", 2, monday, { result: "Rejected" });
    assert.deepEqual(measured(rejected, { history: [requested, rejected] }), {
      Rejected: 1,
      SecondsToFirstResponse: days,
      SecondsToDecision: days,
    });
  });

  it("measures the decision in working time where the gate has business hours", () => {
    // Friday 16:00 to 17:00 in Berlin, and Monday 09:00 to 10:00.
    assert.equal(measured(approved, { sla }).WorkingSecondsToDecision, 7200);
    const always = { ...sla, businessHours: undefined };
    assert.equal(measured(approved, { sla: always }).WorkingSecondsToDecision, undefined);
  });

  it("leaves out the working time of a zone that is not known here", () => {
    const unknown = { ...businessHours, timeZone: "Mars/Olympus" };
    const seconds = measured(approved, { sla: { ...sla, businessHours: unknown } });
    assert.deepEqual(Object.keys(seconds), ["Approved", "SecondsToDecision"]);
  });

  it("is never negative, nor less than a number, whatever the clocks say", () => {
    const moment = fc.date({ min: new Date(0), max: new Date("2099-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(moment, moment, (from, to) => {
        const one = event("Decided", 2, to.toISOString(), { result: "Approved" });
        const request = { requestedAt: from.toISOString(), history: [one] };
        for (const { value } of measuresOf(request, one)) {
          assert.ok(Number.isFinite(value) && value >= 0, String(value));
        }
      }),
    );
    const unread = event("Decided", 2, "no moment", { result: "Approved" });
    assert.deepEqual(measured(unread, { history: [unread] }), { Approved: 1 });
  });

  it("agrees with the calendar that reminders go by", () => {
    const from = Date.parse(requestedAt);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 * 86_400 }), (seconds) => {
        const time = new Date(from + seconds * 1000);
        const one = event("Decided", 2, time.toISOString(), { result: "Approved" });
        const expected = openMinutes(new Date(from), time, businessHours) * 60;
        assert.equal(measured(one, { sla }).WorkingSecondsToDecision, expected);
      }),
    );
  });
});
