/** Presses that fail: anybody in the channel can make them, so they fill no queue and wear out no API. */
import * as assert from "node:assert/strict";
import { createHandler } from "../../../../../../functions/decider/handler";
import { SlackError } from "../../../../../../functions/channels/slack/client";
import { settings, token } from "../../../domain/samples";
import type { World } from "../../../support/world";
import { press, shownWorld } from "../../../support/world-events";

const stranger = { channel: "slack", id: "U0MALLORY", displayName: "Mallory" };
const ts = "1700000000.000001";

/** The record is gone: the message has buttons that it should not have. */
async function forgotten(): Promise<World> {
  const world = await shownWorld();
  world.table.items.clear();
  return world;
}

const refuse = (world: World, code: string): void =>
  void world.faults.push({
    call: "slack.updateMessage",
    error: new SlackError("chat.update", code),
    times: Infinity,
  });

const isClosed = (world: World): boolean => world.message(ts).includes("Not known any more");

describe("decider: a press that fails", () => {
  for (const [code, remedy] of [
    ["edit_window_closed", "The workspace forbids to edit old messages."],
    ["channel_not_found", "Check `channel` of the gate, and invite the app to a private channel."],
    ["ratelimited", undefined],
    ["internal_error", undefined],
    ["no_answer", undefined],
  ] as const) {
    it(`for Slack's ${code} is only logged, with what mends it`, async () => {
      const world = await forgotten();
      refuse(world, code);
      await world.decide(press({ person: stranger }));
      assert.equal(world.count("slack.updateMessage"), 1);
      const { level, fields } = world.lines.at(-1)!;
      assert.deepEqual(
        [level, fields?.["action"], fields?.["token"], fields?.["remedy"]],
        ["error", settings.action, token, remedy],
      );
      assert.equal(fields?.["reason"], `Slack did not take chat.update: ${code}.`);
    });
  }

  for (const call of ["requests.read", "gates.read", "slack.identify"]) {
    it(`at ${call} is looked at once more`, async () => {
      const world = await forgotten();
      world.faults.push({ call, error: new Error("down") });
      await world.decide(press());
      assert.ok(isClosed(world));
      const [line] = world.lines.filter(({ level }) => level === "warn");
      assert.deepEqual(line, {
        level: "warn",
        event: "press_retried",
        fields: { action: settings.action, token, error: "Error", reason: "down" },
      });
    });

    it(`at ${call} twice is logged, and left to the next press`, async () => {
      const world = await forgotten();
      world.faults.push({ call, error: new Error("down"), times: 2 });
      await world.decide(press());
      assert.ok(!isClosed(world));
      assert.deepEqual(world.lines.at(-1), {
        level: "error",
        event: "press_failed",
        fields: {
          ...{ action: settings.action, token, error: "Error", reason: "down" },
          remedy: undefined,
        },
      });
      await world.decide(press());
      assert.ok(isClosed(world));
    });
  }
});

describe("decider: presses of a message that Slack does not let us change", () => {
  /** One container, which handles all that comes. */
  async function container(code: string) {
    const world = await forgotten();
    refuse(world, code);
    return { world, decide: createHandler(world.ports()) };
  }

  for (const code of ["message_not_found", "edit_window_closed", "channel_not_found"]) {
    it(`cost one call in five minutes (${code})`, async () => {
      const { world, decide } = await container(code);
      const before = world.count("requests.read");
      for (let times = 0; times < 20; times += 1) await decide(press({ person: stranger }));
      assert.equal(world.count("slack.updateMessage"), 1);
      // The first press reads the request again after it has failed; the others read nothing.
      assert.equal(world.count("requests.read") - before, 2);
      assert.deepEqual(world.lines.at(-1), {
        level: "info",
        event: "press_skipped",
        fields: {
          ...{ action: settings.action, token, person: stranger.id },
          reason: `Slack did not take chat.update: ${code}.`,
        },
      });
      world.clock.advance(299);
      await decide(press());
      assert.equal(world.count("slack.updateMessage"), 1);
      world.faults.length = 0;
      world.clock.advance(1);
      await decide(press());
      assert.ok(isClosed(world));
    });
  }

  it("cost a call each where that may heal by itself", async () => {
    for (const code of ["ratelimited", "internal_error", "no_answer"]) {
      const { world, decide } = await container(code);
      for (let times = 0; times < 3; times += 1) await decide(press());
      assert.equal(world.count("slack.updateMessage"), 3);
    }
  });

  it("leave all other messages to be changed", async () => {
    const { world, decide } = await container("message_not_found");
    await decide(press({ ts: "1.1" }));
    world.faults.length = 0;
    await decide(press());
    assert.ok(isClosed(world));
  });
});
