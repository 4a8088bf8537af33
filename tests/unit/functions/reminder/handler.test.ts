import * as assert from "node:assert/strict";
import { requestId } from "../../../../functions/domain/request-events";
import { sweepOf } from "../../../../functions/domain/sweep-event";
import { settings, token } from "../domain/samples";
import { World } from "../support/world";
import { otherToken, sns } from "../support/world-events";
import { expires } from "../support/world";
import { byIam, history, pass, requested, sla, waitingWorld } from "./support";

const once = ["Approval reminder to orders-production"];
const all = [
  ...once,
  "Not answered in time to orders-production",
  "Escalated to orders-escalation",
];
const inConsole = "arn:aws:iam::111122223333:user/ann";

describe("The reminder, by e-mail alone", () => {
  it("makes one schedule for a request that begins: the next step", async () => {
    const world = await waitingWorld();
    const [[name, { at }]] = world.schedules.waiting;
    assert.equal(name, `${requestId({ action: settings.action, token })}-0`);
    assert.ok(!name.includes(token));
    assert.equal(at.getTime() - world.clock.now().getTime(), 3_600_000);
    assert.equal(world.schedules.waiting.size, 1);
  });

  it("reminds, then says that nobody answered, then escalates, each once, and each is an event", async () => {
    const world = await waitingWorld();
    await pass(world, 59);
    assert.deepEqual(world.topics.sent(), []);
    await pass(world, 1);
    assert.deepEqual(world.topics.sent(), once);
    assert.equal(world.schedules.waiting.size, 1);
    await pass(world, 600);
    assert.deepEqual(world.topics.sent(), all);
    assert.deepEqual(history(world), ["Requested", "Reminded", "SlaBreached", "Escalated"]);
    assert.equal(world.schedules.waiting.size, 0);
  });

  it("says how long it has waited of how long, who can decide, what is next, and that being told is no right", async () => {
    const world = await waitingWorld();
    await pass(world, 120);
    const [reminder, late, escalated] = world.topics.mails.map(({ text }) => text);
    assert.match(
      reminder,
      /It has waited 1 h of 2 h\.\nIt should be answered by 2026-11-22 23:00 UTC\./,
    );
    assert.match(reminder, /Next: it is escalated, 2026-11-22 23:00 UTC\./);
    assert.match(
      reminder,
      /Who can decide: .*\nDecide in the console: https:\/\/eu-west-1\.console/,
    );
    assert.match(late, /It has waited 2 h of 2 h: nobody has answered in time\./);
    assert.match(late, /Next: it expires, 2026-11-29 21:00 UTC, and the stage fails\./);
    assert.match(late, /Others were told as well/);
    assert.ok(!late.includes("gives no"));
    assert.match(escalated, /Being told gives no\nright to decide/);
    assert.ok(!JSON.stringify(world.topics.mails).includes(token));
  });

  it("is harmless where it fires twice, at once or late", async () => {
    const world = await waitingWorld();
    await pass(world, 60);
    await world.remind(requested);
    await world.remind(requested);
    assert.deepEqual(world.topics.sent(), once);
    world.clock.advance(3600);
    const both = [world.remind(requested), world.remind(requested)];
    await Promise.allSettled(both);
    assert.deepEqual(world.topics.sent(), all);
  });

  it("passes over a reminder where the time to answer is over by then", async () => {
    const world = await waitingWorld();
    world.clock.advance(5 * 3600);
    await world.remind(requested);
    assert.deepEqual(world.topics.sent(), all.slice(1));
    assert.deepEqual(history(world), ["Requested", "SlaBreached", "Escalated"]);
  });

  for (const [how, end] of [
    ["decided", { status: "Succeeded", updatedBy: inConsole }],
    ["superseded", { status: "Abandoned", executionStatus: "Superseded" }],
    ["cancelled", { status: "Failed" }],
  ] as const) {
    it(`says nothing of a request that was ${how}, whether or not the table has its end`, async () => {
      const world = await waitingWorld();
      world.pipelines.end(world.pipelines.runs.get(token)!, end);
      await pass(world, 200);
      assert.deepEqual(world.topics.sent(), []);
      await world.sweep();
      await world.remind(requested);
      await world.sweep();
      assert.deepEqual(world.topics.sent(), []);
    });
  }

  it("reminds of the new request of a stage that was retried, and of the old one no more", async () => {
    const world = await waitingWorld();
    world.clock.advance(30 * 60);
    world.pipelines.end(world.pipelines.runs.get(token)!, { status: "Failed" });
    world.pipelines.wait(otherToken, expires);
    await world.notify(sns({ token: otherToken }));
    await world.remind(requested);
    await pass(world, 40);
    assert.deepEqual(world.topics.sent(), []);
    await pass(world, 20);
    assert.deepEqual(world.topics.sent(), once);
    assert.equal(world.request(otherToken).sla?.next, 1);
  });

  it("counts two requests of one action each for itself, in PARALLEL mode too", async () => {
    const world = await waitingWorld();
    world.pipelines.parallel = true;
    await pass(world, 30);
    world.pipelines.wait(otherToken, expires);
    await world.notify(sns({ token: otherToken }));
    await world.remind(requested);
    await pass(world, 30);
    assert.deepEqual(
      [token, otherToken].map((of) => world.request(of).sla?.next),
      [1, 0],
    );
    await pass(world, 30);
    assert.deepEqual(
      [token, otherToken].map((of) => world.request(of).sla?.next),
      [1, 1],
    );
    assert.deepEqual(world.topics.sent(), [...once, ...once]);
  });

  it("does nothing for a gate without an SLA, and for requests that began before it had one", async () => {
    const world = new World();
    world.gates.set(byIam.action, { ...byIam, sla: undefined });
    world.pipelines.wait(token, expires);
    await world.notify(sns({}));
    await world.remind(requested);
    assert.equal(world.request().sla, undefined);
    world.gates.set(byIam.action, byIam);
    await world.remind(requested);
    await pass(world, 200);
    assert.deepEqual([world.schedules.made, world.topics.mails], [[], []]);
  });

  it("says nothing of a request that CodePipeline has not confirmed", async () => {
    const world = new World();
    world.gates.set(byIam.action, byIam);
    world.pipelines.wait(token, expires);
    world.faults.push({ call: "pipelines.observe", error: new Error("down"), times: 2 });
    await assert.rejects(world.notify(sns({})));
    assert.ok(world.request().unconfirmed);
    world.clock.advance(3700);
    await world.remind(requested);
    assert.deepEqual(world.topics.sent(), []);
  });

  it("waits while somebody's decision is being carried out", async () => {
    const world = await waitingWorld();
    const until = new Date(world.clock.now().getTime() + 3_600_000 + 45_000).toISOString();
    const request = world.request();
    await world.table.save({
      ...request,
      ...{ status: "DECIDING", version: request.version + 1 },
      attempt: {
        ...{ id: "c", result: "Approved", leaseUntil: until },
        person: { channel: "slack", id: "U0ANN", displayName: "Ann" },
      },
    });
    world.clock.advance(3600);
    await assert.rejects(world.remind(requested), /1 reminders/);
    assert.deepEqual(world.topics.sent(), []);
  });

  it("refuses what names no action, and keeps it", async () => {
    await assert.rejects(new World().remind({ source: "codepipeline-approvals" }), {
      name: "MalformedError",
    });
  });

  it("without escalation tells those alone who hear of the request", async () => {
    const { escalation: _, ...alone } = sla;
    const world = await waitingWorld({ ...byIam, sla: alone });
    await pass(world, 200);
    assert.deepEqual(world.topics.sent(), all.slice(0, 2));
    assert.deepEqual(history(world), ["Requested", "Reminded", "SlaBreached"]);
    assert.match(world.topics.mails[0].text, /Next: the time to answer ends/);
  });
});

describe("Sweep, where a schedule was lost", () => {
  it("brings on what is overdue, and has the next step scheduled", async () => {
    const world = await waitingWorld();
    world.schedules.waiting.clear();
    await world.remind(sweepOf([settings.action]));
    assert.equal(world.schedules.waiting.size, 0);
    world.clock.advance(62 * 60);
    await world.sweep();
    assert.deepEqual(world.topics.sent(), once);
    assert.equal(world.schedules.waiting.size, 1);
  });

  it("logs what fails, and tries it again", async () => {
    const world = await waitingWorld();
    world.clock.advance(62 * 60);
    world.faults.push({ call: "topics.publish", error: new Error("throttled") });
    await world.sweep();
    assert.deepEqual(world.topics.sent(), []);
    assert.ok(world.lines.some(({ event }) => event === "reminder_failed"));
    await world.sweep();
    assert.deepEqual(world.topics.sent(), once);
  });
});
