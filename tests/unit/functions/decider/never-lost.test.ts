import * as assert from "node:assert/strict";
import { SlackError } from "../../../../functions/channels/slack/client";
import { bob, settings, token } from "../domain/samples";
import { click, shownWorld } from "../support/world-events";

function named(name: string): Error {
  return Object.assign(new Error(name), { name });
}

const noAnswer = (method: string) => new SlackError(method, "no_answer");

describe("an accepted decision is never lost", () => {
  it("not by a redrive that comes while the last try's lease runs", async () => {
    const world = await shownWorld();
    world.faults.push({ call: "pipelines.decide", error: named("InternalFailure") });
    await assert.rejects(world.decide(click()), { name: "InternalFailure" });
    world.clock.advance(20);
    await assert.rejects(world.decide(click()), /in the hands of another run/);
    world.clock.advance(60);
    await world.decide(click());
    assert.match(world.message(), /Approved by Ann/);
    assert.equal(world.pipelines.decisions.length, 1);
  });

  it("not by a user group that cannot be read, where nobody could be told", async () => {
    const world = await shownWorld();
    world.faults.push(
      { call: "slack.userGroupMembers", error: noAnswer("usergroups.users.list") },
      { call: "slack.postEphemeral", error: noAnswer("chat.postEphemeral") },
    );
    await assert.rejects(world.decide(click({ person: bob })), /chat.postEphemeral/);
    assert.deepEqual(world.pipelines.decisions, []);
    await world.decide(click({ person: bob }));
    assert.match(world.message(), /Approved by Bob/);
  });

  it("not by a user group that cannot be read, where somebody can never be told", async () => {
    const world = await shownWorld();
    const error = new SlackError("chat.postEphemeral", "user_not_in_channel");
    world.faults.push(
      { call: "slack.userGroupMembers", error: noAnswer("usergroups.users.list") },
      { call: "slack.postEphemeral", error },
    );
    await assert.rejects(world.decide(click({ person: bob })), /cannot be read/);
  });

  const carla = { channel: "slack", id: "U0CARLA", displayName: "Carla" };
  it("a refusal that could not be told is tried again, and stays a refusal", async () => {
    const world = await shownWorld();
    world.faults.push({ call: "slack.postEphemeral", error: noAnswer("chat.postEphemeral") });
    await assert.rejects(world.decide(click({ person: carla })), /chat.postEphemeral/);
    assert.equal(world.slack.told.length, 0);
    await world.decide(click({ person: carla }));
    assert.match(world.slack.told[0].text, /You may not decide this/);
    assert.equal(world.count("pipelines.decide"), 0);
  });

  it("who came too late is told at the next try", async () => {
    const world = await shownWorld();
    world.pipelines.take(token, "Rejected", "", "arn:aws:iam::111122223333:user/carla");
    world.faults.push({ call: "slack.postEphemeral", error: noAnswer("chat.postEphemeral") });
    await assert.rejects(world.decide(click()), /chat.postEphemeral/);
    await world.decide(click());
    assert.match(world.slack.told[0].text, /has ended. Rejected by carla/);
    assert.equal(world.pipelines.decisions.length, 1);
  });

  it("who can never be told in that channel is not tried again for ever", async () => {
    for (const code of [
      ...["user_not_in_channel", "not_in_channel", "channel_not_found", "is_archived"],
      ...["cannot_reply_to_message", "restricted_action", "messages_tab_disabled"],
    ]) {
      const world = await shownWorld();
      const error = new SlackError("chat.postEphemeral", code);
      world.faults.push({ call: "slack.postEphemeral", error });
      await world.decide(click({ person: carla }));
      assert.ok(world.lines.some(({ event }) => event === "reply_failed"));
    }
  });
});

describe("what the decider says of a run that did not end", () => {
  it("is not that nothing was decided, and names the remedy", async () => {
    const world = await shownWorld();
    const error = new SlackError("chat.update", "not_in_channel");
    world.faults.push({ call: "slack.updateMessage", error });
    await assert.rejects(world.decide(click()), SlackError);
    assert.equal(world.request().status, "DECIDED");
    const line = world.lines.find(({ level }) => level === "error");
    assert.equal(line?.event, "run_failed");
    assert.match(String(line?.fields?.["remedy"]), /Invite the app/);
    const { action, token: of, command } = line?.fields ?? {};
    const { id } = world.request().attempt ?? {};
    assert.deepEqual([action, of, command], [settings.action, token, id]);
  });

  it("has no remedy where the error is not Slack's", async () => {
    const world = await shownWorld();
    world.faults.push({ call: "requests.read", error: named("ThrottlingException") });
    await assert.rejects(world.decide(click()));
    assert.equal(world.lines.find(({ level }) => level === "error")?.fields?.["remedy"], undefined);
  });
});
