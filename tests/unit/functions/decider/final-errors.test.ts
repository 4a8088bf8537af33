import * as assert from "node:assert/strict";
import { FinalError } from "../../../../functions/domain/errors";
import { click, shownWorld } from "../support/world-events";

describe("A decision that no other try can carry out", () => {
  it("is told to the person as such, and is called neither taken nor tried again", async () => {
    const world = await shownWorld();
    const error = Object.assign(new Error("no"), { name: "ValidationException", $metadata: {} });
    world.faults.push({ call: "pipelines.decide", error });
    await assert.rejects(world.decide(click()), error);
    const [{ text }] = world.slack.told;
    assert.match(text, /cannot be carried out, .*dead letter queue/);
    assert.doesNotMatch(text, /tried again/);
    assert.ok(!world.slack.history.join().includes("Approved by"));
  });

  it("is not told to anybody where the event is no click: it is final", async () => {
    const world = await shownWorld();
    await assert.rejects(world.decide({ version: 1 }), FinalError);
    assert.deepEqual(world.slack.told, []);
  });

  it("is none where the signature is wrong: a secret that was stored just now is read by the next try", async () => {
    const world = await shownWorld();
    await assert.rejects(world.decide({ ...click(), signature: `v0=${"0".repeat(64)}` }), {
      name: "TransientError",
    });
  });
});
