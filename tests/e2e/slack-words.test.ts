/** What others wrote, as people see it in Slack: no formatting of theirs, and our own mentions. */
import * as assert from "node:assert/strict";
import { renderFallback, renderMessage } from "../../rehearsal/slack/render";
import type { SlackMessage } from "../../rehearsal/slack/types";
import { channel, gate, ids, openSlack, type SlackAws, workspace } from "../support/e2e-slack";

const name = "*ann* ~of~ `prod` :tada:";

describe("words of others in Slack", function () {
  this.timeout(120_000);
  let local: SlackAws;

  before(async () => {
    const users = { ...workspace.users, [ids.ann]: name };
    local = await openSlack([gate("_under_"), gate("late_one")], { workspace: { users } });
  });

  after(() => local.close());

  const fallback = (message: SlackMessage): string =>
    renderFallback(message, local.slack.workspace).join("\n");
  const whole = (message: SlackMessage): string =>
    renderMessage(message, local.slack.workspace).join("\n");
  /** The last private answer to bob. */
  const answer = (): SlackMessage =>
    local.slack
      .messages(channel, ids.bob)
      .filter(({ onlyFor }) => onlyFor === ids.bob)
      .at(-1)!;

  it("stand in a notification as they were written", () => {
    const { isPlain } = local.message("_under_");
    assert.equal(isPlain, true);
    assert.match(fallback(local.message("_under_")), /^Approval needed: .* of `_under_`$/);
  });

  it("stand in the closed message as they were written, with blocks and without", async () => {
    const message = local.message("_under_");
    assert.match(whole(message), /Who may decide\n@/);
    await local.decideAs("ann", message, "approve", "*Fine* with `me`.");
    const closed = local.message("_under_");
    assert.ok(whole(closed).includes(`Approved by ${name} (${ids.ann}) in Slack`), whole(closed));
    assert.ok(whole(closed).includes("> *Fine* with `me`."), whole(closed));
    const said = `Approved by ${name.replaceAll("`", "'")} (${ids.ann}) in Slack`;
    assert.equal(fallback(closed), `${said}: Approve / Decide of _under_`);
  });

  it("stand in a private answer as they were written, with blocks and without", async () => {
    const clicked = await local.slack.click(ids.bob, local.message("late_one"), "reject");
    await local.decideAs("ann", local.message("late_one"), "approve");
    await local.slack.submit(ids.bob, clicked.viewId!, { reason: "Too late to say so." });
    await local.settled();
    assert.ok(whole(answer()).includes(`Approved by ${name} (${ids.ann}) in Slack.`));
    const said = `Approved by ${name.replaceAll("`", "'")} (${ids.ann}) in Slack.`;
    assert.ok(fallback(answer()).endsWith(`this request has ended. ${said}`), fallback(answer()));
  });

  it("are not all there is: who may decide is still mentioned", async () => {
    await local.start("late_one");
    await local.decideAs("mallory", local.message("late_one"), "approve");
    const told = local.slack.messages(channel, ids.mallory).at(-1)!;
    assert.equal(told.onlyFor, ids.mallory);
    assert.match(fallback(told), /These may: @\*ann\* .*, @release-managers\.$/);
  });
});
