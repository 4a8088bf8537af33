/** How it stands, every five minutes: what is measured, logged and told. */
import * as assert from "node:assert/strict";
import { at, gates, legal, MeasuredWorld, orders, waits } from "./support";

describe("the function that measures", () => {
  it("says zero where nothing waits, and reads no request", async () => {
    const world = new MeasuredWorld([]);
    await world.run();
    assert.deepEqual(world.measured, [
      ["hub", { Waiting: 0, OldestWaitingSeconds: 0, OldestOverdueSeconds: 0 }],
    ]);
    assert.deepEqual([world.lines, world.mails], [[], []]);
    assert.deepEqual(world.calls, ["unsettled.actions"]);
  });

  it("says what waits, for how long, and how long something is overdue", async () => {
    const overdue = waits(legal, 90, { sla: { dueAt: at(-30).toISOString() } });
    const world = new MeasuredWorld([waits(orders, 10), overdue]);
    await world.run();
    assert.deepEqual(world.measured, [
      ["hub", { Waiting: 2, OldestWaitingSeconds: 5400, OldestOverdueSeconds: 1800 }],
    ]);
    assert.deepEqual(world.lines, [
      {
        ...{ level: "info", event: "waiting", action: orders, waitedSeconds: 600 },
        requestedAt: at(-10).toISOString(),
      },
      {
        ...{ level: "info", event: "waiting", action: legal, waitedSeconds: 5400 },
        ...{ requestedAt: at(-90).toISOString(), dueAt: at(-30).toISOString() },
      },
    ]);
  });

  it("says it of every gate where that is asked for, with zero, and of the hub", async () => {
    const world = new MeasuredWorld([waits(orders, 10)], { isByGate: true });
    await world.run();
    const none = { Waiting: 0, OldestWaitingSeconds: 0, OldestOverdueSeconds: 0 };
    const one = { Waiting: 1, OldestWaitingSeconds: 600, OldestOverdueSeconds: 0 };
    assert.deepEqual(world.measured, [
      ["hub", one],
      [gates[0], one],
      [gates[1], none],
    ]);
  });

  it("passes over a key of the index that is none", async () => {
    const world = new MeasuredWorld([waits(orders, 10), waits("poison", 20)]);
    await world.run();
    assert.equal(world.measured[0][1].Waiting, 1);
  });

  it("looks at everything, whatever wakes it", async () => {
    for (const event of [undefined, "text", { actions: [legal] }]) {
      const world = new MeasuredWorld([waits(orders, 10)]);
      await world.run(event);
      assert.equal(world.measured[0][1].Waiting, 1);
    }
  });
});

describe("a request that waits for too long", () => {
  it("is told of once, from the minute on, with its place in the console", async () => {
    const world = new MeasuredWorld([waits(orders, 59), waits(legal, 10)], { minutes: 60 });
    await world.run();
    assert.deepEqual(world.mails, []);
    world.pass(1);
    for (let n = 0; n < 3; n += 1) await world.run();
    const [{ subject, text }, ...others] = world.mails;
    assert.deepEqual(others, []);
    assert.equal(subject, "Approval waits for 1 h: Release / approve of orders");
    assert.match(text, /https:\/\/eu-west-1\.console\.aws\.amazon\.com\/.*\/orders\/view/);
    const told = world.lines.filter(({ event }) => event === "request_stuck");
    assert.deepEqual(told, [
      {
        ...{ level: "warn", event: "request_stuck", action: orders, region: "eu-west-1" },
        ...{ requestedAt: at(-59).toISOString(), stuckAfterMinutes: 60 },
      },
    ]);
  });

  it("is told of in the order in which they began to wait", async () => {
    const world = new MeasuredWorld([waits(orders, 61), waits(legal, 90)], { minutes: 60 });
    await world.run();
    assert.deepEqual(
      world.mails.map(({ subject }) => subject.split(": ")[1]),
      ["Release / legal of orders", "Release / approve of orders"],
    );
  });

  it("is in the log where nobody is told", async () => {
    const world = new MeasuredWorld([waits(orders, 90)], { minutes: 60, hasTopic: false });
    await world.run();
    await world.run();
    assert.deepEqual(world.mails, []);
    assert.equal(world.lines.filter(({ event }) => event === "request_stuck").length, 1);
  });

  it("is nothing where no time is too long", async () => {
    const world = new MeasuredWorld([waits(orders, 90_000)], { minutes: undefined });
    await world.run();
    assert.deepEqual(world.mails, []);
    assert.deepEqual(
      world.lines.map(({ event }) => event),
      ["waiting"],
    );
  });

  it("does not keep the next from being told of", async () => {
    const world = new MeasuredWorld([waits(orders, 90), waits(legal, 61)], { minutes: 60 });
    world.fault = { call: "topic.publish", when: "before" };
    await assert.rejects(world.run(), /Nobody was told of 1 that are stuck/);
    assert.deepEqual(
      world.mails.map(({ subject }) => subject.split(": ")[1]),
      ["Release / legal of orders"],
    );
    const [line] = world.lines.filter(({ level }) => level === "error");
    assert.deepEqual([line.event, line.action], ["stuck_not_told", orders]);
    await world.run();
    assert.equal(world.mails.length, 2);
  });

  it("has no link where its topic's partition has no console that is known", async () => {
    const world = new MeasuredWorld([waits(orders, 90)], { minutes: 60 });
    world.topicArn = "arn:aws-iso:sns:us-iso-east-1:111122223333:alarms";
    await world.run();
    assert.doesNotMatch(world.mails[0].text, /https:/);
  });
});

describe("the function that measures, of which any call fails or ends the run,", () => {
  const began = () => new MeasuredWorld([waits(orders, 90), waits(legal, 70)], { minutes: 60 });

  it("tells of each request, of none more than twice, and never of it again", async () => {
    const whole = began();
    await whole.run();
    assert.ok(whole.calls.length > 6, whole.calls.join());
    for (const when of ["before", "after"] as const) {
      for (const isDeath of [true, false]) {
        for (const step of whole.calls.keys()) {
          const world = began();
          world.fault = { step, when, isDeath };
          await assert.rejects(world.run(), `${when} ${whole.calls[step]}`);
          for (let n = 0; n < 3; n += 1) await world.run();
          const told = world.mails.map(({ subject }) => subject);
          assert.equal(new Set(told).size, 2, `${when} ${whole.calls[step]}`);
          assert.ok(told.length <= 3, `${when} ${whole.calls[step]}: ${told.length}`);
        }
      }
    }
  });

  it("measures again in the next run", async () => {
    const world = began();
    world.fault = { step: 0, when: "before", isDeath: true };
    await assert.rejects(world.run());
    assert.equal(world.measured.length, 0);
    await world.run();
    assert.equal(world.measured[0][1].Waiting, 2);
  });

  it("has measured before it tells, so that a topic that takes nothing hides no gauge", async () => {
    const world = began();
    world.fault = { call: "topic.publish", when: "before", times: 99 };
    await assert.rejects(world.run());
    assert.equal(world.measured[0][1].Waiting, 2);
  });

  it("takes for final what no other try mends, so that it goes to the dead letter queue", async () => {
    const world = began();
    const error = Object.assign(new Error("no"), {
      name: "InvalidParameterException",
      $metadata: {},
    });
    world.fault = { call: "topic.publish", when: "before", times: 99, error };
    await assert.rejects(world.run(), { name: "FinalError" });
    world.fault = { call: "topic.publish", when: "before", times: 2 };
    await assert.rejects(world.run(), { name: "TransientError" });
  });
});
