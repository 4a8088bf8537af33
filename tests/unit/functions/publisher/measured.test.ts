/** What is measured of the events of requests: each once, whatever comes twice, late or never. */
import * as assert from "node:assert/strict";
import { createHandler } from "../../../../functions/publisher/handler";
import type { Measure } from "../../../../functions/domain/measures";
import { sweepOf } from "../../../../functions/domain/sweep-event";
import { settings, token } from "../domain/samples";
import { expires, World } from "../support/world";
import { click, ended, sns } from "../support/world-events";

interface Measured {
  readonly gate: string;
  readonly names: readonly string[];
  readonly at: string;
}

/** A world whose publisher measures. */
function measuringWorld() {
  const world = new World();
  const measured: Measured[] = [];
  const failing = { metering: false };
  const publish = createHandler({
    bus: { put: async (event) => void world.bus.push(event) },
    publications: world.table,
    deadLetters: { send: () => Promise.reject(new Error("no queue")) },
    metering: {
      ofRequest: (gate: string, measures: readonly Measure[], at: Date) => {
        if (failing.metering) throw new Error("The run is gone.");
        measured.push({ gate, names: measures.map(({ name }) => name), at: at.toISOString() });
      },
    },
    log: world.log,
    clock: world.clock,
  });
  /** Reads the stream to its end; `times` says how often a record comes. */
  const stream = async (times: (record: number) => number = () => 1) => {
    const records = world.table.stream.splice(0);
    for (const [index, record] of records.entries()) {
      for (let n = 0; n < times(index); n += 1) await publish({ Records: [record] });
    }
    return records.length;
  };
  const sweep = () => publish(sweepOf([settings.action]) as never);
  const names = () => measured.flatMap((one) => one.names);
  return { world, publish, stream, sweep, measured, names, failing };
}

/** From the notification to the end that Slack decided. */
async function lived(world: World): Promise<void> {
  world.pipelines.wait(token, expires);
  await world.notify(sns({}));
  world.clock.advance(90);
  await world.decide(click());
  await world.watch(ended("SUCCEEDED"));
}

const life = ["Requested", "SecondsToFirstResponse", "Approved", "SecondsToDecision"];

describe("what publisher measures", () => {
  it("is each event of a request, of its gate and at its time", async () => {
    const { world, stream, measured, names } = measuringWorld();
    await lived(world);
    await stream();
    assert.deepEqual(names(), life);
    assert.deepEqual([...new Set(measured.map(({ gate }) => gate))], [settings.action]);
    const times = world.request().history!.map(({ time }) => time);
    assert.deepEqual(
      measured.map(({ at }) => at),
      times,
    );
  });

  it("is the same where every record comes three times", async () => {
    const { world, stream, names } = measuringWorld();
    await lived(world);
    await stream(() => 3);
    assert.deepEqual(names(), life);
  });

  it("is the same where a whole batch comes again after all of it was noted", async () => {
    const { world, publish, names } = measuringWorld();
    await lived(world);
    const Records = world.table.stream.splice(0);
    for (let n = 0; n < 2; n += 1) await publish({ Records });
    assert.deepEqual(names(), life);
  });

  it("is the same, though later, where any record is lost and sweep has it published", async () => {
    const first = measuringWorld();
    await lived(first.world);
    const count = await first.stream();
    for (let lost = 0; lost < count; lost += 1) {
      const { world, stream, sweep, names } = measuringWorld();
      await lived(world);
      await stream((record) => (record === lost ? 0 : 1));
      world.clock.advance(700);
      for (let n = 0; n < 2; n += 1) await sweep();
      await stream();
      assert.deepEqual(names().toSorted(), life.toSorted(), `record ${lost}`);
    }
  });

  it("is what was noted: where the note fails, the sweep that notes it measures it", async () => {
    const { world, stream, sweep, names } = measuringWorld();
    await lived(world);
    const { note } = world.table;
    world.table.note = () => Promise.reject(new Error("throttled"));
    await stream();
    assert.deepEqual(names(), []);
    world.table.note = note;
    world.clock.advance(700);
    await sweep();
    await sweep();
    assert.deepEqual(names(), life);
  });

  it("is once where the note was taken back by who wrote the request as it had been", async () => {
    const { world, stream, names } = measuringWorld();
    world.pipelines.wait(token, expires);
    await world.notify(sns({}));
    const { publishedThrough: _, ...unnoted } = world.request();
    await stream();
    await world.table.save({ ...unnoted, version: unnoted.version + 1 });
    await stream();
    world.clock.advance(90);
    await world.decide(click());
    await stream();
    assert.deepEqual(names(), life);
    assert.equal(world.request().publishedThrough, world.request().history!.length);
  });

  it("is missed, and never twice, where the run ends between the note and the line", async () => {
    const { world, stream, sweep, names, failing } = measuringWorld();
    await lived(world);
    failing.metering = true;
    await stream();
    failing.metering = false;
    world.clock.advance(700);
    await sweep();
    assert.deepEqual(names(), []);
    assert.deepEqual(
      [...new Set(world.bus.map(({ sequence }) => sequence))],
      world.request().history!.map(({ sequence }) => sequence),
    );
  });

  it("is nothing where the hub measures nothing", async () => {
    const { world } = measuringWorld();
    await lived(world);
    await world.publish();
    assert.equal(world.request().publishedThrough, world.request().history!.length);
  });
});
