/** Where a run fails, dies or is there twice: no open review is lost, none is closed without one that counts. */
import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { sweepOf } from "../../../../functions/domain/sweep-event";
import { endOf } from "./fixtures";
import { broken, day, hour, looked, reason, used } from "./reviewed";
import type { BypassWorld } from "./support";
import { byUser } from "./uses";

const sweep = sweepOf(["orders/production/approve"]);
const subjects = (world: BypassWorld, pattern: RegExp): number =>
  world.mails.filter(({ subject }) => pattern.test(subject)).length;

/** Said to somebody, and not yet noted: that may be said twice in a message. */
const repeats = (call: string, when: string): boolean =>
  when === "after" ? /^(?:bus|alarms)\./.test(call) : call === "bypasses.note";

interface Part {
  readonly event: object;
  readonly start: () => Promise<BypassWorld>;
  readonly isDone: (world: BypassWorld, most: number) => void;
}

const isWithin = (count: number, most: number): void =>
  assert.ok(count >= 1 && count <= most, `${count}`);

const parts: Record<string, Part> = {
  "The use of a break-glass role": {
    event: endOf("SUCCEEDED"),
    start: async () => used(),
    isDone: (world, most) => {
      isWithin(world.bus.length, most);
      isWithin(subjects(world, /^Break-glass approval: /), most);
      assert.deepEqual([...world.open.ids], [world.bus[0].id]);
    },
  },
  "A review": {
    event: sweep,
    start: async () => {
      const world = await broken();
      world.written.put(world.bus[0].id, { reviewer: byUser("ann"), reason });
      world.clock.advance(hour / 1000);
      return world;
    },
    isDone: (world, most) => {
      assert.equal(new Set(world.reviewed.map(({ id }) => id)).size, 1);
      isWithin(world.reviewed.length, most);
      isWithin(subjects(world, /reviewed: /), most);
      assert.equal(world.open.ids.size, 0);
    },
  },
  "A reminder": {
    event: sweep,
    start: async () => {
      const world = await broken();
      world.clock.advance(day / 1000);
      return world;
    },
    isDone: (world, most) => {
      isWithin(subjects(world, /not reviewed: /), most);
      assert.deepEqual([...world.open.ids], [world.bus[0].id]);
    },
  },
};

for (const [title, { event, start, isDone }] of Object.entries(parts)) {
  describe(title, () => {
    const callsOfOneRun = async (): Promise<string[]> => {
      const world = await start();
      world.calls.length = 0;
      await world.run(event);
      isDone(world, 1);
      return [...world.calls];
    };

    it("is carried to its end where the run dies, before and after every call", async () => {
      const calls = await callsOfOneRun();
      assert.ok(calls.length > 6, calls.join());
      for (const [step, call] of calls.entries()) {
        for (const when of ["before", "after"] as const) {
          const world = await start();
          await world.retried(event, { step, when });
          isDone(world, repeats(call, when) ? 2 : 1);
        }
      }
    });

    for (const when of ["before", "after"] as const) {
      it(`is carried to its end where every call failed once, ${when} it took effect`, async () => {
        for (const call of new Set(await callsOfOneRun())) {
          const world = await start();
          world.faults.push({ call, error: new Error("throttled"), when });
          await world.retried(event);
          isDone(world, repeats(call, when) ? 2 : 1);
        }
      });
    }

    it("is made up for by the next look where Lambda has given it up", async () => {
      for (const call of new Set(await callsOfOneRun())) {
        for (const when of ["before", "after"] as const) {
          const world = await start();
          // Each of three tries fails; what took effect in each was said in each.
          world.faults.push({ call, error: new Error("down"), times: 3, when });
          await world.retried(event);
          world.faults.length = 0;
          await looked(world);
          isDone(world, 4);
        }
      }
    });

    it("is done once by two runs at once", async () => {
      const world = await start();
      await Promise.allSettled([world.run(event), world.run(event)]);
      await looked(world);
      isDone(world, 1);
    });
  });
}

describe("A use of a break-glass role, whatever happens to the hub,", () => {
  const reviewer = fc.constantFrom("mallory", "Mallory@example.com", "ann", "bob");
  const crash = fc.record({
    step: fc.nat({ max: 14 }),
    when: fc.constantFrom("before" as const, "after" as const),
  });
  const happening = fc.oneof(
    fc.record({ kind: fc.constant("look" as const), crash: fc.option(crash, { nil: undefined }) }),
    fc.record({ kind: fc.constant("looks" as const) }),
    fc.record({ kind: fc.constant("time" as const), hours: fc.integer({ min: 1, max: 100 }) }),
    fc.record({
      kind: fc.constant("review" as const),
      by: reviewer,
      said: fc.constantFrom(reason, " "),
    }),
  );

  async function happens(
    world: BypassWorld,
    one: typeof happening extends fc.Arbitrary<infer T> ? T : never,
    id: string,
  ) {
    switch (one.kind) {
      case "look":
        return void (await world.sweep(one.crash).catch(() => undefined));
      case "looks":
        return void (await Promise.allSettled([world.sweep(), world.sweep()]));
      case "time":
        return world.clock.advance(one.hours * 3600);
      case "review":
        return world.written.put(id, { reviewer: byUser(one.by), reason: one.said });
    }
  }

  it("is open until a review that counts is on the bus and in a message", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 25 }), async (all) => {
        const world = await broken();
        const [{ id }] = world.bus;
        let counted = false;
        for (const one of all) {
          await happens(world, one, id);
          counted ||= one.kind === "review" && /^(?:ann|bob)$/.test(one.by) && one.said === reason;
          // It is looked at in every hour, and kept between.
          if (world.open.ids.has(id)) assert.ok(world.bypasses.items.has(id));
          else assert.ok(world.reviewed.length > 0 && subjects(world, /reviewed: /) > 0);
          if (!counted) assert.deepEqual([world.open.ids.size, world.reviewed.length], [1, 0]);
          assert.ok(world.reviewed.every(({ actor }) => /^user\/(?:ann|bob)$/.test(actor.id)));
        }
        assert.ok(new Set(world.reviewed.map((event) => JSON.stringify(event))).size <= 1);
        world.written.put(id, { reviewer: byUser("carla"), reason });
        await looked(world);
        await looked(world);
        assert.deepEqual([world.open.ids.size, world.reviewed[0].bypass], [0, id]);
      }),
    );
  });
});
