/** A second channel needs no change of domain, notifier, decider or watcher: it is in the list, and works. */
import * as assert from "node:assert/strict";
import { expires, World } from "../support/world";
import { click, ended, press, sns } from "../support/world-events";
import { sourceIdentity } from "../../../../functions/domain/session";
import { ann, settings, token } from "../domain/samples";
import { Board, name } from "./test-channel/channel";
import { signed } from "./test-channel/original";

function worldWithBoard() {
  const world = new World();
  const board = new Board({ read: async (of) => world.gates.get(of) });
  world.channels.push(board);
  world.pipelines.wait(token, expires);
  return { world, board };
}

const shownOn = (world: World) => world.request().messages.map(({ channel }) => channel);

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
      world.request().messages.map((message) => message.id),
      ["1", ts],
    );
    assert.deepEqual([...board.cards.values()], ["Waiting for a decision"]);
    // Slack was asked about the message that is gone, and about none of the board's.
    assert.equal(world.lines.filter((line) => line.event === "message_unchangeable").length, 1);
  });

  it("is closed on the other channel too, when a press in Slack finds it ended", async () => {
    const { world, board } = worldWithBoard();
    await world.notify(sns({}));
    world.pipelines.take(token, "Rejected", "No", "arn:aws:iam::111122223333:user/ann");
    board.failures = 1;
    await assert.rejects(world.watch(ended("FAILED")), /could not be closed/);
    await world.decide(press());
    assert.match([...board.cards.values()][0], /^Rejected by ann/);
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

const { action } = settings;

describe("a request that is decided on a second channel", () => {
  async function shown() {
    const { world, board } = worldWithBoard();
    await world.notify(sns({}));
    return { world, board };
  }
  const words = { id: "1", action, token, member: "bob", result: "Approved", card: "1" } as const;

  it("is decided in the name of the member, and closed on both channels", async () => {
    const { world, board } = await shown();
    await world.decide(signed(words));
    const [decision] = world.pipelines.decisions;
    const bob = { channel: name, id: "bob", displayName: "bob" };
    assert.equal(world.pipelines.decisions.length, 1);
    assert.equal(decision.result, "Approved");
    assert.match(decision.by, /\/board-bob-bob$/);
    assert.equal(sourceIdentity(bob), "board-bob");
    assert.equal(decision.summary, "Approved by bob (bob) in Board");
    assert.deepEqual(world.request().outcome?.person, bob);
    assert.match(world.message(), /Approved by bob/);
    assert.deepEqual([...board.cards.values()], ["Approved by bob (bob) in Board"]);
    assert.deepEqual(board.told, []);
    assert.deepEqual(shownOn(world), ["slack", name]);
  });

  it("is told in private, on the channel where it was tried, how it has ended", async () => {
    const { world, board } = await shown();
    await world.decide(click());
    await world.decide(signed({ ...words, result: "Rejected", reason: "It is far too late." }));
    assert.equal(world.pipelines.decisions.length, 1);
    assert.deepEqual(board.told, [{ member: "bob", says: "already-ended" }]);
    await world.decide(click({ person: { ...ann, id: "U0BOB" }, result: "Approved" }));
    assert.equal(world.pipelines.decisions.length, 1);
    assert.equal(board.told.length, 1);
  });

  it("is told so whose id and decision are the same as on the other channel: that is somebody else", async () => {
    const { world, board } = await shown();
    board.members.add(ann.id);
    await world.decide(click());
    await world.decide(signed({ ...words, member: ann.id }));
    assert.deepEqual(board.told, [{ member: ann.id, says: "already-ended" }]);
  });

  it("is decided once, however often the signed original arrives", async () => {
    const { world, board } = await shown();
    for (let times = 0; times < 3; times += 1) await world.decide(signed(words));
    assert.equal(world.pipelines.decisions.length, 1);
    assert.deepEqual(board.told, []);
  });

  it("stays open for somebody who may not decide there, whatever their id in Slack may", async () => {
    const { world, board } = await shown();
    await world.decide(signed({ ...words, member: "U0ANN" }));
    assert.deepEqual(board.told, [{ member: "U0ANN", says: "not-allowed" }]);
    assert.equal(world.lines.at(-1)?.event, "not_an_approver");
    assert.deepEqual(world.pipelines.decisions, []);
    assert.equal(world.request().status, "PENDING");
  });

  it("stays open for a rejection without a reason", async () => {
    const { world } = await shown();
    await world.decide(signed({ ...words, result: "Rejected" }));
    assert.equal(world.lines.at(-1)?.event, "reason_invalid");
    assert.deepEqual(world.pipelines.decisions, []);
  });

  const genuine = signed(words);
  const forged: Record<string, [event: unknown, error: RegExp]> = {
    "that another secret has signed": [signed(words, "guessed"), /did not sign/],
    "that was changed after it was signed": [{ ...genuine, member: "ann" }, /did not sign/],
    "without a signature": [{ ...genuine, signature: "" }, /did not sign/],
    "that names another channel": [{ ...genuine, channel: "slack" }, /no click/],
    "that names no channel": [{ ...genuine, channel: undefined }, /no click/],
    "that names a channel of no hub": [{ ...genuine, channel: "pager" }, /names no channel/],
    "that names a property of all objects": [
      { ...genuine, channel: "constructor" },
      /names no channel/,
    ],
    "of Slack, which names the board": [{ ...click(), channel: name }, /no card/],
    "that is no record": [[genuine], /no click/],
  };
  for (const [what, [event, error]] of Object.entries(forged)) {
    it(`stays open for an event ${what}`, async () => {
      const { world, board } = await shown();
      await assert.rejects(world.decide(event), error);
      assert.equal(world.lines.at(-1)?.event, "handover_refused");
      assert.deepEqual(world.pipelines.decisions, []);
      assert.equal(world.request().status, "PENDING");
      assert.deepEqual(board.told, []);
    });
  }

  for (const member of ["bob-x", "b".repeat(41), "bob/x", "b ob", ""]) {
    it(`stays open for a member whom no session can name: ${JSON.stringify(member)}`, async () => {
      const { world, board } = await shown();
      board.members.add(member);
      await assert.rejects(world.decide(signed({ ...words, member })), /no session can name/);
      assert.equal(world.lines.at(-1)?.event, "handover_refused");
      assert.deepEqual(world.pipelines.decisions, []);
    });
  }

  it("stays open where its channel names a person of another", async () => {
    const { world, board } = await shown();
    const read = board.read.bind(board);
    board.read = async (event) => {
      const received = await read(event);
      if (received.kind !== "decision") return received;
      const { command } = received.decision;
      const person = { ...command.person, channel: "slack" };
      return { ...received, decision: { ...received.decision, command: { ...command, person } } };
    };
    await assert.rejects(world.decide(signed(words)), /no session can name/);
    assert.deepEqual(world.pipelines.decisions, []);
  });

  it("stays open for an event of a channel that only shows", async () => {
    const { world, board } = await shown();
    const { read: _, ...silent } = { ...board, read: board.read };
    world.channels.splice(
      0,
      1,
      Object.assign(Object.create(null), silent, { update: board.update }),
    );
    await assert.rejects(world.decide(genuine), /names no channel/);
    assert.deepEqual(world.pipelines.decisions, []);
  });
});
