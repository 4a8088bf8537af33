/** A message that the table does not know: Slack was slow to answer for it, and another was posted. */
import * as assert from "node:assert/strict";
import { SlackError } from "../../../../functions/adapters/slack-api";
import { settings, token } from "../domain/samples";
import { expires, World } from "../support/world";
import { click, ended, sns } from "../support/world-events";

/** Two messages, of which the table knows the second. */
async function twice() {
  const world = new World();
  world.pipelines.wait(token, expires);
  const error = new SlackError("chat.postMessage", "no_answer");
  world.faults.push({ call: "slack.postMessage", error, when: "after" });
  await assert.rejects(world.notify(sns({})));
  world.clock.advance(60);
  await world.notify(sns({}));
  const [unknown, known] = [...world.slack.messages.keys()];
  assert.deepEqual(
    world.request().messages.map(({ ts }) => ts),
    [known],
  );
  return { world, unknown, known };
}

const isOpen = (world: World, ts: string): boolean =>
  world.message(ts).includes('"action_id":"approve"');

describe("decider: a message that the table does not know", () => {
  it("is closed with the other, whichever was pressed to decide", async () => {
    const { world, unknown, known } = await twice();
    await world.decide(click({ ts: unknown }));
    assert.equal(world.pipelines.decisions.length, 1);
    for (const ts of [unknown, known]) assert.match(world.message(ts), /Approved by Ann/);
  });

  it("is closed as soon as somebody touches it, where the request has ended before", async () => {
    const { world, unknown, known } = await twice();
    world.pipelines.take(token, "Rejected", "", "arn:aws:iam::111122223333:user/carla");
    await world.watch(ended("FAILED"));
    assert.deepEqual([isOpen(world, unknown), isOpen(world, known)], [true, false]);
    await world.decide(click({ ts: unknown }));
    assert.match(world.message(unknown), /Rejected by carla outside Slack/);
    assert.match(world.slack.told[0].text, /has ended/);
    assert.equal(world.pipelines.decisions.length, 1);
  });

  it("is no message of ours in another channel: nothing is kept of it", async () => {
    const { world, unknown } = await twice();
    await world.decide(click({ ts: unknown, channel: "C0OTHER" }));
    assert.equal(world.request().messages.length, 1);
    assert.equal(world.pipelines.decisions.length, 0);
  });

  it("that is gone stops nothing", async () => {
    const { world, known } = await twice();
    await world.decide(click({ ts: "1.1" }));
    assert.match(world.message(known), /Approved by Ann/);
    assert.deepEqual(
      world.request().messages.map(({ channel, shows }) => [channel, shows]),
      Array(2).fill([settings.channel, "DECIDED"]),
    );
  });
});
