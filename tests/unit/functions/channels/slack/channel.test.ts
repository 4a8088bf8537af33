import * as assert from "node:assert/strict";
import { createSlackChannel } from "../../../../../functions/channels/slack/channel";
import { requestOf, settings } from "../../domain/samples";
import { World } from "../../support/world";

const ofIam = { ...settings, channels: {} };

describe("Slack's channel", () => {
  it("is used by the gates that have a channel, and by no other", () => {
    const channel = createSlackChannel(new World().ports());
    assert.deepEqual([channel.isUsedBy(settings), channel.isUsedBy(ofIam)], [true, false]);
  });

  it("shows no request of a gate without a channel, and asks Slack nothing", async () => {
    const world = new World();
    const channel = createSlackChannel(world.ports());
    await assert.rejects(channel.show(requestOf(), ofIam), /The gate has no Slack channel/);
    assert.deepEqual(world.calls, []);
  });
});
