/** Whatever happens to a run, at whichever call: in the end every event is in the ledger once. */
import * as assert from "node:assert/strict";
import { sweepOf } from "../../../../functions/domain/sweep-event";
import { settings } from "../domain/samples";
import { decidedWorld, isWhole, type LedgerWorld, onBus, tried } from "./support";

const wakes: Readonly<Record<string, (world: LedgerWorld) => object>> = {
  "an event": (world) => onBus(world.bus[2]),
  sweep: () => sweepOf([settings.action]),
};

async function callsOfOneRun(wake: (world: LedgerWorld) => object): Promise<string[]> {
  const world = await decidedWorld();
  await world.record(wake(world));
  isWhole(world);
  return world.calls;
}

/** What Lambda has not carried through is carried through by the next sweep, and leaves the index. */
async function converges(world: LedgerWorld, where: string): Promise<void> {
  world.faults.length = 0;
  for (let sweeps = 0; sweeps < 3; sweeps += 1) {
    world.clock.advance(300);
    await world.sweep();
  }
  await world.publish();
  isWhole(world);
  assert.equal(world.request().ledgerThrough, 3, where);
  assert.deepEqual(world.table.unsettledActions(), [], where);
  assert.equal(world.archive.puts.length, 3, where);
  assert.deepEqual(world.ledgerDeadLetters, [], where);
}

for (const [woken, wake] of Object.entries(wakes)) {
  describe(`A run of the ledger that ${woken} wakes`, () => {
    it("is carried to its end by the next one, wherever it dies", async () => {
      const calls = await callsOfOneRun(wake);
      assert.ok(calls.length > 15);
      for (const [step, call] of calls.entries()) {
        for (const when of ["before", "after"] as const) {
          const world = await decidedWorld();
          await tried(world, wake(world), { step, when });
          await converges(world, `${when} ${call}`);
        }
      }
    });

    for (const [kind, when] of [
      ["throttled", "before"],
      ["done, its answer lost", "after"],
    ] as const) {
      it(`has every event in the end where any call was ${kind}`, async () => {
        for (const call of new Set(await callsOfOneRun(wake))) {
          const world = await decidedWorld();
          world.faults.push({ call, error: new Error(kind), when });
          await tried(world, wake(world));
          await converges(world, call);
        }
      });

      it(`has every event in the end where any call was ${kind} until Lambda gave up`, async () => {
        for (const call of new Set(await callsOfOneRun(wake))) {
          const world = await decidedWorld();
          world.faults.push({ call, error: new Error(kind), when, times: 30 });
          await tried(world, wake(world));
          await converges(world, call);
        }
      });
    }
  });
}

describe("A note that a writer of the request takes back", () => {
  it("is made again by sweep, and nothing is recorded twice", async () => {
    const world = await decidedWorld();
    const read = world.request();
    await world.record(onBus(world.bus[2]));
    assert.equal(world.request().ledgerThrough, 3);
    assert.equal(await world.table.save({ ...read, version: read.version + 1 }), "saved");
    assert.equal(world.request().ledgerThrough, 0);
    await converges(world, "taken back");
    assert.equal(world.count("ledger.append"), 3);
  });
});
