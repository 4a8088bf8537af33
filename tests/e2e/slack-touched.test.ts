/** Messages that should have no buttons: closed as soon as anybody touches them, listed or not. */
import * as assert from "node:assert/strict";
import type { SlackMessage } from "../../rehearsal/slack/types";
import { assertClosed, channel, gate, ids, openSlack, type SlackAws } from "../support/e2e-slack";

const buttonsOf = ({ blocks }: SlackMessage): string[] =>
  blocks
    .filter(({ type }) => type === "actions")
    .flatMap(({ elements }) => elements.map(({ action_id }: { action_id: string }) => action_id));

const all = ["approve", "reject", "open"];

describe("a message in Slack that somebody touches", function () {
  this.timeout(240_000);
  let local: SlackAws;

  before(async () => {
    local = await openSlack(
      ["twice", "deleted", "slow", "forgotten", "unconfirmed"].map((name) => gate(name)),
    );
  });

  afterEach(() => {
    local.rehearsal.endpoint.heal();
    local.slack.heal();
  });

  after(() => local.close());

  /** Ends the request that waits, and lets a new one come while something is wrong. */
  async function again(pipeline: string, wrong: () => void): Promise<void> {
    const [{ pipelineExecutionId }] = await local.executions(pipeline);
    await local.stop(pipeline, pipelineExecutionId!, true);
    wrong();
    await local.start(pipeline);
  }

  /** A press of somebody who may decide nothing, with everything that follows from it. */
  async function touch(message: SlackMessage): Promise<void> {
    const clicked = await local.slack.click(ids.mallory, message, "approve");
    await local.settled();
    assert.deepEqual([clicked.status, clicked.viewId], [200, undefined]);
  }

  const lost = () => local.slack.fail("chat.postMessage", "timeout-late");
  const at = ({ ts }: SlackMessage): SlackMessage =>
    local.slack.messages(channel).find((message) => message.ts === ts)!;

  it("closes the duplicate of a request that was posted twice, and no other", async () => {
    await again("twice", lost);
    await local.minutes(2);
    const [, duplicate, right] = local.messages("twice");
    assert.deepEqual([duplicate, right].map(buttonsOf), [all, all]);
    await touch(right);
    assert.deepEqual([duplicate, right].map(at).map(buttonsOf), [all, all]);
    await touch(duplicate);
    assertClosed(at(duplicate), "Posted twice");
    assert.deepEqual(buttonsOf(at(right)), all);
    assert.equal((await local.action("twice")).latestExecution?.status, "InProgress");
    await local.decideAs("ann", right, "approve");
    assertClosed(at(right), "Approved");
    assertClosed(at(duplicate), "Posted twice");
  });

  it("keeps the one that is left of two, where an administrator has deleted the other", async () => {
    await again("deleted", lost);
    await local.minutes(2);
    const [, left, kept] = local.messages("deleted");
    local.slack.remove(kept);
    await touch(left);
    assert.deepEqual(buttonsOf(at(left)), all);
    await local.decideAs("ann", left, "approve");
    assertClosed(at(left), "Approved");
    assert.equal(local.messages("deleted").length, 2);
    assert.equal((await local.history("deleted", "Decide"))[0].status, "Succeeded");
  });

  it("keeps the message whose post Slack never answered, once somebody has touched it", async () => {
    await again("slow", lost);
    await touch(local.message("slow"));
    await local.minutes(4);
    const [, message, ...more] = local.messages("slow");
    assert.deepEqual([buttonsOf(message), more], [all, []]);
    await local.decideAs("ann", message, "approve");
    assertClosed(at(message), "Approved");
    assert.equal((await local.history("slow", "Decide"))[0].status, "Succeeded");
  });

  it("closes the message of a request that the table does not know", async () => {
    const message = local.message("forgotten");
    const { tables, resources } = local.rehearsal.account;
    const { state } = resources.find(({ name }) => name === "hub-requests")!;
    const items = await tables.items(state.name);
    const [{ action, token }] = items.filter((item) =>
      String(item.action).startsWith("forgotten/"),
    );
    const Key = { action: { S: action }, token: { S: token } };
    await tables.call("DeleteItem", { TableName: state.name, Key });
    const stale = await local.slack.click(ids.ann, message, "approve");
    await local.settled();
    assertClosed(at(message), "Not known any more");
    assert.match(JSON.stringify(at(message).blocks), /Decide in the AWS console/);
    await local.slack.submit(ids.ann, stale.viewId!, { reason: "Too late to say so." });
    await local.settled();
    assert.match(local.told("ann").at(-1) ?? "nothing", /not known any more/);
    assert.equal((await local.action("forgotten")).latestExecution?.status, "InProgress");
    // Whoever's window still shows the buttons may press them again.
    const pressed = await local.slack.click(ids.mallory, message, "reject", { shown: message });
    await local.settled();
    assert.equal(pressed.status, 200);
    assertClosed(at(message), "Not known any more");
  });

  it("shows no buttons before CodePipeline has confirmed the request, and then shows them", async () => {
    const action = "codepipeline:GetPipelineState";
    await again("unconfirmed", () => {
      local.rehearsal.endpoint.fail({ action, how: "denied", times: 1000 });
    });
    const message = local.message("unconfirmed");
    assert.ok(message.text.startsWith("Not confirmed"), message.text);
    assert.deepEqual(buttonsOf(message), ["open"]);
    await local.slack.click(ids.ann, message, "open");
    await local.settled();
    assert.deepEqual(buttonsOf(at(message)), ["open"]);
    local.rehearsal.endpoint.heal();
    await local.minutes(4);
    assert.equal(local.messages("unconfirmed").length, 2);
    assert.deepEqual(buttonsOf(at(message)), all);
    assert.ok(at(message).text.startsWith("Approval needed"));
    await local.decideAs("ann", message, "approve");
    assertClosed(at(message), "Approved");
  });
});
