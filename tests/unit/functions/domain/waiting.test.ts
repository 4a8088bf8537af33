import * as assert from "node:assert/strict";
import {
  byGate,
  gaugesOf,
  parseWaiting,
  stuckMail,
  stuckOf,
  type Waiting,
  waitedSeconds,
} from "../../../../functions/domain/waiting";

const now = new Date("2026-11-27T12:00:00.000Z");
const gate = "orders/Release/approve";
const waitingSince = (requestedAt: string, more: Partial<Waiting> = {}): Waiting => ({
  ...{ action: gate, token: "t", status: "PENDING", region: "eu-west-1", requestedAt },
  ...more,
});
const anHour = waitingSince("2026-11-27T11:00:00.000Z");
const aDay = waitingSince("2026-11-26T12:00:00.000Z", { action: "orders/Release/legal" });
const values = (waiting: readonly Waiting[]) => gaugesOf(waiting, now).map(({ value }) => value);

describe("what waits", () => {
  it("is read of an open request that CodePipeline has confirmed, and nothing beside", () => {
    const item = { ...anHour, customData: "secret", history: [] };
    assert.deepEqual(parseWaiting(item), anHour);
    assert.deepEqual(parseWaiting({ ...anHour, status: "DECIDING" })?.status, "DECIDING");
    for (const change of [
      { status: "DECIDED" },
      { unconfirmed: true },
      { requestedAt: "no moment" },
      { action: 5 },
    ]) {
      assert.equal(parseWaiting({ ...anHour, ...change }), undefined);
    }
    assert.equal(parseWaiting({ ...anHour, stuckToldAt: 5 })?.stuckToldAt, undefined);
    assert.equal(parseWaiting(undefined), undefined);
  });

  it("is counted, with the oldest, and zero where nothing waits", () => {
    assert.deepEqual(
      gaugesOf([], now).map(({ name, unit, value }) => `${name} ${unit} ${value}`),
      ["Waiting Count 0", "OldestWaitingSeconds Seconds 0", "OldestOverdueSeconds Seconds 0"],
    );
    assert.deepEqual(values([anHour, aDay]), [2, 86_400, 0]);
  });

  it("is overdue once it should have been answered", () => {
    const due = (dueAt: string) => ({ ...aDay, sla: { dueAt } });
    assert.deepEqual(values([due("2026-11-27T11:30:00.000Z")]), [1, 86_400, 1800]);
    assert.deepEqual(values([due("2026-11-27T13:00:00.000Z"), anHour]), [2, 86_400, 0]);
  });

  it("waits for no less than nothing, whatever the clocks say", () => {
    assert.equal(waitedSeconds(waitingSince("2026-11-27T12:00:01.000Z"), now), 0);
  });

  it("is told apart by gate, with those of which nothing waits", () => {
    const all = byGate([gate, "shop/Release/approve"], [anHour, aDay]);
    assert.deepEqual(
      [...all].map(([name, own]) => [name, own.length]),
      [
        [gate, 1],
        ["shop/Release/approve", 0],
        ["orders/Release/legal", 1],
      ],
    );
  });

  it("is stuck from so many minutes on, the oldest first, until it was told", () => {
    assert.deepEqual(stuckOf([anHour, aDay], 60, now), [aDay, anHour]);
    assert.deepEqual(stuckOf([anHour, aDay], 61, now), [aDay]);
    const told = { ...aDay, stuckToldAt: "2026-11-27T11:00:00.000Z" };
    assert.deepEqual(stuckOf([anHour, told], 61, now), []);
  });
});

describe("what is told of a request that is stuck", () => {
  it("names it, how long it waits, and where to decide it", () => {
    const { subject, text } = stuckMail(aDay, now, "https://console.example/");
    assert.equal(subject, "Approval waits for 1 d: Release / legal of orders");
    assert.match(text, /^An approval request has waited for 1 d, and nobody has decided it\.\n/);
    assert.match(
      text,
      /\nPipeline: orders\nStage: {4}Release\nAction: {3}legal\nRegion: {3}eu-west-1\n/,
    );
    assert.match(text, /\nSince: {4}2026-11-26 12:00 UTC\n/);
    assert.match(text, /\nDecide in the console: https:\/\/console\.example\/\n/);
    assert.match(text, /aws codepipeline get-pipeline-state --name orders --region eu-west-1$/);
  });

  it("has no link where the console of the partition is not known", () => {
    assert.doesNotMatch(stuckMail(aDay, now, undefined).text, /in the console/);
  });

  it("says how long as people say it", () => {
    const waited = (since: string) => stuckMail(waitingSince(since), now, undefined).subject;
    assert.match(waited("2026-11-27T11:53:00.000Z"), /^Approval waits for 7 min: /);
    assert.match(waited("2026-11-27T10:00:00.000Z"), /^Approval waits for 2 h: /);
    assert.match(waited("2026-11-27T09:55:00.000Z"), /^Approval waits for 2 h 5 min: /);
    assert.match(waited("2026-11-25T09:55:00.000Z"), /^Approval waits for 2 d 2 h: /);
    assert.match(waited("2026-11-25T12:00:00.000Z"), /^Approval waits for 2 d: /);
  });

  it("has a subject that SNS takes, whatever the names are", () => {
    const long = "a".repeat(100);
    const one = waitingSince(aDay.requestedAt, { action: `${long}/${long}/${long}` });
    const { subject } = stuckMail(one, now, undefined);
    assert.equal(subject.length, 99);
    assert.match(subject, /\.\.\.$/);
    const longest = "a".repeat(99 - "Approval waits for 1 d: S / A of ".length);
    const fits = waitingSince(aDay.requestedAt, { action: `${longest}/S/A` });
    assert.doesNotMatch(stuckMail(fits, now, undefined).subject, /\.\.\.$/);
  });
});
