import * as assert from "node:assert/strict";
import { SlackError } from "../../../../functions/channels/slack/client";
import { settings, settingsOf, token } from "../domain/samples";
import { expires } from "../support/world";
import { click, ended, otherToken, shownWorld, sns } from "../support/world-events";

const console = "arn:aws:iam::111122223333:user/carla";
const at = "2026-11-22T21:00:00Z";

/** Rejected, and the stage retried: a newer token of the same execution waits. */
async function retried() {
  const world = await shownWorld();
  await world.decide(click({ result: "Rejected" }));
  world.pipelines.wait(otherToken, expires, "execution-1");
  await world.notify(sns({ token: otherToken }));
  return world;
}

describe("The watcher, at the late event of a stage that was retried,", () => {
  it("leaves the newer token alone two minutes after the event", async () => {
    const world = await retried();
    world.clock.advance(121);
    await world.watch({ ...ended("FAILED"), time: at });
    assert.equal(world.request(otherToken).status, "PENDING");
  });

  it("waits for the API until then", async () => {
    const world = await retried();
    world.clock.advance(120);
    await assert.rejects(world.watch({ ...ended("FAILED"), time: at }));
  });

  it("waits for the API where the event names no time", async () => {
    const world = await retried();
    world.clock.advance(600);
    await assert.rejects(world.watch(ended("FAILED")));
  });
});

describe("The watcher, where a message cannot be updated,", () => {
  const missing = new SlackError("chat.update", "channel_not_found");

  it("ends it where the gate has left the channel", async () => {
    const world = await shownWorld();
    world.pipelines.take(token, "Approved", "", console);
    world.gates.set(settings.action, settingsOf({ channel: "C0NEW" }));
    world.faults.push({ call: "slack.updateMessage", error: missing, times: Infinity });
    await world.watch(ended("SUCCEEDED"));
    assert.equal(world.request().messages[0].shows, "DECIDED");
    assert.ok(world.lines.some(({ event }) => event === "message_unchangeable"));
  });

  it("throws where it is in the gate's own channel, with the remedy in the log", async () => {
    const world = await shownWorld();
    world.pipelines.take(token, "Approved", "", console);
    world.faults.push({ call: "slack.updateMessage", error: missing });
    await assert.rejects(world.watch(ended("SUCCEEDED")));
    const line = world.lines.find(({ level }) => level === "error");
    assert.match(String(line?.fields?.["remedy"]), /Check `channel`/);
  });
});

describe("A row that the watcher cannot read", () => {
  const word = "canary-4711";

  it("stops none of the others, rings the alarm, and is named by its token alone", async () => {
    const world = await shownWorld();
    const planted = { ...world.request(), token: otherToken, actionName: "security" };
    const odd = JSON.stringify({ customData: word });
    const items = [...world.table.items];
    world.table.items.clear();
    world.table.items.set(`${settings.action}#${"t".repeat(300)}`, odd);
    world.table.items.set(`${settings.action}#${otherToken}`, JSON.stringify(planted));
    items.forEach((item) => world.table.items.set(...item));
    world.pipelines.take(token, "Approved", "", console);
    await assert.rejects(world.watch(ended("SUCCEEDED")), {
      message: `2 requests of ${settings.action} could not be closed.`,
    });
    assert.match(world.message(), /Approved by carla outside Slack/);
    const lines = world.lines.filter(({ level }) => level === "error");
    assert.deepEqual(
      lines.map(({ fields }) => fields?.["token"]),
      ["t".repeat(100), otherToken],
    );
    assert.ok(lines.every(({ fields }) => String(fields?.["remedy"]).includes("delete it")));
    assert.ok(!JSON.stringify(world.lines).includes(word));
  });

  it("rings the alarm where there is nothing else to close", async () => {
    const world = await shownWorld();
    world.table.items.set(`${settings.action}#${token}`, "{}");
    await assert.rejects(world.watch(ended("SUCCEEDED")), {
      message: `1 requests of ${settings.action} could not be closed.`,
    });
  });
});
