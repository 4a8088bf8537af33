/** Whatever record of the stream is lost, sweeps bring every event of a request to the bus. */
import * as assert from "node:assert/strict";
import { settings, token } from "../domain/samples";
import { expires, World } from "../support/world";
import { click, ended, sns } from "../support/world-events";
import { inConsole, sweepFor } from "./support";

/** A request from its notification to its end; `publish` reads the stream after every step. */
const lives: Record<string, (world: World, publish: () => Promise<unknown>) => Promise<void>> = {
  "decided in Slack": async (world, publish) => {
    await world.notify(sns({}));
    await publish();
    await world.decide(click());
    await publish();
    await world.watch(ended("SUCCEEDED"));
    await publish();
  },
  "decided in the console": async (world, publish) => {
    await world.notify(sns({}));
    await publish();
    world.pipelines.take(token, "Rejected", "No", inConsole);
    await world.watch(ended("FAILED"));
    await publish();
  },
};

async function lived(name: string, publish: (world: World) => Promise<unknown>): Promise<World> {
  const world = new World();
  world.pipelines.wait(token, expires);
  await lives[name](world, () => publish(world));
  return world;
}

const sequences = (world: World): number[] => world.bus.map(({ sequence }) => sequence);

const history = (world: World): number[] =>
  (world.request().history ?? []).map(({ sequence }) => sequence);

describe("the events of a request", () => {
  for (const name of Object.keys(lives)) {
    it(`are on the bus once when it is ${name}, and it leaves the index then`, async () => {
      const world = await lived(name, (of) => of.publish());
      await sweepFor(world, 30);
      assert.deepEqual(sequences(world), history(world));
      assert.equal(world.request().publishedThrough, history(world).length);
      assert.deepEqual(world.table.unsettledActions(), []);
      await world.publish();
      assert.deepEqual(sequences(world), history(world));
      assert.equal(await world.publish(), 0);
    });

    it(`are on the bus once when it is ${name} before any record arrives`, async () => {
      const world = await lived(name, async () => undefined);
      assert.deepEqual(world.table.unsettledActions(), [settings.action]);
      await world.publish();
      await sweepFor(world, 30);
      assert.deepEqual(sequences(world), history(world));
      assert.deepEqual(world.table.unsettledActions(), []);
    });

    it(`are all on the bus when it is ${name} and any record is lost`, async () => {
      let records = 0;
      const count = async (world: World) => (records += await world.publish());
      await lived(name, count);
      assert.ok(records > 3, `${records} records`);
      for (let lost = 0; lost < records; lost += 1) {
        let read = 0;
        const world = await lived(name, (of) => of.publish(() => read++ === lost));
        await sweepFor(world, 30);
        await world.publish();
        assert.deepEqual([...new Set(sequences(world))].toSorted(), history(world), `${lost}`);
        assert.deepEqual(world.table.unsettledActions(), [], `${lost}`);
      }
    });

    it(`are all on the bus, in order, when it is ${name} and no record arrives`, async () => {
      const world = await lived(name, (of) => of.publish(() => true));
      await sweepFor(world, 5);
      assert.deepEqual(sequences(world), [], "the stream has its time");
      await sweepFor(world, 10);
      await world.publish(() => true);
      assert.deepEqual(sequences(world), history(world));
      assert.deepEqual(world.table.unsettledActions(), []);
      assert.ok(world.lines.some(({ event }) => event === "event_missed"));
    });
  }

  it("are looked for while the request waits as well", async () => {
    const world = new World();
    world.pipelines.wait(token, expires);
    await world.notify(sns({}));
    await world.publish(() => true);
    await sweepFor(world, 15);
    assert.deepEqual(sequences(world), [1]);
    await world.publish();
    assert.deepEqual(sequences(world), [1]);
    assert.equal(world.request().publishedThrough, 1);
    assert.deepEqual(world.table.unsettledActions(), [settings.action]);
  });

  it("do not wait for a note that cannot be written", async () => {
    const world = new World();
    world.pipelines.wait(token, expires);
    await world.notify(sns({}));
    const { note } = world.table;
    world.table.note = () => Promise.reject(new Error("no right"));
    await world.publish();
    assert.deepEqual(sequences(world), [1]);
    assert.ok(world.lines.some(({ event }) => event === "publication_not_noted"));
    world.table.note = note;
    await sweepFor(world, 15);
    assert.deepEqual(sequences(world), [1, 1]);
    assert.equal(world.bus[0].id, world.bus[1].id);
  });

  it("are noted no further than the request has them, whatever a record says", async () => {
    const world = new World();
    world.pipelines.wait(token, expires);
    await world.notify(sns({}));
    await world.publish();
    const [kept] = await world.table.unfinished(settings.action);
    await world.table.note(kept, { through: 99, after: 0 });
    assert.equal(world.request().publishedThrough, 1);
  });
});
