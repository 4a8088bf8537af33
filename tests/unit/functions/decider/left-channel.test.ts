/** A gate may have been given another channel since the request was posted. */
import * as assert from "node:assert/strict";
import { inSlack, settings, settingsOf } from "../domain/samples";
import { click, shownWorld } from "../support/world-events";

async function movedWorld() {
  const world = await shownWorld();
  world.gates.set(settings.action, settingsOf({ channel: "C0NEWHOME" }));
  return world;
}

describe("decider: a gate whose channel was changed", () => {
  it("takes the click on the message in the channel that was left", async () => {
    const world = await movedWorld();
    await world.decide(click({ channel: inSlack.channel }));
    assert.equal(world.pipelines.decisions.length, 1);
    assert.equal(world.request().status, "DECIDED");
  });

  it("takes no click from a channel that it never had", async () => {
    const world = await movedWorld();
    await world.decide(click({ channel: "C0OTHER" }));
    assert.deepEqual(world.pipelines.decisions, []);
    assert.equal(world.request().status, "PENDING");
  });
});
