/** Many runs at once, in every order that they can meet: one ledger. */
import * as assert from "node:assert/strict";
import fc from "fast-check";
import { TransientError } from "../../../../functions/domain/errors";
import { sweepOf } from "../../../../functions/domain/sweep-event";
import { requestOf, settings, token } from "../domain/samples";
import { click, ended, otherToken, sns, thirdToken } from "../support/world-events";
import { decidedWorld, isWhole, LedgerWorld, onBus } from "./support";

const { expires } = requestOf();

/** Three requests, two of which have ended. */
async function busyWorld(): Promise<LedgerWorld> {
  const world = new LedgerWorld();
  for (const of of [token, otherToken, thirdToken]) {
    world.pipelines.wait(of, expires);
    await world.notify(sns({ token: of }));
  }
  await world.decide(click({ reason: "Load test passed." }));
  world.pipelines.take(otherToken, "Rejected", "No", "arn:aws:iam::111122223333:user/ann");
  await world.watch(ended("FAILED"));
  await world.publish();
  world.calls.length = 0;
  return world;
}

describe("Runs of the ledger at once", () => {
  it("keep one chain, whatever is delivered twice, late or in another order, and however they meet", async () => {
    const { length } = (await busyWorld()).bus;
    assert.ok(length >= 6);
    const deliveries = fc.array(fc.nat(length), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(deliveries, fc.scheduler(), async (order, scheduler) => {
        const world = await busyWorld();
        world.before = () => scheduler.schedule(Promise.resolve());
        // One number more than there are events is a sweep.
        const events = order.map((at) =>
          at === length ? sweepOf([settings.action]) : onBus(world.bus[at]),
        );
        const runs = Promise.allSettled(events.map((event) => world.record(event)));
        await scheduler.waitFor(runs);
        assert.deepEqual(
          (await runs).filter(({ status }) => status === "rejected"),
          [],
        );
        world.before = () => undefined;
        for (const event of world.bus) await world.record(onBus(event));
        isWhole(world);
        assert.equal(world.archive.puts.length, length);
      }),
      { numRuns: 150 },
    );
  });

  it("keep one chain where runs die as they meet", async () => {
    const crash = fc.option(
      fc.record({ step: fc.nat(25), when: fc.constantFrom("before" as const, "after" as const) }),
      { nil: undefined },
    );
    const { length } = (await busyWorld()).bus;
    const runs = fc.array(fc.tuple(fc.nat(length - 1), crash), { minLength: 2, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(runs, fc.scheduler(), async (all, scheduler) => {
        const world = await busyWorld();
        world.before = () => scheduler.schedule(Promise.resolve());
        const ends = Promise.allSettled(
          all.map(([at, dies]) => world.record(onBus(world.bus[at]), dies)),
        );
        await scheduler.waitFor(ends);
        world.before = () => undefined;
        await world.record(sweepOf([settings.action]));
        isWhole(world);
      }),
      { numRuns: 100 },
    );
  });

  it("leave to Lambda what others were always quicker at", async () => {
    const world = await decidedWorld();
    world.ledger.append = async () => "lost";
    await assert.rejects(world.record(onBus(world.bus[0])), (error) => {
      assert.ok(error instanceof TransientError);
      assert.match(error.message, /20 times/);
      return true;
    });
    assert.equal(world.count("ledger.head"), 20);
    assert.equal(world.count("signer.sign"), 20);
    assert.deepEqual(
      world.pauses,
      Array.from({ length: 19 }, (_, lost) => lost + 1),
    );
  });
});
