import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  afterOpenMinutes,
  type BusinessHours,
  isDate,
  isTimeZone,
  openMinutes,
  parseHours,
  weekdays,
} from "../../../contract/working-time";

const working = (from: string, to: string, of: Partial<BusinessHours> = {}): BusinessHours => ({
  timeZone: "Europe/Berlin",
  hours: Object.fromEntries(weekdays.slice(1, 6).map((day) => [day, `${from}-${to}`])),
  ...of,
});
const everyDay = (hours: string, timeZone: string): BusinessHours => ({
  timeZone,
  hours: Object.fromEntries(weekdays.map((day) => [day, hours])),
});

/** Minute by minute, by what the clocks of the place show. */
function isOpen(at: number, { timeZone, hours, holidays = [] }: BusinessHours): boolean {
  const format = new Intl.DateTimeFormat("sv-SE", {
    ...{ timeZone, dateStyle: "short", timeStyle: "short" },
  });
  const [date, time] = format.format(at).split(" ");
  const weekday = weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()];
  const [from, to] = (hours[weekday] ?? "99:99-00:00").split("-");
  return !holidays.includes(date) && time >= from && time < to;
}

const zones = [
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "Pacific/Apia",
  "America/Sao_Paulo",
  "Africa/Casablanca",
  "Asia/Tehran",
  "UTC",
];
const two = (n: number): string => String(n).padStart(2, "0");
const date = (at: number): string => new Date(at).toISOString().slice(0, 10);
/** Clocks change between midnight and four: edges in there have tests of their own. */
const dayHours = fc
  .tuple(fc.integer({ min: 240, max: 1439 }), fc.integer({ min: 240, max: 1440 }))
  .filter(([from, to]) => from < to)
  .map(([from, to]) =>
    [from, to].map((m) => `${two(Math.floor(m / 60))}:${two(m % 60)}`).join("-"),
  );
/** Around the days on which some place sets its clocks, and around leap day. */
const starts = fc
  .tuple(
    fc.constantFrom(
      "2026-03-28",
      "2026-10-24",
      "2026-03-07",
      "2026-11-01",
      "2026-04-04",
      "2028-02-28",
    ),
    fc.integer({ min: 0, max: 2 * 1440 }),
  )
  .map(([day, minutes]) => Date.parse(`${day}T00:00:00Z`) + minutes * 60_000);
const cases = fc.record({
  start: starts,
  minutes: fc.integer({ min: 1, max: 2000 }),
  timeZone: fc.constantFrom(...zones),
  hours: fc
    .array(fc.option(dayHours, { nil: undefined, freq: 4 }), { minLength: 7, maxLength: 7 })
    .map((all) => Object.fromEntries(weekdays.map((day, n) => [day, all[n]]).filter(([, h]) => h))),
  free: fc.integer({ min: -1, max: 3 }),
});

describe("Working time", () => {
  it("counts as the clocks of the place do, minute by minute", () => {
    fc.assert(
      fc.property(cases, ({ start, minutes, timeZone, hours, free }) => {
        const holidays = free < 0 ? [] : [date(start + free * 86_400_000)];
        const calendar: BusinessHours = { timeZone, hours, holidays };
        const all = Array.from({ length: minutes }, (_, n) => start + n * 60_000);
        const slow = all.filter((at) => isOpen(at, calendar)).length;
        const end = new Date(start + minutes * 60_000);
        assert.equal(openMinutes(new Date(start), end, calendar), slow);
      }),
      { numRuns: 60 },
    );
  });

  it("reaches after N open minutes the instant up to which N are open, and is open just before", () => {
    fc.assert(
      fc.property(cases, ({ start, minutes, timeZone, hours, free }) => {
        fc.pre(Object.keys(hours).length > 0);
        const calendar = { timeZone, hours, holidays: free < 0 ? [] : [date(start)] };
        const end = afterOpenMinutes(new Date(start), minutes, calendar);
        assert.equal(openMinutes(new Date(start), end, calendar), minutes);
        assert.ok(isOpen(end.getTime() - 60_000, calendar));
      }),
      { numRuns: 60 },
    );
  });

  const after = (from: string, minutes: number, calendar?: BusinessHours) =>
    afterOpenMinutes(new Date(from), minutes, calendar).toISOString();

  it("counts every minute without a calendar", () => {
    assert.equal(after("2026-11-28T23:00:00Z", 120), "2026-11-29T01:00:00.000Z");
    assert.equal(openMinutes(new Date(0), new Date(90_000)), 1.5);
    assert.equal(openMinutes(new Date(60_000), new Date(150_000)), 1.5);
    assert.equal(openMinutes(new Date(90_000), new Date(0)), 0);
  });

  it("goes over a weekend, and over a week of holidays", () => {
    const calendar = working("09:00", "17:00");
    assert.equal(after("2026-11-27T15:00:00Z", 120, calendar), "2026-11-30T09:00:00.000Z");
    const holidays = ["2026-12-24", "2026-12-25", "2026-12-28", "2026-12-29", "2026-12-30"];
    const free = working("09:00", "17:00", { holidays: [...holidays, "2026-12-31", "2027-01-01"] });
    assert.equal(after("2026-12-23T15:00:00Z", 120, free), "2027-01-04T09:00:00.000Z");
  });

  it("has 29 February in leap years alone", () => {
    const calendar = everyDay("09:00-10:00", "UTC");
    assert.equal(after("2028-02-28T09:00:00Z", 120, calendar), "2028-02-29T10:00:00.000Z");
    assert.equal(after("2026-02-28T09:00:00Z", 120, calendar), "2026-03-01T10:00:00.000Z");
  });

  it("counts 23 hours where clocks are set forward, and 25 where they are set back", () => {
    const calendar = everyDay("00:00-24:00", "Europe/Berlin");
    const hours = (day: string, next: string) =>
      openMinutes(new Date(day), new Date(next), calendar) / 60;
    assert.equal(hours("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"), 23);
    assert.equal(hours("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"), 25);
  });

  it("opens an hour that clocks leave out with the offset before, and one that comes twice at its first", () => {
    const calendar = everyDay("02:30-12:00", "Europe/Berlin");
    // 02:30 is not there on 29 March: 01:30 UTC, when clocks show 03:30.
    assert.equal(after("2026-03-29T00:00:00Z", 1, calendar), "2026-03-29T01:31:00.000Z");
    // 02:30 comes twice on 25 October: first at 00:30 UTC.
    assert.equal(after("2026-10-25T00:00:00Z", 1, calendar), "2026-10-25T00:31:00.000Z");
  });

  it("has no minute on a day on which clocks leave out the beginning, and show the end before it", () => {
    const calendar = everyDay("02:30-03:00", "Europe/Berlin");
    const on = (day: string, next: string) => openMinutes(new Date(day), new Date(next), calendar);
    assert.equal(on("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"), 0);
    assert.equal(on("2026-03-28T23:00:00Z", "2026-03-30T22:00:00Z"), 30);
  });

  it("ends where no day is ever open", () => {
    const never: BusinessHours = { timeZone: "UTC", hours: {} };
    assert.throws(() => after("2026-01-01T00:00:00Z", 1, never), /not open for so long/);
  });

  it("knows hours, dates and time zones from what only looks like them", () => {
    assert.deepEqual(parseHours("09:00-17:30"), { from: 540, to: 1050 });
    assert.deepEqual(parseHours("00:00-24:00"), { from: 0, to: 1440 });
    const noHours = ["9:00-17:00", "17:00-09:00", "09:00-09:00", "09:00-24:30", "", undefined, 9];
    for (const no of [...noHours, "from 09:00-17:30", "09:00-17:30 h", ["09:00-17:30"]])
      assert.equal(parseHours(no), undefined, String(no));
    assert.deepEqual(["2028-02-29", "2026-12-25"].map(isDate), [true, true]);
    const noDates = ["2026-02-29", "2026-13-01", "25.12.2026", "2026-12-25T00:00", 20261225];
    for (const no of [...noDates, "+012026-12-25", ["2026-12-25"]])
      assert.equal(isDate(no), false, String(no));
    for (const zone of ["Europe/Berlin", "America/Argentina/Buenos_Aires", "UTC"])
      assert.equal(isTimeZone(zone), true, zone);
    for (const no of ["Europe/Munich", "+02:00", "CET", "", 5, ["Europe/Berlin"]])
      assert.equal(isTimeZone(no), false, String(no));
  });
});
