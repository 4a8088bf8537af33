/** SNS may deliver twice at once: who comes second must not post as well, for the time of one run. */
import { leaseInSeconds } from "../../../../contract/timing";
import * as assert from "node:assert/strict";
import { recordPosted } from "../../../../functions/domain/messages";
import { newRequest } from "../../../../functions/domain/transitions";
import { parseNotification } from "../../../../functions/domain/notification";
import { token } from "../domain/samples";
import { expires, World } from "../support/world";
import { sns } from "../support/world-events";

const ref = { channel: "slack", place: "C0RELEASES", id: "1.1" };

/** A request that another delivery has kept, and not posted yet, and the seconds since. */
function keptFor(seconds: number): World {
  const world = new World();
  world.pipelines.wait(token, expires);
  const { Message } = sns({}).Records[0].Sns;
  const notification = parseNotification(Message, world.clock.now());
  const request = newRequest(notification, world.clock.now(), 30, {});
  world.table.items.set(`${request.action}#${token}`, JSON.stringify(request));
  world.clock.advance(seconds);
  return world;
}

describe("The notifier, given a request that another delivery has kept,", () => {
  for (const seconds of [0, 1, leaseInSeconds - 1]) {
    it(`posts nothing and comes again where that was ${seconds} s ago and it is not posted`, async () => {
      const world = keptFor(seconds);
      await assert.rejects(world.notify(sns({})), /1 of 1 requests could not be shown/);
      assert.equal(world.count("slack.postMessage"), 0);
      assert.equal(world.count("requests.save"), 0);
    });
  }

  for (const seconds of [leaseInSeconds, leaseInSeconds + 1, 3600]) {
    it(`posts it where that was ${seconds} s ago and it is not posted: that run is over`, async () => {
      const world = keptFor(seconds);
      await world.notify(sns({}));
      assert.equal(world.count("slack.postMessage"), 1);
      assert.equal(world.request().messages.length, 1);
    });
  }

  it("posts it once where several runs come at once, and the others come again", async () => {
    const world = keptFor(leaseInSeconds);
    const runs = await Promise.allSettled([1, 2, 3].map(() => world.notify(sns({}))));
    assert.deepEqual(runs.map(({ status }) => status).toSorted(), [
      "fulfilled",
      "rejected",
      "rejected",
    ]);
    assert.equal(world.count("slack.postMessage"), 1);
    await world.notify(sns({}));
    assert.equal(world.count("slack.postMessage"), 1);
  });

  it("posts it at once after a run that Slack has refused", async () => {
    const world = keptFor(leaseInSeconds);
    world.faults.push({ call: "slack.postMessage", error: new Error("refused") });
    await assert.rejects(world.notify(sns({})));
    await world.notify(sns({}));
    assert.equal(world.request().messages.length, 1);
  });

  it("posts it after the time of a run that died before it was posted", async () => {
    const alive = keptFor(leaseInSeconds);
    await alive.notify(sns({}));
    const step = alive.calls.indexOf("slack.postMessage");
    const world = keptFor(leaseInSeconds);
    await assert.rejects(world.notify(sns({}), { step, when: "before" }));
    world.clock.advance(leaseInSeconds - 1);
    await assert.rejects(world.notify(sns({})), /could not be shown/);
    world.clock.advance(1);
    await world.notify(sns({}));
    assert.equal(world.request().messages.length, 1);
  });

  it("posts nothing, and tries nothing again, where it was posted a moment ago", async () => {
    const world = keptFor(0);
    const shown = recordPosted(world.request(), ref);
    world.table.items.set(`${shown.action}#${token}`, JSON.stringify(shown));
    await world.notify(sns({}));
    assert.equal(world.count("slack.postMessage"), 0);
  });

  /** Another delivery keeps what `item` says, after this one has looked and before it keeps. */
  async function overtaken(item: (world: World) => string | undefined): Promise<World> {
    const from = keptFor(0);
    const theirs = item(from);
    const world = new World();
    world.pipelines.wait(token, expires);
    world.table.create = async (request) => {
      if (theirs !== undefined) world.table.items.set(`${request.action}#${token}`, theirs);
      return "exists";
    };
    return world;
  }

  it("has nothing left to do where it was posted between its look and its own keeping", async () => {
    const world = await overtaken((from) => JSON.stringify(recordPosted(from.request(), ref)));
    await world.notify(sns({}));
    assert.equal(world.count("slack.postMessage"), 0);
    assert.deepEqual(
      world.request().messages.map(({ id }) => id),
      ["1.1"],
    );
  });

  it("comes again where it was kept in that moment and is not posted yet", async () => {
    const world = await overtaken((from) => JSON.stringify(from.request()));
    await assert.rejects(world.notify(sns({})), /1 of 1 requests could not be shown/);
    assert.equal(world.count("slack.postMessage"), 0);
  });

  it("comes again where it is gone again, and posts nothing that nobody keeps", async () => {
    const world = await overtaken(() => undefined);
    await assert.rejects(world.notify(sns({})), /1 of 1 requests could not be shown/);
    assert.equal(world.count("slack.postMessage"), 0);
  });

  it("tells what failed as the cause, for whoever reads the dead letter", async () => {
    await assert.rejects(keptFor(0).notify(sns({})), (error) => {
      assert.ok(error instanceof Error && error.cause instanceof Error);
      assert.match(error.cause.message, /being posted by another run/);
      return true;
    });
  });
});
