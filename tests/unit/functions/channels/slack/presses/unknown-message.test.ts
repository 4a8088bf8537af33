/** A message that the table does not know: Slack was slow to answer for it, and another was posted. */
import * as assert from "node:assert/strict";
import { inSlack, token } from "../../../domain/samples";
import type { World } from "../../../support/world";
import { click, ended, postedTwice } from "../../../support/world-events";

const isOpen = (world: World, ts: string): boolean =>
  world.message(ts).includes('"action_id":"approve"');

describe("decider: a message that the table does not know", () => {
  it("is closed with the other, whichever was pressed to decide", async () => {
    const { world, unknown, known } = await postedTwice();
    await world.decide(click({ ts: unknown }));
    assert.equal(world.pipelines.decisions.length, 1);
    for (const ts of [unknown, known]) assert.match(world.message(ts), /Approved by Ann/);
  });

  it("is closed as soon as somebody touches it, where the request has ended before", async () => {
    const { world, unknown, known } = await postedTwice();
    world.pipelines.take(token, "Rejected", "", "arn:aws:iam::111122223333:user/carla");
    await world.watch(ended("FAILED"));
    assert.deepEqual([isOpen(world, unknown), isOpen(world, known)], [true, false]);
    await world.decide(click({ ts: unknown }));
    assert.match(world.message(unknown), /Rejected by carla outside Slack/);
    assert.match(world.slack.told[0].text, /has ended/);
    assert.equal(world.pipelines.decisions.length, 1);
  });

  it("is no message of ours in another channel: nothing is kept of it", async () => {
    const { world, unknown } = await postedTwice();
    await world.decide(click({ ts: unknown, channel: "C0OTHER" }));
    assert.equal(world.request().messages.length, 1);
    assert.equal(world.pipelines.decisions.length, 0);
  });

  it("that is gone stops nothing", async () => {
    const { world, known } = await postedTwice();
    await world.decide(click({ ts: "1.1" }));
    assert.match(world.message(known), /Approved by Ann/);
    assert.deepEqual(
      world.request().messages.map(({ place, shows }) => [place, shows]),
      Array(2).fill([inSlack.channel, "DECIDED"]),
    );
  });
});
