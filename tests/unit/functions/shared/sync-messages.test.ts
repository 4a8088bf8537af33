/** What is passed over when a message cannot be changed, and what is tried again. */
import * as assert from "node:assert/strict";
import { updateMessage } from "../../../../functions/channels/slack/channel";
import { SlackError } from "../../../../functions/channels/slack/client";
import type { ApprovalRequest } from "../../../../functions/domain/types";
import { syncMessages } from "../../../../functions/shared/sync-messages";
import { ann, later, requestOf, settings } from "../domain/samples";
import { World } from "../support/world";

const left = "C0LEFT";
const ended: ApprovalRequest = requestOf({
  status: "DECIDED",
  outcome: { at: later(60).toISOString(), result: "Approved", person: ann },
});

/** A world whose Slack answers every update so, and a request with one message in that channel. */
function worldWith(error: Error, channel: string) {
  const world = new World();
  const request = { ...ended, messages: [{ channel, ts: "1.1", shows: "PENDING" as const }] };
  world.table.items.set(`${request.action}#${request.token}`, JSON.stringify(request));
  world.faults.push({ call: "slack.updateMessage", error, times: Infinity });
  return { world, request };
}
const refusal = (code: string) => new SlackError("chat.update", code);

describe("syncMessages, where Slack does not take the update", () => {
  const passedOver: [string, Error, string][] = [
    ["the message was deleted", refusal("message_not_found"), settings.channel],
    ["the message was deleted in a channel that was left", refusal("message_not_found"), left],
    ["the channel that the gate has left is gone", refusal("channel_not_found"), left],
  ];
  for (const [what, error, channel] of passedOver) {
    it(`${what}: there is nothing to change any more, and that is kept`, async () => {
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
    ["the gate's own channel is not found", refusal("channel_not_found"), settings.channel],
    ["Slack is down, for a channel that was left", refusal("http_500"), left],
    ["Slack is down", refusal("http_500"), settings.channel],
    ["the token was revoked", refusal("token_revoked"), left],
    ["something else is broken", new TypeError("fetch failed"), left],
    ["something else says that it is gone", Object.assign(new Error("x"), { gone: true }), left],
  ];
  for (const [what, error, channel] of triedAgain) {
    it(`${what}: it throws, and nothing is said to be shown`, async () => {
      const { world, request } = worldWith(error, channel);
      await assert.rejects(syncMessages(request, settings, world.ports()), error);
      assert.equal(world.request().messages[0].shows, "PENDING");
      assert.deepEqual(world.lines, []);
    });
  }

  it("leaves a request alone that is open", async () => {
    const { world, request } = worldWith(refusal("http_500"), settings.channel);
    const open = { ...request, status: "PENDING" as const, outcome: undefined };
    assert.equal(await syncMessages(open, settings, world.ports()), open);
    assert.deepEqual(world.calls, []);
  });
});

describe("syncMessages and updateMessage, where Slack takes the update", () => {
  const spot = { channel: settings.channel, ts: "1.1" };
  const about = { action: ended.action, token: ended.token };

  /** A world with one message that shows something else than the request. */
  function worldOf(change: Partial<ApprovalRequest>) {
    const world = new World();
    const request = { ...ended, ...change };
    world.table.items.set(`${request.action}#${request.token}`, JSON.stringify(request));
    world.slack.messages.set(spot.ts, { ...spot, text: "", blocks: [] });
    return { world, request };
  }

  for (const [says, status, shows] of [
    ["has its buttons now", "PENDING", "UNCONFIRMED"],
    ["shows how the request ended", "DECIDED", "PENDING"],
  ] as const) {
    it(`the log says that the message ${says}`, async () => {
      const { world, request } = worldOf({ status, messages: [{ ...spot, shows }] });
      await syncMessages(request, settings, world.ports());
      assert.deepEqual(world.lines, [
        { level: "info", event: "message_updated", fields: { ...about, status, says } },
      ]);
    });
  }

  it("updateMessage answers whether there is such a message of ours", async () => {
    const { world } = worldOf({});
    const message = { ...spot, text: "Closed", blocks: [] };
    const says = { ...about, says: "is closed" };
    assert.equal(await updateMessage(message, says, settings, world.ports()), true);
    assert.deepEqual(world.lines, [{ level: "info", event: "message_updated", fields: says }]);
    assert.equal(world.slack.messages.get(spot.ts)?.text, "Closed");
    const gone = { ...message, ts: "1.2" };
    assert.equal(await updateMessage(gone, says, settings, world.ports()), false);
    assert.deepEqual(world.lines[1].fields?.["token"], about.token);
  });
});
