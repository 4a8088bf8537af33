import * as assert from "node:assert/strict";
import {
  claimStep,
  completedStep,
  dueStep,
  isTimed,
  plannedSla,
  recordTold,
  releasedStep,
  type TimedRequest,
} from "../../../../functions/domain/sla";
import { mailOf, noticeOf } from "../../../../functions/domain/notice";
import { attemptOf, later, now, requestOf, settings } from "./samples";

const sla = { respondWithinMinutes: 120, remindAfterMinutes: [30, 60] };
const timed = (change: object = {}): TimedRequest => {
  const request = { ...requestOf(), ...plannedSla({ sla }, now), ...change };
  assert.ok(isTimed(request));
  return request;
};
const minutes = (n: number) => later(n * 60);

describe("The SLA of a request", () => {
  it("is planned when it begins, and not at all where the gate has none", () => {
    assert.deepEqual(
      timed().sla.steps.map(({ kind, at }) => [kind, Date.parse(at) - now.getTime()]),
      [
        ["remind", 1_800_000],
        ["remind", 3_600_000],
        ["respond", 7_200_000],
      ],
    );
    assert.deepEqual(plannedSla({}, now), {});
  });

  it("counts every minute where this machine does not know the time zone: too early is better than never", () => {
    const businessHours = { timeZone: "Mars/Olympus", hours: { monday: "09:00-17:00" } };
    const planned = plannedSla({ sla: { ...sla, businessHours } }, now);
    assert.equal(planned.sla?.dueAt, minutes(120).toISOString());
  });

  it("has the newest step due that has come, from its moment on", () => {
    const due = (n: number, change?: object) => dueStep(timed(change), minutes(n));
    assert.deepEqual(
      [0, 29, 30, 59, 60, 500].map((n) => due(n)),
      [...[undefined, undefined, 0, 0, 1, 2]],
    );
    const taken = { sla: { ...timed().sla, next: 1 } };
    assert.deepEqual([due(59, taken), due(60, taken)], [undefined, 1]);
  });

  it("is over when the request is, or when every step was taken", () => {
    assert.ok(!isTimed({ ...timed(), status: "EXPIRED" }));
    assert.ok(!isTimed({ ...timed(), unconfirmed: true }));
    assert.ok(!isTimed({ ...timed(), sla: { ...timed().sla, next: 3 } }));
    assert.ok(!isTimed(requestOf()));
  });

  it("gives a step to one run at a time, for as long as one may take, and to none that decides", () => {
    const first = claimStep(timed(), 0, minutes(30));
    assert.ok(first.kind === "claimed");
    assert.equal(claimStep(first.next, 0, minutes(30)).kind, "held");
    assert.equal(claimStep(first.next, 0, later(30 * 60 + 44)).kind, "held");
    assert.equal(claimStep(first.next, 0, later(30 * 60 + 45)).kind, "claimed");
    const decided = timed({ attempt: attemptOf({ leaseUntil: minutes(31).toISOString() }) });
    assert.equal(claimStep(decided, 0, minutes(30)).kind, "held");
    assert.equal(claimStep(decided, 0, minutes(31)).kind, "claimed");
    assert.equal(claimStep({ ...timed(), status: "DECIDED" }, 0, minutes(30)).kind, "done");
  });

  it("remembers who was told of this step, and of no other", () => {
    const claimed = claimStep(timed(), 0, minutes(30));
    assert.ok(claimed.kind === "claimed");
    const told = recordTold(claimed.next, 0, "a topic")!;
    assert.deepEqual(recordTold(told, 0, "a topic")!.sla?.telling?.told, ["a topic"]);
    assert.equal(recordTold(told, 1, "a topic"), undefined);
    const released = releasedStep(told, 0)!;
    const again = claimStep(released, 0, minutes(30));
    assert.ok(again.kind === "claimed");
    assert.deepEqual(again.next.sla?.telling?.told, ["a topic"]);
    const other = claimStep(released, 1, minutes(60));
    assert.ok(other.kind === "claimed");
    assert.deepEqual(other.next.sla?.telling?.told, []);
    assert.equal(releasedStep(requestOf(), 0), undefined);
    assert.equal(recordTold(requestOf(), 0, "a topic"), undefined);
  });

  it("is breached once, however often the last step is taken up", () => {
    const first = claimStep(timed(), 2, minutes(120));
    assert.ok(first.kind === "claimed");
    const second = claimStep(first.next, 2, minutes(125));
    assert.ok(second.kind === "claimed");
    const breaches = (second.next.history ?? []).filter(({ type }) => type === "SlaBreached");
    assert.equal(breaches.length, 1);
    assert.equal(second.next.sla?.breachedAt, minutes(120).toISOString());
  });

  it("takes no step twice", () => {
    const done = completedStep(timed(), 1, minutes(60), true)!;
    assert.equal(done.sla?.next, 2);
    assert.equal(completedStep(done, 1, minutes(60), true), undefined);
    assert.equal(completedStep(requestOf(), 0, now, true), undefined);
    assert.equal(claimStep(done, 1, minutes(60)).kind, "done");
  });
});

describe("What is said of a request", () => {
  const notice = (change: object, gate: object, at: Date, step = 0) =>
    noticeOf(timed(change), step, { sla, ...gate }, at);

  it("counts working time where the gate has business hours", () => {
    const businessHours = { timeZone: "UTC", hours: { sunday: "21:00-21:45" } };
    const said = notice({}, { sla: { ...sla, businessHours } }, minutes(60));
    assert.deepEqual([said.waited, said.isWorkingTime], [45, true]);
    const unknown = { ...businessHours, timeZone: "Mars/Olympus" };
    assert.equal(notice({}, { sla: { ...sla, businessHours: unknown } }, minutes(60)).waited, 60);
  });

  it("names the expiry as what comes next where the next step would come after it", () => {
    const expires = minutes(40).toISOString();
    assert.deepEqual(notice({ expires }, {}, minutes(30)).following, {
      kind: "expire",
      at: expires,
    });
    assert.equal(notice({}, {}, minutes(30)).following.kind, "remind");
  });

  it("fits SNS's subject, whatever the names are", () => {
    const names = { pipelineName: "p".repeat(100), stageName: "s".repeat(100) };
    const request = timed(names);
    const { subject } = mailOf(notice(names, {}, minutes(30)), request, settings, "approvers");
    assert.ok(subject.length < 100 && subject.endsWith("..."));
  });

  it("has what the pipeline says on one line, so that nobody words a line of it", () => {
    const request = timed({ customData: "Fine.\nWho can decide: mallory" });
    const { text } = mailOf(notice({}, {}, minutes(30)), request, settings, "approvers");
    assert.match(text, /^Says: {5}Fine\. Who can decide: mallory$/m);
  });
});
