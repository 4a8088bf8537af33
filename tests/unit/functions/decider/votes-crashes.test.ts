import * as assert from "node:assert/strict";
import { ann, approval, bob, cy, rejection, ruledWorld, toldTo } from "../support/ruled-world";
import type { Crash, World } from "../support/world";
import { ended } from "../support/world-events";

const crashes = (steps: number): Crash[] =>
  Array.from({ length: steps }, (_, step) => [
    { step, when: "before" as const },
    { step, when: "after" as const },
  ]).flat();

/** How many calls the run makes that nothing disturbs. */
async function stepsOf(prepare: () => Promise<World>, vote: unknown): Promise<number> {
  const world = await prepare();
  const before = world.calls.length;
  await world.decide(vote);
  return world.calls.length - before;
}

const votedBy = async (...people: (typeof ann)[]): Promise<World> => {
  const world = await ruledWorld();
  for (const who of people) await world.decide(approval(who));
  return world;
};

const dies = (world: World, vote: unknown, crash: Crash) =>
  world.decide(vote, crash).catch((error: unknown) => assert.ok(error instanceof Error));

describe("decider that dies while it counts votes", () => {
  const last = approval(bob);
  const prepare = () => votedBy(ann);

  it("decides once, wherever it dies, when the same hand-over comes again", async () => {
    const steps = await stepsOf(prepare, last);
    assert.ok(steps >= 9, `only ${steps} steps`);
    for (const crash of crashes(steps)) {
      const world = await prepare();
      await dies(world, last, crash);
      world.clock.advance(60);
      await world.decide(last);
      assert.equal(world.pipelines.decisions.length, 1);
      assert.match(world.message(), /Approved by BOB \(U0BOB\) in Slack, with ANN/);
      const votes = world.request().history!.filter(({ type }) => type === "Voted");
      assert.equal(votes.length, 2);
      assert.deepEqual(world.request().outcome?.agreed, [ann]);
    }
  });

  it("decides once, wherever it dies, at the next vote of anybody", async () => {
    for (const crash of crashes(await stepsOf(prepare, last))) {
      const world = await prepare();
      await dies(world, last, crash);
      world.clock.advance(60);
      await world.decide(approval(cy));
      await world.decide(last);
      assert.equal(world.pipelines.decisions.length, 1);
      assert.equal(world.request().status, "DECIDED");
      assert.match(world.message(), /Approved by (BOB|CY)/);
    }
  });

  it("approves no more, wherever it dies, once one of two has taken back their approval", async () => {
    for (const crash of crashes(await stepsOf(prepare, last))) {
      const world = await prepare();
      await dies(world, last, crash);
      world.clock.advance(60);
      await world.decide(rejection(ann));
      await world.decide(last);
      assert.equal(world.pipelines.decisions.length, 1);
      const { outcome } = world.request();
      assert.equal(outcome?.result, world.pipelines.decisions[0].result);
      const isThrough = outcome?.result === "Approved";
      assert.match(world.message(), isThrough ? /Approved by BOB/ : /Rejected by ANN/);
    }
  });

  it("takes no vote on what has come through without a run that has seen it", async () => {
    const world = await ruledWorld({ rejections: 2 });
    await world.decide(approval(ann));
    world.faults.push({ call: "pipelines.decide", error: new Error("lost"), when: "after" });
    await assert.rejects(world.decide(last), /lost/);
    world.clock.advance(60);
    await world.decide(rejection(ann));
    assert.match(world.message(), /Approved by BOB/);
    const votes = world.request().votes?.map(({ result }) => result);
    assert.deepEqual(votes, ["Approved", "Approved"]);
    assert.match(toldTo(world, ann).at(-1)!, /Nothing was changed.*Approved by BOB/);
  });

  it("shows a vote that completes nothing, wherever it dies", async () => {
    const vote = approval(ann);
    for (const crash of crashes(await stepsOf(votedBy, vote))) {
      const world = await votedBy();
      await dies(world, vote, crash);
      world.clock.advance(60);
      await world.decide(vote);
      assert.match(world.message(), /Approved by ANN/);
      assert.equal(world.request().votes?.length, 1);
      assert.equal(world.count("pipelines.decide"), 0);
    }
  });

  it("recognises its own decision by its summary, with whoever had agreed", async () => {
    const world = await votedBy(ann);
    world.faults.push({ call: "pipelines.decide", error: new Error("lost"), when: "after" });
    await assert.rejects(world.decide(last), /lost/);
    await world.watch(ended("SUCCEEDED"));
    const { outcome } = world.request();
    assert.deepEqual([outcome?.person, outcome?.agreed], [bob, [ann]]);
    assert.match(world.message(), /Approved by BOB \(U0BOB\) in Slack, with ANN/);
  });
});
