/** A press of a message that was posted twice, where the kept one is gone or the request moves on meanwhile. */
import * as assert from "node:assert/strict";
import { SlackError } from "../../../../../../functions/channels/slack/client";
import { inSlack, messageOf, settings, token } from "../../../domain/samples";
import type { World } from "../../../support/world";
import { click, ended, postedTwice, press } from "../../../support/world-events";

const stranger = { channel: "slack", id: "U0MALLORY", displayName: "Mallory" };
const key = `${settings.action}#${token}`;

const hasButtons = (world: World, ts: string): boolean =>
  world.message(ts).includes('"action_id":"approve"');
const keptIn = (world: World) => world.request().messages.map(({ id }) => id);

const said = (world: World): string[] =>
  world.lines
    .filter(({ event }) => event === "message_updated")
    .map(({ fields }) => String(fields?.["says"]))
    .filter((says) => /^is (?:the request's$|a duplicate)/.test(says));

/** Does this once, before the nth change of a message. */
function beforeUpdate(world: World, nth: number, work: () => Promise<void>): () => boolean {
  let seen = 0;
  let isDone = false;
  world.before = async (call) => {
    if (call !== "slack.updateMessage" || isDone) return;
    seen += 1;
    if (seen < nth) return;
    isDone = true;
    await work();
  };
  return () => isDone;
}

describe("decider: a press of the message that is left, where the kept one is gone", () => {
  it("keeps its buttons, and is the request's message from now on", async () => {
    const { world, unknown, known: kept } = await postedTwice();
    world.slack.messages.delete(kept);
    await world.decide(press({ ts: unknown, person: stranger }));
    assert.ok(hasButtons(world, unknown));
    assert.deepEqual(world.request().messages, [messageOf(unknown, "PENDING")]);
    const calls = world.calls.length;
    await world.decide(press({ ts: unknown, person: stranger }));
    assert.deepEqual(world.calls.slice(calls), ["credentials.read", "requests.read"]);
    await world.decide(click({ ts: unknown }));
    assert.match(world.message(unknown), /Approved by Ann/);
  });

  it("is so for every answer of Slack that says that the kept one cannot be changed", async () => {
    for (const code of ["cant_update_message", "edit_window_closed", "is_archived"]) {
      const { world, unknown } = await postedTwice();
      const error = new SlackError("chat.update", code);
      world.faults.push({ call: "slack.updateMessage", error });
      await world.decide(press({ ts: unknown }));
      assert.ok(hasButtons(world, unknown), code);
      assert.deepEqual(keptIn(world), [unknown]);
    }
  });

  it("changes nothing where Slack does not say whether it is gone", async () => {
    for (const code of ["no_answer", "ratelimited", "channel_not_found"]) {
      const { world, unknown, known: kept } = await postedTwice();
      const error = new SlackError("chat.update", code);
      world.faults.push({ call: "slack.updateMessage", error });
      await world.decide(press({ ts: unknown }));
      assert.ok(hasButtons(world, unknown), code);
      assert.deepEqual(keptIn(world), [kept]);
    }
  });

  it("closes it where one of several kept ones is left, which gets back what it should show", async () => {
    const { world, unknown, known: kept } = await postedTwice();
    const third = await world.slack.postMessage({
      channel: inSlack.channel,
      text: "",
      blocks: [],
    });
    const messages = [kept, third.ts].map((ts) => messageOf(ts, "PENDING"));
    world.table.items.set(key, JSON.stringify({ ...world.request(), messages }));
    world.slack.messages.delete(kept);
    await world.decide(press({ ts: unknown }));
    assert.match(world.message(unknown), /Posted twice/);
    assert.ok(hasButtons(world, third.ts));
    assert.deepEqual(keptIn(world), [kept, third.ts]);
  });

  it("closes it where another one is kept in that moment", async () => {
    const { world, unknown, known: kept } = await postedTwice();
    world.slack.messages.delete(kept);
    const third = await world.slack.postMessage({
      channel: inSlack.channel,
      text: "",
      blocks: [],
    });
    const isDone = beforeUpdate(world, 2, () => world.decide(press({ ts: third.ts })));
    await world.decide(press({ ts: unknown }));
    assert.ok(isDone());
    assert.deepEqual(keptIn(world), [third.ts]);
    assert.deepEqual([hasButtons(world, unknown), hasButtons(world, third.ts)], [false, true]);
  });

  it("leaves the table as it is where the pressed one is gone as well", async () => {
    const { world, unknown, known: kept } = await postedTwice();
    world.slack.messages.clear();
    await world.decide(press({ ts: unknown }));
    assert.deepEqual(keptIn(world), [kept]);
  });
});

describe("decider: a press of a duplicate, while something else happens to its request", () => {
  // Before the kept message is drawn, and before the duplicate is.
  for (const nth of [1, 2]) {
    it(`shows the decision that came from the duplicate before change ${nth}`, async () => {
      const { world, unknown, known: kept } = await postedTwice();
      const isDone = beforeUpdate(world, nth, () => world.decide(click({ ts: unknown })));
      await world.decide(press({ ts: unknown, person: stranger }));
      assert.ok(isDone());
      for (const ts of [unknown, kept]) assert.match(world.message(ts), /Approved by Ann/);
      assert.ok(world.request().messages.every(({ shows }) => shows === "DECIDED"));
    });

    it(`shows how the request ended elsewhere before change ${nth}`, async () => {
      const { world, unknown, known: kept } = await postedTwice();
      const isDone = beforeUpdate(world, nth, async () => {
        world.pipelines.take(token, "Rejected", "", "arn:aws:iam::111122223333:user/carla");
        await world.watch(ended("FAILED"));
      });
      await world.decide(press({ ts: unknown, person: stranger }));
      assert.ok(isDone());
      for (const ts of [unknown, kept]) assert.match(world.message(ts), /Rejected by carla/);
    });

    it(`gives the buttons back where it became the request's before change ${nth}`, async () => {
      const { world, unknown, known: kept } = await postedTwice();
      const isDone = beforeUpdate(world, nth, async () => {
        // A decision that comes from the duplicate, and is not carried out yet.
        world.faults.push({ call: "pipelines.decide", error: new Error("down") });
        await assert.rejects(world.decide(click({ ts: unknown })), /down/);
      });
      await world.decide(press({ ts: unknown }));
      assert.ok(isDone());
      assert.deepEqual(keptIn(world), [kept, unknown]);
      assert.deepEqual(said(world), [
        ...["is the request's", "is a duplicate and closed"],
        "is the request's",
      ]);
      for (const ts of [unknown, kept]) assert.ok(hasButtons(world, ts), ts);
    });
  }

  it("shows the end in the kept message too, where the duplicate itself cannot be changed", async () => {
    const { world, unknown, known: kept } = await postedTwice();
    const isDone = beforeUpdate(world, 1, () => world.decide(click({ ts: kept })));
    const update = world.slack.updateMessage.bind(world.slack);
    world.slack.updateMessage = async (message) => {
      if (message.ts === unknown) throw new SlackError("chat.update", "internal_error");
      await update(message);
    };
    await world.decide(press({ ts: unknown }));
    assert.ok(isDone());
    assert.match(world.message(kept), /Approved by Ann/);
    assert.ok(hasButtons(world, unknown));
  });

  it("ends, however often the request is changed meanwhile", async () => {
    const { world, unknown } = await postedTwice();
    world.before = (call) => {
      if (call !== "requests.read") return;
      const request = world.request();
      world.table.items.set(key, JSON.stringify({ ...request, version: request.version + 1 }));
    };
    const reads = world.count("requests.read");
    await world.decide(press({ ts: unknown }));
    // To begin with and after each of ten drawings, in each of two attempts.
    assert.equal(world.count("requests.read") - reads, 22);
    // What it shows already is not drawn again: two messages, in each of two attempts.
    assert.equal(world.count("slack.updateMessage"), 4);
    assert.match(world.message(unknown), /Posted twice/);
    const { level, fields } = world.lines.at(-1)!;
    assert.deepEqual([level, fields?.["token"]], ["error", token]);
    assert.match(String(fields?.["reason"]), /changed 10 times while it was drawn/);
  });
});
