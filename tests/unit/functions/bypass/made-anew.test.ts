/** A pipeline that is deleted and made anew under its name, which begins at version 1 again. */
import * as assert from "node:assert/strict";
import type { Definition } from "../../../../functions/domain/bypass/definition";
import { UnknownPipelineError } from "../../../../functions/domain/errors";
import { approve, said, sign } from "./judged";
import { callOf, definition, user } from "./fixtures";
import { BypassWorld } from "./support";

const both = `${approve} ${sign}`;
const first = "2026-11-22T20:00:00.000Z";
/** After the call of which `callOf` tells. */
const second = "2026-11-22T21:00:05.000Z";

const of = (created: string, version: number, more: Partial<Definition> = {}): Definition => ({
  ...structuredClone(definition),
  ...{ created, version },
  ...more,
});
const withoutSign = { actions: definition.actions.filter(({ name }) => name !== "sign") };

const gone = (world: BypassWorld): void => {
  world.definition = undefined;
  world.gone = new UnknownPipelineError("gone");
};
const update = callOf("UpdatePipeline", { pipeline: { name: "orders" } });
const deletion = (eventID: string, eventTime = "2026-11-22T21:00:00Z"): object =>
  callOf("DeletePipeline", { name: "orders" }, { eventID, eventTime });

/** A hub that has seen the first pipeline. */
async function seen(): Promise<BypassWorld> {
  const world = new BypassWorld();
  world.definition = of(first, 1);
  await world.sweep();
  return world;
}

describe("A pipeline that was made anew", () => {
  it("has bypasses of its own: one like that of the pipeline before it is said again", async () => {
    const world = await seen();
    world.definition = of(first, 2, withoutSign);
    await world.sweep();
    world.definition = of(second, 1);
    await world.run(deletion("one"));
    world.definition = of(second, 2, withoutSign);
    await world.run(update);
    assert.deepEqual(said(world), [
      `GateRemoved ${sign} undefined`,
      `GateRemoved ${both} mallory`,
      `GateRemoved ${sign} mallory`,
    ]);
    await world.sweep();
    assert.equal(world.bus.length, 3);
  });

  it("has weaknesses of its own as well", async () => {
    const world = await seen();
    const weak = (created: string, version: number): Definition =>
      of(created, version, { rules: [] });
    world.definition = weak(first, 2);
    await world.sweep();
    world.definition = of(second, 1);
    await world.sweep();
    world.definition = weak(second, 2);
    await world.sweep();
    await world.run(update);
    assert.deepEqual(world.kinds(), ["GateWeakened", "GateRemoved", "GateWeakened"]);
  });

  it("is compared with the one before it, at once, though both have one version", async () => {
    const world = await seen();
    world.definition = of(second, 1, withoutSign);
    await world.sweep();
    assert.deepEqual(said(world).sort(), [
      `GateRemoved ${both} undefined`,
      `GateRemoved ${sign} undefined`,
    ]);
  });

  it("says what was said of the one before it, where it is so again", async () => {
    const world = await seen();
    world.definition = of(first, 2, withoutSign);
    await world.sweep();
    world.definition = of(second, 1, withoutSign);
    await world.sweep();
    await world.sweep();
    await world.sweep();
    assert.deepEqual(said(world), [
      `GateRemoved ${sign} undefined`,
      `GateRemoved ${both} undefined`,
      `GateRemoved ${sign} undefined`,
    ]);
  });
});

describe("The deletion of a pipeline that was made anew", () => {
  const what =
    "The pipeline was deleted, and its gates with it. One of the same name is there again.";

  it("is seen by the hourly look, without a word of who it was", async () => {
    const world = await seen();
    world.definition = of(second, 1);
    await world.sweep();
    await world.sweep();
    assert.deepEqual(said(world), [`GateRemoved ${both} undefined`]);
    assert.deepEqual([world.bus[0].what, world.bus[0].operation], [what, "DeletePipeline"]);
  });

  it("is not whose who changed the new one", async () => {
    const world = await seen();
    world.definition = of(second, 2);
    await world.run(update);
    assert.deepEqual(said(world), [`GateRemoved ${both} undefined`]);
    assert.equal(world.bus[0].cloudTrailEventId, undefined);
  });

  type Step = (world: BypassWorld) => Promise<void>;
  const told: Step = (world) => world.run(deletion("one"));
  const swept: Step = (world) => world.sweep();
  const missing: Step = async (world) => gone(world);
  const again: Step = async (world) => void (world.definition = of(second, 1));
  const orders: [title: string, steps: Step[], who: string][] = [
    ["CloudTrail, and then by the hourly look", [again, told, swept], "mallory"],
    ["the hourly look, and then by CloudTrail", [again, swept, told], "undefined"],
    ["CloudTrail while it was gone", [missing, told, swept, again, swept, told], "mallory"],
    ["the hourly look while it was gone", [missing, swept, again, told, swept], "undefined"],
    ["the hourly look, and late by CloudTrail", [missing, swept, again, swept, told], "undefined"],
  ];
  for (const [title, steps, who] of orders) {
    it(`is said once, seen by ${title}`, async () => {
      const world = await seen();
      for (const step of steps) await step(world);
      assert.deepEqual(said(world), [`GateRemoved ${both} ${who}`]);
      await again(world);
      await swept(world);
      assert.equal(world.bus.length, 1);
    });
  }

  it("is another one than that of the pipeline before it", async () => {
    const world = await seen();
    await again(world);
    await told(world);
    gone(world);
    await world.sweep();
    await world.run(deletion("two", "2026-11-22T22:00:00Z"));
    assert.deepEqual(said(world), [`GateRemoved ${both} mallory`, `GateRemoved ${both} undefined`]);
  });

  it("is told of the new one where that is not gone yet", async () => {
    const world = await seen();
    await again(world);
    await world.sweep();
    await world.run(deletion("two", "2026-11-22T22:00:00Z"));
    gone(world);
    await world.sweep();
    assert.deepEqual(said(world), [`GateRemoved ${both} undefined`, `GateRemoved ${both} mallory`]);
  });

  it("is told of each deletion where nobody has seen the pipelines before", async () => {
    const world = new BypassWorld();
    gone(world);
    await world.run(deletion("one"));
    await world.run(deletion("one"));
    await world.run(deletion("two", "2026-11-22T21:30:00Z"));
    assert.equal(world.bus.length, 2);
    assert.ok(world.bus.every(({ actor }) => actor?.id === user("mallory")));
  });

  it("is told apart by the version where CodePipeline does not say when it was created", async () => {
    const world = new BypassWorld();
    for (const version of [3, 4, 4]) {
      world.definition = { ...structuredClone(definition), version };
      await world.sweep();
      gone(world);
      await world.sweep();
    }
    assert.equal(world.bus.length, 2);
  });

  it("is not concluded where CodePipeline does not say any more when it was created", async () => {
    const world = await seen();
    world.definition = structuredClone(definition);
    await world.sweep();
    world.definition = of(first, 3);
    await world.sweep();
    assert.deepEqual(said(world), []);
  });

  it("is of the new one where it was told at its very creation", async () => {
    const world = await seen();
    world.definition = of("2026-11-22T21:00:00.000Z", 1);
    await world.run(deletion("one"));
    gone(world);
    await world.sweep();
    assert.equal(world.bus.length, 1);
  });

  it("is told apart by the version, or the call, where nobody knows when they were created", async () => {
    const world = new BypassWorld();
    await world.sweep();
    gone(world);
    await world.sweep();
    world.definition = structuredClone(definition);
    await world.run(deletion("one"));
    await world.run(deletion("one"));
    await world.run(deletion("two"));
    assert.equal(world.bus.length, 3);
  });
});
