/** To whom a notice goes in Slack, where the gate names somebody for it or does not. */
import * as assert from "node:assert/strict";
import { createSlackReminder, isNamed } from "../../../../../functions/channels/slack/remind";

const nobody = { topicArns: [], slackUserIds: [], slackUserGroupIds: [] };

describe("Who hears in Slack that nobody has answered", () => {
  it("is somebody where a channel, a person or a group is named", () => {
    assert.equal(isNamed(undefined), false);
    assert.equal(isNamed(nobody as never), false);
    assert.equal(isNamed({ ...nobody, slackChannel: "C0LEADS" } as never), true);
    assert.equal(isNamed({ ...nobody, slackUserIds: ["U0ANN"] } as never), true);
    assert.equal(isNamed({ ...nobody, slackUserGroupIds: ["S0LEADS"] } as never), true);
  });

  it("is nobody for a gate without a channel: it is an error, and nothing is posted", async () => {
    const remind = createSlackReminder({ postMessage: () => assert.fail("posted") } as never);
    const settings = { channels: {} };
    await assert.rejects(
      remind({} as never, "approvers", { messages: [] } as never, settings as never),
      /The gate has no Slack channel/,
    );
  });
});
