/** What stands in the bucket in the place of an entry. */
import * as assert from "node:assert/strict";
import { FinalError } from "../../../../functions/domain/errors";
import { entryFileName } from "../../../../functions/domain/ledger/entry";
import { decidedWorld, entriesOf, isWhole, onBus, recorded } from "./support";

const second = entryFileName(2);

describe("Something else in the place of an entry", () => {
  async function occupied() {
    const world = await decidedWorld();
    world.archive.objects.set(second, "{}\n");
    await recorded(world);
    return world;
  }

  it("is left as it is, kept for a person once, and holds up no other entry", async () => {
    const world = await occupied();
    await recorded(world);
    assert.equal(world.archive.objects.get(second), "{}\n");
    assert.deepEqual([...world.archive.objects.keys()].sort(), [1, 2, 3].map(entryFileName));
    assert.equal(world.ledgerDeadLetters.length, 1);
    const lines = world.lines.filter(({ event }) => event === "ledger_archive_conflict");
    assert.equal(lines.length, 1);
    assert.equal(lines[0].level, "error");
    assert.equal(lines[0].fields!.sequence, 2);
    assert.match(
      String(lines[0].fields!.remedy),
      /CloudTrail.* invoke the function .*: it puts the entry\.$/,
    );
    assert.equal(world.ledger.archivedThrough, 3);
  });

  it("is replaced by nobody; once it is gone, what was kept puts the entry", async () => {
    const world = await occupied();
    const [kept] = world.ledgerDeadLetters;
    await assert.rejects(world.record(kept), (error: FinalError) => {
      assert.ok(error instanceof FinalError);
      assert.match(error.message, /entry 2/);
      assert.match(error.remedy!, /CloudTrail/);
      return true;
    });
    assert.equal(world.archive.objects.get(second), "{}\n");
    world.archive.objects.delete(second);
    await world.record(kept);
    isWhole(world);
    assert.deepEqual(world.archive.puts.map(Number.parseFloat), [1, 3, 2]);
    await world.record(kept);
    isWhole(world);
  });

  it("is told again where it could not be kept", async () => {
    const world = await decidedWorld();
    world.archive.objects.set(second, "{}\n");
    world.faults.push({ call: "deadLetters.send", error: new Error("no queue") });
    await assert.rejects(world.record(onBus(world.bus[0])), /no queue/);
    assert.equal(world.ledger.archivedThrough, 1);
    await world.record(onBus(world.bus[0]));
    assert.equal(world.ledgerDeadLetters.length, 1);
    assert.equal(world.ledger.archivedThrough, 3);
  });

  it("is nothing that can be asked for of an entry that is not there", async () => {
    const world = await occupied();
    const kept = world.ledgerDeadLetters[0] as object;
    await assert.rejects(world.record({ ...kept, sequence: 9 }), /no entry 9/);
    assert.equal(entriesOf(world).length, 3);
    // Another entry takes no other's place.
    world.ledger.entries.delete(2);
    await assert.rejects(world.record(kept), /no entry 2/);
  });
});
