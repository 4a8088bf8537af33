import * as assert from "node:assert/strict";
import { inTimeZone, isTimeZone } from "../../../../../rehearsal/aws/scheduler/time-zone";

const moment = (wall: string, timeZone: string): string =>
  inTimeZone(new Date(`${wall}Z`), timeZone)
    .toISOString()
    .replace(".000Z", "Z");

describe("A local time", () => {
  it("is a moment, in summer and in winter", () => {
    assert.equal(moment("2026-01-15T09:00:00", "Europe/Berlin"), "2026-01-15T08:00:00Z");
    assert.equal(moment("2026-07-15T09:00:00", "Europe/Berlin"), "2026-07-15T07:00:00Z");
    assert.equal(moment("2026-07-15T09:00:00", "UTC"), "2026-07-15T09:00:00Z");
    assert.equal(moment("2026-07-15T09:00:00", "Asia/Kathmandu"), "2026-07-15T03:15:00Z");
    assert.equal(moment("2026-01-01T00:30:00", "Pacific/Kiritimati"), "2025-12-31T10:30:00Z");
  });

  it("is the earlier of two moments when clocks are set back", () => {
    assert.equal(moment("2026-10-25T02:30:00", "Europe/Berlin"), "2026-10-25T00:30:00Z");
    assert.equal(moment("2026-11-01T01:30:00", "America/New_York"), "2026-11-01T05:30:00Z");
  });

  it("counts by the offset before when clocks skip it", () => {
    assert.equal(moment("2026-03-29T02:30:00", "Europe/Berlin"), "2026-03-29T01:30:00Z");
    assert.equal(moment("2026-03-08T02:30:00", "America/New_York"), "2026-03-08T07:30:00Z");
  });

  it("can be one of a leap day", () => {
    assert.equal(moment("2028-02-29T23:59:59", "America/Sao_Paulo"), "2028-03-01T02:59:59Z");
  });
});

describe("The name of a time zone", () => {
  it("is one of the IANA database", () => {
    for (const name of ["UTC", "Europe/Berlin", "America/Argentina/Ushuaia"]) {
      assert.equal(isTimeZone(name), true, name);
    }
    for (const name of ["", "Europe/Atlantis", "+02:00", "CEST?"]) {
      assert.equal(isTimeZone(name), false, name);
    }
  });
});
