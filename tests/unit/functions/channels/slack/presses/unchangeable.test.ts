/** What a container remembers of messages that cannot be changed, and for how long. */
import * as assert from "node:assert/strict";
import { slackMessage } from "../../../../../../functions/channels/slack/channel";
import { SlackError } from "../../../../../../functions/channels/slack/client";
import { createUnchangeable } from "../../../../../../functions/channels/slack/presses/unchangeable";
import { FakeClock } from "../../../support/fakes";

const ref = (ts: number, channel = "C1") => slackMessage(channel, `${ts}`);
const gone = new SlackError("chat.update", "message_not_found");

function container() {
  const clock = new FakeClock();
  const unchangeable = createUnchangeable(clock);
  const asked: string[] = [];
  const slack = unchangeable.sparing({
    updateMessage: async ({ ts }) => {
      asked.push(ts);
      throw gone;
    },
  });
  const refuse = (ts: number, channel = "C1") =>
    assert.rejects(slack.updateMessage({ channel, ts: `${ts}`, text: "", blocks: [] }), gone);
  return { clock, unchangeable, asked, refuse };
}

describe("messages that cannot be changed", () => {
  it("are refused with Slack's own words, and without a call", async () => {
    const { unchangeable, asked, refuse } = container();
    assert.equal(unchangeable.of(ref(1)), undefined);
    await refuse(1);
    await refuse(1);
    assert.deepEqual(asked, ["1"]);
    assert.equal(unchangeable.of(ref(1)), gone);
  });

  it("are known by their channel and their time", async () => {
    const { unchangeable, refuse } = container();
    await refuse(1);
    assert.equal(unchangeable.of(ref(1, "C2")), undefined);
    assert.equal(unchangeable.of(ref(2)), undefined);
  });

  it("are the last thousand: the one that was refused first is forgotten first", async () => {
    const { unchangeable, refuse } = container();
    const known = (...all: number[]) => all.map((ts) => unchangeable.of(ref(ts)) === gone);
    await refuse(0);
    for (let ts = 1; ts < 1000; ts += 1) await refuse(ts);
    assert.deepEqual(known(0, 1, 999), [true, true, true]);
    await refuse(1000);
    assert.deepEqual(known(0, 1, 1000), [false, true, true]);
  });

  it("are as young as the last refusal", async () => {
    const { clock, unchangeable, refuse } = container();
    for (let ts = 0; ts < 999; ts += 1) await refuse(ts);
    clock.advance(300);
    await refuse(0);
    for (const ts of [1000, 1001]) await refuse(ts);
    assert.equal(unchangeable.of(ref(0)), gone);
  });

  it("hold no other error back: what is no answer of Slack's may heal", async () => {
    const slack = createUnchangeable(new FakeClock()).sparing({
      updateMessage: async () => Promise.reject(new Error(`down ${(tries += 1)}`)),
    });
    let tries = 0;
    const update = () => slack.updateMessage({ channel: "C1", ts: "1", text: "", blocks: [] });
    await assert.rejects(update(), /down 1/);
    await assert.rejects(update(), /down 2/);
  });
});
