/** A message that is pressed before the notifier has kept where it is: it is the one to decide from. */
import * as assert from "node:assert/strict";
import { SlackError } from "../../../../../../functions/channels/slack/client";
import { inSlack, settings, token } from "../../../domain/samples";
import { expires, World } from "../../../support/world";
import { click, ended, press, sns } from "../../../support/world-events";

const first = "1700000000.000001";
const stranger = { channel: "slack", id: "U0MALLORY", displayName: "Mallory" };

/** Slack has taken the message, and the notifier has not heard of it. */
async function unheard(): Promise<World> {
  const world = new World();
  world.pipelines.wait(token, expires);
  const error = new SlackError("chat.postMessage", "no_answer");
  world.faults.push({ call: "slack.postMessage", error, when: "after" });
  await assert.rejects(world.notify(sns({})));
  assert.deepEqual(world.request().messages, []);
  return world;
}

const hasButtons = (world: World, ts = first): boolean =>
  world.message(ts).includes('"action_id":"approve"');

describe("decider: a press of a message that is not kept yet", () => {
  it("closes nothing while the notifier is at it, which keeps the message once", async () => {
    const world = new World();
    world.pipelines.wait(token, expires);
    let pressed: Promise<void> | undefined;
    // Somebody presses after Slack has taken the message, and before the notifier saves where it is.
    world.before = async (call) => {
      const isPosted = world.slack.messages.size === 1;
      if (call !== "requests.save" || !isPosted || pressed !== undefined) return;
      pressed = world.decide(press({ person: stranger }));
      await pressed;
    };
    await world.notify(sns({}));
    assert.notEqual(pressed, undefined);
    assert.ok(hasButtons(world));
    const { messages, origins, status } = world.request();
    assert.deepEqual(messages, [
      { channel: "slack", place: inSlack.channel, id: first, shows: "PENDING" },
    ]);
    assert.deepEqual(origins, { slack: { teamId: "T0TEAM", appId: "A0APP" } });
    assert.equal(status, "PENDING");
    await world.decide(click());
    assert.match(world.message(first), /Approved by Ann/);
  });

  it("keeps to which organisation it belongs, as the notifier would", async () => {
    const world = await unheard();
    world.slack.identity = { teamId: "T0TEAM", appId: "A0APP", enterpriseId: "E0ORG" };
    await world.decide(press({ enterprise: "E0ORG" }));
    const slack = { teamId: "T0TEAM", appId: "A0APP", enterpriseId: "E0ORG" };
    assert.deepEqual(world.request().origins, { slack });
    const kept = world.lines.filter(
      ({ event, fields }) =>
        event === "message_updated" && fields?.["says"] === "is the request's from now on",
    );
    assert.equal(kept.length, 1);
  });

  it("makes it the request's message: it is not posted again, and is decided and closed", async () => {
    const world = await unheard();
    world.clock.advance(5);
    await world.decide(press({ person: stranger }));
    assert.ok(hasButtons(world));
    assert.deepEqual(world.request().messages, [
      { channel: "slack", place: inSlack.channel, id: first, shows: "PENDING" },
    ]);
    world.clock.advance(60);
    await world.notify(sns({}));
    assert.equal(world.slack.messages.size, 1);
    await world.decide(click());
    assert.equal(world.pipelines.decisions.length, 1);
    assert.match(world.message(first), /Approved by Ann/);
  });

  it("of three that Slack took without an answer closes the two that are pressed later", async () => {
    const world = await unheard();
    for (let retries = 0; retries < 2; retries += 1) {
      world.clock.advance(120);
      const error = new SlackError("chat.postMessage", "no_answer");
      world.faults.push({ call: "slack.postMessage", error, when: "after" });
      await assert.rejects(world.notify(sns({})));
    }
    const [one, two, three] = [...world.slack.messages.keys()];
    for (const ts of [two, one, three, two]) await world.decide(press({ ts }));
    assert.deepEqual(
      [one, two, three].map((ts) => hasButtons(world, ts)),
      [false, true, false],
    );
    assert.deepEqual(
      world.request().messages.map(({ id }) => id),
      [two],
    );
  });

  it("shows it as the request is by now: without buttons, where nobody has confirmed it", async () => {
    const world = await unheard();
    const doubtful = JSON.stringify({ ...world.request(), unconfirmed: true });
    world.table.items.set(`${settings.action}#${token}`, doubtful);
    await world.decide(press());
    assert.ok(!hasButtons(world));
    assert.equal(world.request().messages[0].shows, "UNCONFIRMED");
  });

  it("leaves alone what another app posted: the notifier posts its own", async () => {
    const world = await unheard();
    const error = new SlackError("chat.update", "cant_update_message");
    world.faults.push({ call: "slack.updateMessage", error });
    await world.decide(press());
    assert.deepEqual(world.request().messages, []);
    world.clock.advance(60);
    await world.notify(sns({}));
    assert.equal(world.request().messages.length, 1);
  });

  it("from another workspace or channel keeps nothing", async () => {
    const world = await unheard();
    for (const change of [{ teamId: "T0OTHER" }, { channel: "C0OTHER" }]) {
      await world.decide(press(change));
    }
    assert.deepEqual(world.request().messages, []);
    assert.equal(world.count("slack.updateMessage"), 0);
  });

  it("closes it where another was kept in that moment", async () => {
    const world = await unheard();
    world.clock.advance(60);
    let posted = false;
    world.before = async (call) => {
      if (call !== "slack.updateMessage" || posted) return;
      posted = true;
      await world.notify(sns({}));
    };
    await world.decide(press());
    const [, second] = [...world.slack.messages.keys()];
    assert.deepEqual([hasButtons(world, first), hasButtons(world, second)], [false, true]);
    assert.match(world.message(first), /Posted twice/);
    assert.deepEqual(
      world.request().messages.map(({ id }) => id),
      [second],
    );
  });

  it("says how the request ended where it ended in that moment", async () => {
    const world = await unheard();
    let over = false;
    world.before = async (call) => {
      if (call !== "slack.updateMessage" || over) return;
      over = true;
      world.pipelines.take(token, "Rejected", "", "arn:aws:iam::111122223333:user/carla");
      await world.watch(ended("FAILED"));
    };
    await world.decide(press());
    assert.match(world.message(first), /Rejected by carla outside Slack/);
    assert.ok(!hasButtons(world));
    assert.equal(world.request().messages[0].shows, "DECIDED");
  });

  it("says how it ended where the notifier kept it and it ended in that moment", async () => {
    const world = await unheard();
    let over = false;
    world.before = async (call) => {
      if (call !== "slack.updateMessage" || over) return;
      over = true;
      // The notifier's own save, the end of the request, and the update of the message.
      const request = world.request();
      const outcome = { at: world.clock.now().toISOString(), result: "Rejected" };
      const messages = [{ channel: "slack", place: inSlack.channel, id: first, shows: "DECIDED" }];
      const now = {
        ...request,
        status: "DECIDED",
        outcome,
        messages,
        version: request.version + 2,
      };
      world.table.items.set(`${settings.action}#${token}`, JSON.stringify(now));
    };
    await world.decide(press());
    assert.match(world.message(first), /Rejected by somebody outside Slack/);
    assert.ok(!hasButtons(world));
  });
});
