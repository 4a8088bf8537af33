import * as assert from "node:assert/strict";
import { MalformedError } from "../../../../functions/domain/errors";
import { sweepOf } from "../../../../functions/domain/sweep-event";
import { attemptOf, requestOf, settings, token } from "../domain/samples";
import { byFunction } from "../domain/automatic/samples";
import { World } from "../support/world";
import { otherToken } from "../support/world-events";

const { action } = settings;
const at = new World().clock.now().toISOString();
const requested = {
  source: "codepipeline-approvals",
  "detail-type": "Requested",
  detail: {
    request: { pipelineName: "orders", stageName: "production", actionName: "approve" },
  },
};

/** A gate that decides by itself, and these requests of it. */
async function worldOf(...requests: Parameters<typeof requestOf>[0][]): Promise<World> {
  const world = new World();
  world.gates.set(action, byFunction);
  for (const change of requests) await world.table.create(requestOf(change));
  return world;
}

const handedOver = (of = token) => ({ version: 1, channel: "automatic", action, token: of });

describe("The function automatic", () => {
  it("has the decider look at a request that begins", async () => {
    const world = await worldOf({});
    await world.automatic(requested);
    assert.deepEqual(world.handedOver, [handedOver()]);
    assert.equal(world.lines.at(-1)?.event, "automatic_handed_over");
  });

  it("looks at all that wait, and at none that needs it no more", async () => {
    const automatic = { reason: "r", by: "f", at };
    const world = await worldOf(
      {},
      { token: otherToken },
      { token: "left", automatic: { ...automatic, decision: "ask", shown: true } },
      { token: "answered", automatic: { ...automatic, decision: "approve" } },
      { token: "unconfirmed", unconfirmed: true },
      { token: "deciding", status: "DECIDING", attempt: attemptOf() },
      { token: "decided", status: "DECIDED" },
    );
    await world.automatic(requested);
    assert.deepEqual(world.handedOver, [handedOver(), handedOver(otherToken)]);
  });

  it("hands over nothing of a gate that does not decide by itself, or of none", async () => {
    const world = await worldOf({});
    world.gates.set(action, settings);
    await world.automatic(requested);
    world.gates.delete(action);
    await world.automatic(requested);
    assert.deepEqual(world.handedOver, []);
    assert.equal(world.count("requests.unsettled"), 0);
  });

  it("is woken by sweep, for what is older than a run", async () => {
    const world = await worldOf({});
    await world.automatic(sweepOf([action]));
    assert.deepEqual(world.handedOver, []);
    world.clock.advance(45);
    await world.automatic(sweepOf([action, "other/production/approve"]));
    assert.deepEqual(world.handedOver, [handedOver()]);
  });

  it("hands over the others where one cannot be, and is tried again", async () => {
    const world = await worldOf({}, { token: otherToken });
    world.faults.push({ call: "decider.send", error: new Error("throttled") });
    await assert.rejects(world.automatic(requested), /1 requests of orders\/production\/approve/);
    assert.deepEqual(world.handedOver, [handedOver(otherToken)]);
    const line = world.lines.find(({ event }) => event === "automatic_not_handed_over");
    assert.deepEqual([line?.level, line?.fields?.["token"]], ["error", token]);
  });

  it("holds up no other action in a sweep where one fails", async () => {
    const other = "orders/staging/approve";
    const world = await worldOf({});
    world.gates.set(other, { ...byFunction, action: other });
    world.clock.advance(60);
    world.faults.push({ call: "gates.read", error: new Error("throttled") });
    await world.automatic(sweepOf([other, action]));
    assert.deepEqual(world.handedOver, [handedOver()]);
  });

  it("refuses an event that names no action", async () => {
    const world = await worldOf({});
    for (const event of [{}, undefined, { ...requested, detail: {} }]) {
      await assert.rejects(world.automatic(event), MalformedError);
    }
    assert.deepEqual(world.handedOver, []);
  });
});
