/** A use of a break-glass role is open until somebody else has reviewed it, and reminded of every day. */
import * as assert from "node:assert/strict";
import { sweepOf } from "../../../../functions/domain/sweep-event";
import { reviewId } from "../../../../functions/domain/bypass/review-event";
import { bySession, byUser } from "./uses";
import { broken, day, hour, looked, reason, reviewed } from "./reviewed";
import { BypassWorld } from "./support";

describe("A use of a break-glass role", () => {
  it("is open from before anybody hears of it, and the message says what to type", async () => {
    const world = await broken();
    const { calls } = world;
    assert.ok(calls.indexOf("open.open") < calls.indexOf("bus.put"));
    assert.ok(calls.indexOf("bus.put") < calls.indexOf("alarms.publish"));
    const [{ id }] = world.bus;
    assert.deepEqual([...world.open.ids], [id]);
    const [{ text }] = world.mails;
    assert.match(text, /^Review by: 2026-11-23 21:00 UTC$/m);
    assert.match(
      text,
      new RegExp(`^aws dynamodb put-item .*--table-name hub-reviews .*${id}`, "m"),
    );
  });

  it("is closed by a review of somebody else: on the bus, in a message, once", async () => {
    const world = await broken();
    const [{ id }] = world.bus;
    world.written.put(id, { reviewer: bySession("AROAX:ann@example.com"), reason });
    await looked(world);
    assert.deepEqual(world.reviewed, [
      {
        ...{ schemaVersion: 1, id: reviewId(id), type: "Reviewed", bypass: id },
        time: world.clock.now().toISOString(),
        actor: {
          ...{ channel: "iam", id: "session/AROAX:ann@example.com" },
          displayName: "ann@example.com",
        },
        ...{ reason, region: "eu-west-1", pipelineName: "orders", stageName: "production" },
        ...{ actionName: "approve", pipelineExecutionId: "execution-1" },
        gates: ["orders/production/approve"],
      },
    ]);
    assert.deepEqual(
      world.mails.map(({ subject }) => subject),
      ["Break-glass approval: orders", "Break-glass approval reviewed: orders"],
    );
    assert.equal(world.open.ids.size, 0);
    assert.equal(world.logged("bypass_reviewed").length, 1);
    await looked(world, 3 * day);
    assert.deepEqual([world.reviewed.length, world.mails.length], [1, 2]);
  });

  it("is reminded of when it is due, and every day after that, until somebody has reviewed it", async () => {
    const world = await broken();
    const overdue = () => world.mails.filter(({ subject }) => /not reviewed/.test(subject));
    await looked(world, day - hour);
    assert.equal(overdue().length, 0);
    for (const [hours, expected] of [
      [1, 1],
      [1, 1],
      [22, 1],
      [1, 2],
      [23, 2],
      // Nobody looked for three days: it is said once.
      [24 * 3, 3],
      [1, 4],
    ]) {
      await looked(world, hours * hour);
      assert.equal(overdue().length, expected, String(hours));
    }
    assert.match(overdue()[0].text, /^Nobody .* It is overdue for 0 min\.$/m);
    assert.match(overdue()[1].text, /^Nobody .* It is overdue for 24 h\.$/m);
    assert.equal(world.logged("review_overdue").length, 4);
    world.written.put(world.bus[0].id, { reviewer: byUser("ann"), reason });
    await looked(world);
    await looked(world, 2 * day);
    assert.equal(overdue().length, 4);
    assert.equal(world.reviewed.length, 1);
  });

  it("is not closed by who broke the glass: the reminder says why", async () => {
    const world = await broken();
    world.written.put(world.bus[0].id, { reviewer: byUser("Mallory"), reason });
    await looked(world);
    assert.deepEqual([world.reviewed.length, world.open.ids.size, world.mails.length], [0, 1, 1]);
    const [{ fields }] = world.logged("review_not_counted");
    assert.deepEqual(fields, {
      ...{ id: world.bus[0].id, reviewer: byUser("Mallory"), why: "may be who broke the glass" },
    });
    await looked(world, day);
    assert.match(
      world.mails[1].text,
      /^- orders\/production\/approve#user\/Mallory may be who broke the glass$/m,
    );
    world.written.put(world.bus[0].id, { reviewer: byUser("ann"), reason });
    await looked(world);
    assert.equal(world.open.ids.size, 0);
  });

  it("is not lost with its gate, its pipeline or every gate of the hub", async () => {
    for (const gates of [[], undefined]) {
      const world = await broken();
      if (gates === undefined) world.unreadable = world.gates.map(({ action }) => action);
      world.gates = [];
      world.clock.advance((day + hour) / 1000);
      await world.run(sweepOf([]));
      assert.equal(world.mails.length, 2);
      world.written.put(world.bus[0].id, { reviewer: byUser("ann"), reason });
      world.clock.advance(hour / 1000);
      await world.run(sweepOf([]));
      assert.deepEqual([world.reviewed.length, world.open.ids.size], [1, 0]);
    }
  });

  it("is kept for as long as it is open, and for as long as everything else from then on", async () => {
    const world = await broken();
    for (let days = 0; days < 100; days += 1) await looked(world, day);
    assert.equal(world.mails.length, 101);
    world.written.put(world.bus[0].id, { reviewer: byUser("ann"), reason });
    await looked(world);
    assert.equal(world.reviewed.length, 1);
    await looked(world, 31 * day);
    assert.equal(world.bypasses.items.size, 0);
  });

  it("of which the hub does not know any more is never passed over in silence", async () => {
    const world = await broken();
    world.bypasses.items.clear();
    for (let tried = 0; tried < 2; tried += 1) {
      await assert.rejects(looked(world, 2 * day), { name: "FinalError" });
    }
    assert.equal(world.open.ids.size, 1);
    const [{ fields }] = world.logged("review_failed");
    assert.equal(fields?.id, world.bus[0].id);
    assert.match(String(fields?.reason), /does not have the bypass [0-9a-f]{32}/);
    assert.match(String(fields?.remedy), /attribute `open` of the table's item `reviews`/);
  });

  it("holds up no other", async () => {
    const world = await broken();
    world.open.ids.clear();
    for (const id of ["one", world.bus[0].id, "two"]) world.open.ids.add(id);
    world.written.put(world.bus[0].id, { reviewer: byUser("ann"), reason });
    await assert.rejects(looked(world));
    assert.deepEqual([...world.open.ids], ["one", "two"]);
    assert.equal(world.logged("review_failed").length, 2);
  });

  it("is looked after though no pipeline can be, and the other way round", async () => {
    const world = await broken();
    world.written.put(world.bus[0].id, { reviewer: byUser("ann"), reason });
    world.faults.push({ call: "gates.byPipeline", error: new Error("throttled") });
    await assert.rejects(looked(world), { name: "TransientError" });
    assert.equal(world.reviewed.length, 1);
    const other = await broken();
    other.faults.push({ call: "open.all", error: new Error("throttled") });
    await assert.rejects(looked(other), { name: "TransientError" });
    assert.ok(other.calls.includes("gates.byPipeline"));
    assert.deepEqual(other.logged("review_failed")[0].fields, {
      ...{ id: undefined, error: "Error", reason: "throttled", remedy: undefined },
    });
  });

  it("that was kept without a time is due at once", async () => {
    const world = await broken();
    const item = world.bypasses.items.get(world.bus[0].id)!;
    const { reviewBy: _, ...event } = world.bus[0];
    world.bypasses.items.set(event.id, { ...item, event });
    await looked(world);
    assert.match(world.mails[1].text, /overdue for 1 h\.$/m);
  });
});

describe("A hub without a table of reviews", () => {
  it("says the use, asks nobody to review it, and looks after nothing", async () => {
    const world = await broken((one) => void (one.hasReviews = false));
    assert.equal(world.bus.length, 1);
    assert.doesNotMatch(world.mails[0].text, /put-item/);
    await looked(world, 3 * day);
    assert.equal(world.mails.length, 1);
    assert.ok(world.calls.every((call) => !call.startsWith("open.")));
  });
});

describe("What is no use of a break-glass role", () => {
  it("is open to no review", async () => {
    const world = await broken((one) => {
      one.runs[0] = { ...one.runs[0], updatedBy: "arn:aws:iam::111122223333:user/mallory" };
    });
    assert.deepEqual(world.kinds(), ["DecidedOutside"]);
    assert.equal(world.open.ids.size, 0);
    assert.doesNotMatch(world.mails[0].text, /put-item|Review by/);
    await reviewed(world);
    assert.equal(world.reviewed.length, 0);
  });
});

describe("Two looks at once", () => {
  it("say a review once, and a reminder once", async () => {
    const world = await broken();
    world.clock.advance(day / 1000);
    await Promise.all([world.sweep(), world.sweep()]);
    assert.equal(world.mails.length, 2);
    world.written.put(world.bus[0].id, { reviewer: byUser("ann"), reason });
    world.clock.advance(hour / 1000);
    await Promise.all([world.sweep(), world.sweep(), world.sweep()]);
    assert.deepEqual([world.mails.length, world.reviewed.length], [3, 1]);
  });

  it("are no two where the first has died: the next one finds it free", async () => {
    const world = new BypassWorld();
    assert.equal(await world.open.all().then((all) => all.length), 0);
    const used = await broken();
    used.written.put(used.bus[0].id, { reviewer: byUser("ann"), reason });
    await used.open.hold(used.bus[0].id, used.clock.now());
    await used.sweep();
    assert.equal(used.reviewed.length, 0);
    await looked(used);
    assert.equal(used.reviewed.length, 1);
  });
});
