/** A second channel needs nothing of domain, notifier, decider or watcher: it is in the list, and works. */
import * as assert from "node:assert/strict";
import { createChannels } from "../../../../functions/channels/registry";
import { expires, World } from "../support/world";
import { click, ended, press, sns } from "../support/world-events";
import { token } from "../domain/samples";
import { Board, name } from "./test-channel/channel";

function worldWithBoard() {
  const world = new World();
  const board = new Board();
  world.channels.push(board);
  world.pipelines.wait(token, expires);
  return { world, board };
}

const shownOn = (world: World) => world.request().messages.map(({ via = "slack" }) => via);

describe("a request on two channels", () => {
  it("is shown on both", async () => {
    const { world, board } = worldWithBoard();
    await world.notify(sns({}));
    assert.deepEqual(shownOn(world), ["slack", name]);
    assert.equal(world.slack.messages.size, 1);
    assert.deepEqual([...board.cards.values()], ["Waiting for a decision"]);
  });

  it("is closed on both when it is decided in Slack", async () => {
    const { world, board } = worldWithBoard();
    await world.notify(sns({}));
    await world.decide(click());
    assert.match(world.message(), /Approved by Ann/);
    assert.deepEqual([...board.cards.values()], ["Approved by Ann (U0ANN) in Slack"]);
    assert.deepEqual(
      world.request().messages.map(({ shows }) => shows),
      ["DECIDED", "DECIDED"],
    );
  });

  it("is closed on both when it ends elsewhere", async () => {
    const { world, board } = worldWithBoard();
    await world.notify(sns({}));
    world.pipelines.take(token, "Rejected", "No", "arn:aws:iam::111122223333:user/ann");
    await world.watch(ended("FAILED"));
    assert.match(world.message(), /Rejected by ann/);
    assert.match([...board.cards.values()][0], /^Rejected by ann/);
  });

  it("is not posted again where it is shown, when the other channel fails at first", async () => {
    const { world, board } = worldWithBoard();
    board.failures = 1;
    await assert.rejects(world.notify(sns({})), /could not be shown/);
    assert.deepEqual(shownOn(world), ["slack"]);
    world.clock.advance(60);
    await world.notify(sns({}));
    assert.deepEqual(shownOn(world), ["slack", name]);
    assert.equal(world.slack.messages.size, 1);
  });

  it("keeps its message on the other channel when a press finds Slack's gone", async () => {
    const { world, board } = worldWithBoard();
    await world.notify(sns({}));
    const [first] = world.slack.messages.keys();
    const { text, channel, blocks } = world.slack.messages.get(first)!;
    const { ts } = await world.slack.postMessage({ channel, text, blocks });
    world.slack.messages.delete(first);
    await world.decide(press({ ts }));
    assert.deepEqual(
      world.request().messages.map((message) => message.ts),
      ["1", ts],
    );
    assert.deepEqual([...board.cards.values()], ["Waiting for a decision"]);
  });

  it("fails the run where a message is on a channel that the hub has not", async () => {
    const { world } = worldWithBoard();
    await world.notify(sns({}));
    world.channels.pop();
    world.pipelines.take(token, "Approved", "", "arn:aws:iam::111122223333:user/ann");
    await assert.rejects(world.watch(ended("SUCCEEDED")), /could not be closed/);
    assert.deepEqual(
      world.request().messages.map(({ shows }) => shows),
      ["DECIDED", "PENDING"],
    );
  });
});

describe("the registry of channels", () => {
  it("makes each channel that the function has not made itself", () => {
    const world = new World();
    const names = (made: Board[]) =>
      createChannels({ clock: world.clock, log: world.log }, made).map((one) => one.name);
    assert.deepEqual(names([]), ["slack"]);
    assert.deepEqual(names([new Board()]), [name, "slack"]);
  });
});
