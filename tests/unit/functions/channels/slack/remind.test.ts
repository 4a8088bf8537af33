/** To whom a notice goes in Slack, where the gate names somebody for it or does not. */
import * as assert from "node:assert/strict";
import { createSlackReminder, isNamed } from "../../../../../functions/channels/slack/remind";
import type { Notice } from "../../../../../functions/domain/notice";
import { expires, requestOf, settingsOf } from "../../domain/samples";
import { ruleOf, voteOf } from "../../domain/rule/samples";

const nobody = { topicArns: [], slackUserIds: [], slackUserGroupIds: [] };

describe("Who hears in Slack that nobody has answered", () => {
  it("is somebody where a channel, a person or a group is named", () => {
    assert.equal(isNamed(undefined), false);
    assert.equal(isNamed(nobody as never), false);
    assert.equal(isNamed({ ...nobody, slackChannel: "C0LEADS" } as never), true);
    assert.equal(isNamed({ ...nobody, slackUserIds: ["U0ANN"] } as never), true);
    assert.equal(isNamed({ ...nobody, slackUserGroupIds: ["S0LEADS"] } as never), true);
  });

  it("is who is still asked where several must agree", async () => {
    const posted: string[] = [];
    const postMessage = async (message: object) => void posted.push(JSON.stringify(message));
    const remind = createSlackReminder({ postMessage } as never);
    const gate = settingsOf({ approverUserIds: ["U0ANN", "U0BOB"], approverUserGroupIds: [] });
    const notice: Notice = {
      kind: "remind",
      ...{ waited: 5, within: 60, isWorkingTime: false, dueAt: expires },
      escalates: false,
      following: { kind: "expire", at: expires },
    };
    const request = requestOf({ votes: [voteOf("U0ANN")] });
    await remind(notice, "approvers", request, { ...gate, rule: ruleOf() });
    await remind(notice, "approvers", request, gate);
    assert.ok(posted[0].includes("<@U0BOB>") && !posted[0].includes("<@U0ANN>"));
    assert.ok(posted[1].includes("<@U0ANN>, <@U0BOB>"));
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
