import * as assert from "node:assert/strict";
import { requestMessage } from "../../../../../../functions/channels/slack/views/message";
import { requestOf, settings } from "../../../domain/samples";

describe("The message of a gate that has left Slack", () => {
  it("is drawn, and calls nobody", () => {
    const left = requestMessage(requestOf(), { ...settings, channels: {} });
    const before = requestMessage(requestOf(), settings);
    assert.match(JSON.stringify(before), /<@U0ANN>|<!subteam/);
    assert.match(JSON.stringify(left), /\*Who may decide\*\\n"/);
    assert.doesNotMatch(JSON.stringify(left), /<@|<!subteam/);
    assert.equal(left.text, before.text);
  });
});
