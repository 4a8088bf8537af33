/** A message that somebody presses and that should have no buttons: it is closed, and no more than that. */
import * as assert from "node:assert/strict";
import { SlackError } from "../../../../../../functions/channels/slack/client";
import { ann, settings, token } from "../../../domain/samples";
import type { World } from "../../../support/world";
import { ended, otherToken, postedTwice, press, shownWorld } from "../../../support/world-events";

const stranger = { channel: "slack", id: "U0MALLORY", displayName: "Mallory" };

/** The last line of the log: what was done, and for which request. */
function assertLogged(world: World, says: string): void {
  const fields = { action: settings.action, token, says };
  assert.deepEqual(world.lines.at(-1), { level: "info", event: "message_updated", fields });
}

const hasButtons = (world: World, ts: string): boolean =>
  world.message(ts).includes('"type":"actions"');

describe("decider: a press of a message that was posted twice", () => {
  for (const person of [ann, stranger]) {
    it(`closes the duplicate, and says where to decide (${person.displayName})`, async () => {
      const { world, unknown, known } = await postedTwice();
      const kept = world.request();
      const calls = world.calls.length;
      await world.decide(press({ ts: unknown, person }));
      assert.match(world.message(unknown), /Posted twice: production \/ approve/);
      assert.match(
        world.message(unknown),
        /Another message in this channel shows the same request/,
      );
      assert.deepEqual([hasButtons(world, unknown), hasButtons(world, known)], [false, true]);
      assert.deepEqual(world.request(), kept);
      assert.deepEqual(world.calls.slice(calls), [
        ...["credentials.read", "requests.read", "gates.read"],
        // The kept one, to see that it is there; the duplicate; and whether that is still true.
        ...["slack.updateMessage", "slack.updateMessage", "requests.read"],
      ]);
      assert.deepEqual(world.slack.told, []);
      assertLogged(world, "is a duplicate and closed");
    });
  }

  it("is asked after where Slack did not say all of it when the other was posted", async () => {
    for (const missing of [{ teamId: undefined }, { appId: undefined }]) {
      const { world, unknown } = await postedTwice();
      const known = JSON.stringify({ ...world.request(), ...missing });
      world.table.items.set(`${settings.action}#${token}`, known);
      await world.decide(press({ ts: unknown, teamId: "T0OTHER" }));
      assert.ok(hasButtons(world, unknown));
      await world.decide(press({ ts: unknown }));
      assert.match(world.message(unknown), /Posted twice/);
    }
  });

  it("says the same however often it is pressed", async () => {
    const { world, unknown } = await postedTwice();
    await world.decide(press({ ts: unknown }));
    const first = world.message(unknown);
    for (let times = 0; times < 3; times += 1) await world.decide(press({ ts: unknown }));
    assert.equal(world.message(unknown), first);
  });

  it("says how the request ended, once it has", async () => {
    const { world, unknown, known } = await postedTwice();
    world.pipelines.take(token, "Rejected", "", "arn:aws:iam::111122223333:user/carla");
    await world.watch(ended("FAILED"));
    const kept = world.request();
    await world.decide(press({ ts: unknown, person: stranger }));
    for (const ts of [unknown, known]) {
      assert.match(world.message(ts), /Rejected by carla outside Slack/);
      assert.equal(hasButtons(world, ts), false);
    }
    assert.deepEqual(world.request(), kept);
    assertLogged(world, "shows how the request ended");
  });

  it("whose message is gone is at its end; what may heal is left to the next press", async () => {
    const { world, unknown } = await postedTwice();
    await world.decide(press({ ts: "1.1" }));
    assert.ok(world.lines.some(({ event }) => event === "message_unchangeable"));
    const error = new SlackError("chat.update", "internal_error");
    world.faults.push({ call: "slack.updateMessage", error });
    await world.decide(press({ ts: unknown }));
    assert.ok(hasButtons(world, unknown));
    await world.decide(press({ ts: unknown }));
    assert.match(world.message(unknown), /Posted twice/);
  });
});

describe("decider: a press of the right message", () => {
  it("costs one read while the request waits", async () => {
    const world = await shownWorld();
    const [calls, kept] = [world.calls.length, world.request()];
    for (const person of [ann, stranger]) await world.decide(press({ person }));
    const read = ["credentials.read", "requests.read"];
    assert.deepEqual(world.calls.slice(calls), [...read, ...read]);
    assert.deepEqual(world.request(), kept);
    assert.equal(world.slack.history.length, 1);
  });

  it("brings it up to date where that failed when the request ended", async () => {
    const world = await shownWorld();
    world.faults.push({ call: "slack.updateMessage", error: new Error("down") });
    world.pipelines.take(token, "Approved", "", "arn:aws:iam::111122223333:user/carla");
    await assert.rejects(world.watch(ended("SUCCEEDED")));
    assert.ok(hasButtons(world, world.request().messages[0].id));
    await world.decide(press({ person: stranger }));
    assert.match(world.message(), /Approved by carla outside Slack/);
    assert.equal(world.request().messages[0].shows, "DECIDED");
  });

  it("brings it up to date although the table says that it is: somebody saw a button on it", async () => {
    const world = await shownWorld();
    const [drawn] = world.slack.messages.values();
    world.pipelines.take(token, "Approved", "", "arn:aws:iam::111122223333:user/carla");
    await world.watch(ended("SUCCEEDED"));
    const kept = world.request();
    await world.slack.updateMessage(drawn);
    await world.decide(press({ person: stranger }));
    assert.match(world.message(), /Approved by carla outside Slack/);
    assert.deepEqual(world.request(), kept);
  });
});

describe("decider: a press of a message whose request the table does not know", () => {
  /** The record is gone: the message still has its buttons. */
  async function forgotten(): Promise<World> {
    const world = await shownWorld();
    world.table.items.clear();
    return world;
  }
  const ts = "1700000000.000001";

  for (const [who, change] of [
    ["of a listed person", {}],
    ["of anybody", { person: stranger }],
    ["of somebody who is at home elsewhere", { home: "T0SISTER" }],
    ["to reject", { result: "Rejected" as const }],
  ] as const) {
    it(`${who} closes it and keeps nothing`, async () => {
      const world = await forgotten();
      await world.decide(press(change));
      const said = world.message(ts);
      assert.match(said, /"text":"Not known any more: production \/ approve"/);
      assert.match(said, /This request is not known any more\. Decide in the AWS console/);
      assert.ok(!said.includes("eu-west-1") && !said.includes("http"), said);
      assert.equal(hasButtons(world, ts), false);
      assert.equal(world.table.items.size, 0);
      assertLogged(world, "of an unknown request is closed");
      assert.deepEqual(world.slack.told, []);
      assert.equal(world.count("pipelines.decide"), 0);
    });
  }

  for (const [what, change] of Object.entries({
    "another workspace": { teamId: "T0OTHER" },
    "another organisation": { orgWide: true, enterprise: "E0OTHER" },
    "a channel that is not the gate's": { channel: "C0OTHER" },
  })) {
    it(`of ${what} changes nothing`, async () => {
      const world = await forgotten();
      await world.decide(press(change));
      assert.ok(hasButtons(world, ts));
      assert.equal(world.count("slack.updateMessage"), 0);
      assert.ok(world.lines.some(({ event }) => event === "press_from_elsewhere"));
    });
  }

  it("of another app changes nothing, where auth.test or the deployment names the app", async () => {
    const told = await forgotten();
    told.slack.identity = { teamId: "T0TEAM", appId: "A0APP" };
    await told.decide(press({ appId: "A0OTHER" }));
    const pinned = await forgotten();
    pinned.pinned = { appId: "A0APP" };
    await pinned.decide(press({ appId: "A0OTHER" }));
    for (const world of [told, pinned]) assert.equal(world.count("slack.updateMessage"), 0);
  });

  it("changes nothing where nobody says to which workspace the bot token belongs", async () => {
    const world = await forgotten();
    world.slack.identity = {};
    await world.decide(press());
    assert.equal(world.count("slack.updateMessage"), 0);
    world.pinned = { teamId: "T0TEAM" };
    await world.decide(press());
    assert.equal(world.count("slack.updateMessage"), 1);
  });

  it("changes nothing where the gate has no settings: they may be on their way", async () => {
    const world = await forgotten();
    world.gates.clear();
    await world.decide(press());
    assert.ok(hasButtons(world, ts));
    assert.ok(world.lines.some(({ event }) => event === "press_of_unknown_gate"));
  });

  it("closes no message of another request", async () => {
    const world = await shownWorld();
    await world.decide(press({ token: otherToken, ts: "1.9" }));
    assert.ok(hasButtons(world, ts));
  });
});

describe("decider: a press that is forged or foreign", () => {
  it("of a known request, from another workspace, app or channel, closes nothing", async () => {
    const { world, unknown } = await postedTwice();
    for (const change of [{ teamId: "T0OTHER" }, { appId: "A0OTHER" }, { channel: "C0OTHER" }]) {
      await world.decide(press({ ts: unknown, ...change }));
    }
    assert.ok(hasButtons(world, unknown));
    assert.equal(world.count("slack.updateMessage"), 0);
  });

  it("of another than the pinned app or workspace is refused before anything is read", async () => {
    for (const pinned of [{ teamId: "T0PINNED" }, { appId: "A0PINNED" }]) {
      const { world, unknown } = await postedTwice();
      world.pinned = pinned;
      const calls = world.calls.length;
      await world.decide(press({ ts: unknown }));
      assert.deepEqual(world.calls.slice(calls), ["credentials.read"]);
      const line = world.lines.at(-1);
      assert.equal(line?.event, "wrong_workspace_or_app");
      assert.deepEqual(line?.fields, { action: settings.action, person: ann.id });
    }
  });

  it("that Slack did not sign is refused, and kept for a person to judge", async () => {
    const { world, unknown } = await postedTwice();
    await assert.rejects(world.decide(press({ ts: unknown }, "0".repeat(32))), /did not sign/);
    assert.ok(hasButtons(world, unknown));
  });
});
