/** What is passed over when a message cannot be changed, and what is tried again. */
import * as assert from "node:assert/strict";
import { updateMessage } from "../../../../functions/channels/slack/channel";
import { SlackError } from "../../../../functions/channels/slack/client";
import { FinalError } from "../../../../functions/domain/errors";
import { recordRendered } from "../../../../functions/domain/messages";
import type { ApprovalRequest } from "../../../../functions/domain/types";
import { syncMessages } from "../../../../functions/shared/sync-messages";
import { ann, inSlack, later, messageOf, requestOf, settings } from "../domain/samples";
import { World } from "../support/world";

const left = "C0LEFT";
const ended: ApprovalRequest = requestOf({
  status: "DECIDED",
  outcome: { at: later(60).toISOString(), result: "Approved", person: ann },
});

/** A world whose Slack answers every update so, and a request with one message in that channel. */
function worldWith(error: Error, channel: string) {
  const world = new World();
  const request = { ...ended, messages: [messageOf("1.1", "PENDING", channel)] };
  world.table.items.set(`${request.action}#${request.token}`, JSON.stringify(request));
  world.faults.push({ call: "slack.updateMessage", error, times: Infinity });
  return { world, request };
}
const refusal = (code: string) => new SlackError("chat.update", code);

describe("syncMessages, where Slack does not take the update,", () => {
  const passedOver: [string, Error, string][] = [
    ["the message was deleted", refusal("message_not_found"), inSlack.channel],
    ["the message was deleted in a channel that was left", refusal("message_not_found"), left],
    ["the channel that the gate has left is gone", refusal("channel_not_found"), left],
  ];
  for (const [what, error, channel] of passedOver) {
    it(`keeps that there is nothing to change any more where ${what}`, async () => {
      const { world, request } = worldWith(error, channel);
      const told = await syncMessages(request, settings, world.ports());
      assert.deepEqual(
        told.messages.map(({ shows }) => shows),
        ["DECIDED"],
      );
      assert.equal(world.request().messages[0].shows, "DECIDED");
      assert.deepEqual(
        world.lines.map(({ level }) => level),
        ["error"],
      );
    });
  }

  const triedAgain: [string, Error, string][] = [
    ["the gate's own channel is not found", refusal("channel_not_found"), inSlack.channel],
    ["Slack is down, for a channel that was left", refusal("http_500"), left],
    ["Slack is down", refusal("http_500"), inSlack.channel],
    ["the token was revoked", refusal("token_revoked"), left],
    ["something else is broken", new TypeError("fetch failed"), left],
    ["something else says that it is gone", Object.assign(new Error("x"), { gone: true }), left],
  ];
  for (const [what, error, channel] of triedAgain) {
    it(`throws where ${what}, and says of nothing that it is shown`, async () => {
      const { world, request } = worldWith(error, channel);
      await assert.rejects(syncMessages(request, settings, world.ports()), error);
      assert.equal(world.request().messages[0].shows, "PENDING");
      assert.deepEqual(world.lines, []);
    });
  }

  it("leaves a request alone that is open", async () => {
    const { world, request } = worldWith(refusal("http_500"), inSlack.channel);
    const open = { ...request, status: "PENDING" as const, outcome: undefined };
    assert.equal(await syncMessages(open, settings, world.ports()), open);
    assert.deepEqual(world.calls, []);
  });
});

describe("Where Slack takes an update,", () => {
  const ref = { channel: "slack", place: inSlack.channel, id: "1.1" };
  const posted = { channel: inSlack.channel, ts: "1.1", text: "", blocks: [] };
  const about = { action: ended.action, token: ended.token };

  /** A world with one message that shows something else than the request. */
  function worldOf(change: Partial<ApprovalRequest>) {
    const world = new World();
    const request = { ...ended, ...change };
    world.table.items.set(`${request.action}#${request.token}`, JSON.stringify(request));
    world.slack.messages.set(posted.ts, posted);
    return { world, request };
  }

  for (const [says, status, shows] of [
    ["has its buttons now", "PENDING", "UNCONFIRMED"],
    ["shows how the request ended", "DECIDED", "PENDING"],
  ] as const) {
    it(`syncMessages logs that the message ${says}`, async () => {
      const { world, request } = worldOf({ status, messages: [{ ...ref, shows }] });
      await syncMessages(request, settings, world.ports());
      assert.deepEqual(world.lines, [
        { level: "info", event: "message_updated", fields: { ...about, status, says } },
      ]);
    });
  }

  it("updateMessage answers whether there is such a message of ours", async () => {
    const { world } = worldOf({});
    const message = { ...posted, text: "Closed" };
    const says = { ...about, says: "is closed" };
    assert.equal(await updateMessage(message, says, settings, world.ports()), true);
    assert.deepEqual(world.lines, [{ level: "info", event: "message_updated", fields: says }]);
    assert.equal(world.slack.messages.get(posted.ts)?.text, "Closed");
    const gone = { ...message, ts: "1.2" };
    assert.equal(await updateMessage(gone, says, settings, world.ports()), false);
    assert.deepEqual(world.lines[1].fields?.["token"], about.token);
  });
});

describe("syncMessages", () => {
  const twice = requestOf({
    status: "EXPIRED",
    outcome: { at: "2026-11-29T21:00:00.000Z" },
    messages: [
      { channel: "slack", place: "C0RELEASES", id: "1.1", shows: "PENDING" },
      { channel: "slack", place: "C0RELEASES", id: "2.2", shows: "PENDING" },
    ],
  });

  it("updates every message of a request that has ended", async () => {
    const world = new World();
    await world.table.create(twice);
    await syncMessages(twice, settings, world.ports());
    assert.ok(world.request().messages.every(({ shows }) => shows === "EXPIRED"));
  });

  it("leaves an open request alone", async () => {
    const world = new World();
    const { messages } = twice;
    for (const status of ["PENDING", "DECIDING"] as const) {
      await syncMessages(requestOf({ status, messages }), settings, world.ports());
    }
    assert.deepEqual(world.calls, []);
  });

  it("does not record twice what another run has recorded", async () => {
    const world = new World();
    await world.table.create(twice);
    const done = { ...twice.messages.reduce(recordRendered, twice), version: 2 };
    await world.table.save(done);
    const result = await syncMessages(twice, settings, world.ports());
    assert.equal(result.version, 2);
  });

  it("throws what is no answer of Slack", async () => {
    const world = new World();
    await world.table.create(twice);
    world.faults.push({ call: "slack.updateMessage", error: new TypeError("broken") });
    await assert.rejects(syncMessages(twice, settings, world.ports()), TypeError);
  });

  it("is final where the hub has no such channel any more", async () => {
    const world = new World();
    const messages = [{ ...twice.messages[0], channel: "gone" }];
    await assert.rejects(syncMessages({ ...twice, messages }, settings, world.ports()), (error) => {
      assert.ok(error instanceof FinalError);
      return error.message === "The hub has no channel gone.";
    });
  });
});
