/** Decisions in Slack, through the deployed bundles: who may, once, and what is said of it. */
import * as assert from "node:assert/strict";
import { assertClosed, channel, gate, ids, openSlack, type SlackAws } from "../support/e2e-slack";

const names = [
  ...["approve", "reject", "group", "stranger", "neighbour", "removed", "race", "console"],
  ...["crossed", "expired", "stopped", "retried", "again"],
];

describe("a decision in Slack", function () {
  this.timeout(240_000);
  let local: SlackAws;

  before(async () => {
    const others = { slack: { channel, approverUserIds: [ids.carol] } };
    const pipelines = names.map((name) => gate(name));
    local = await openSlack([...pipelines, gate("carols", others)]);
  });

  after(() => local.close());

  it("asks in the channel, with everything that an approver needs", () => {
    const { text, blocks } = local.message("approve");
    assert.match(text, /^Approval needed/);
    const shown = JSON.stringify(blocks);
    for (const part of ["approve", "Approve", "Decide", `<@${ids.ann}>`, "<!subteam^S0RELEASE1>"]) {
      assert.ok(shown.includes(part), part);
    }
    assert.match(shown, /<!date\^\d+\^/);
    assert.match(shown, /Version [\w-]+/);
    const buttons = blocks.find(({ type }) => type === "actions").elements;
    assert.deepEqual(
      buttons.map(({ action_id }: { action_id: string }) => action_id),
      ["approve", "reject", "open"],
    );
  });

  it("lets an approved execution through, in the person's name", async () => {
    const message = local.message("approve");
    const sent = await local.decideAs("ann", message, "approve", "Load test passed.");
    assert.deepEqual(
      { status: sent.status, errors: sent.errors },
      { status: 200, errors: undefined },
    );
    const [decided] = await local.history("approve", "Decide");
    assert.equal(decided.status, "Succeeded");
    assert.equal(
      decided.output?.executionResult?.externalExecutionSummary,
      `Approved by ann (${ids.ann}) in Slack: Load test passed.`,
    );
    assert.match(
      decided.updatedBy ?? "",
      new RegExp(
        `^arn:aws:sts::111122223333:assumed-role/[\\w-]+-slack-role-\\w{7}/${ids.ann}-ann$`,
      ),
    );
    const closed = local.message("approve");
    assertClosed(closed, "Approved");
    const shown = JSON.stringify(closed.blocks);
    for (const part of ["ann", "Load test passed."]) assert.ok(shown.includes(part), shown);
    assert.equal(closed.ts, message.ts);
    assert.deepEqual(local.deployed("approve"), ["index.html"]);
  });

  it("stops a rejected execution, with the reason that the dialog demands", async () => {
    const message = local.message("reject");
    const short = await local.decideAs("ann", message, "reject", "no");
    assert.ok(Object.values(short.errors ?? {})[0]?.length > 0, "a short reason was accepted");
    assert.equal((await local.action("reject")).latestExecution?.status, "InProgress");
    await local.decideAs("ann", message, "reject", "The texts are wrong.");
    const [execution] = await local.executions("reject");
    assert.equal(execution.status, "Failed");
    const closed = local.message("reject");
    assertClosed(closed, "Rejected");
    assert.ok(JSON.stringify(closed.blocks).includes("The texts are wrong."));
    assert.deepEqual(local.deployed("reject"), []);
  });

  it("lets a member of a listed user group decide", async () => {
    await local.decideAs("bob", local.message("group"), "approve");
    assert.equal((await local.history("group", "Decide"))[0].status, "Succeeded");
  });

  it("tells a stranger in private who may decide, and nothing else happens", async () => {
    const decider = local.functionName("decider");
    const made = local.calls.length;
    const clicked = await local.decideAs("mallory", local.message("stranger"), "approve");
    assert.deepEqual(
      { status: clicked.status, viewId: clicked.viewId },
      { status: 200, viewId: undefined },
    );
    const told = local.told("mallory").at(-1) ?? "nothing";
    assert.match(told, /may not decide/);
    assert.ok(told.includes(`<@${ids.ann}>`), told);
    // The decider looks whether the message may have buttons, and that is all it does.
    const calls = local.calls
      .slice(made)
      .filter(({ principal }) => principal?.arn.includes(decider));
    assert.deepEqual(
      calls.map(({ action }) => action).filter((action) => !action.startsWith("secretsmanager:")),
      ["dynamodb:GetItem"],
    );
    assert.equal((await local.action("stranger")).latestExecution?.status, "InProgress");
  });

  it("refuses an approver of another gate", async () => {
    const clicked = await local.decideAs("carol", local.message("neighbour"), "approve");
    assert.equal(clicked.viewId, undefined);
    assert.match(local.told("carol").at(-1) ?? "nothing", /may not decide/);
    assert.equal((await local.action("neighbour")).latestExecution?.status, "InProgress");
  });

  it("refuses a person who was taken off the list while the dialog was open", async () => {
    const clicked = await local.slack.click(ids.ann, local.message("removed"), "approve");
    const { tables } = local.rehearsal.account;
    const gates = local.rehearsal.account.resources.find(({ name }) => name === "hub-gates")!;
    const [item] = (await tables.items(gates.state.name)).filter(
      ({ action }) => action === "removed/Approve/Decide",
    );
    assert.deepEqual(item.approverUserIds, [ids.ann]);
    await tables.call("UpdateItem", {
      TableName: gates.state.name,
      Key: { action: { S: item.action } },
      UpdateExpression: "SET approverUserIds = :nobody",
      ExpressionAttributeValues: { ":nobody": { L: [] } },
    });
    const sent = await local.slack.submit(ids.ann, clicked.viewId!, { reason: "Quick, quick!" });
    await local.settled();
    assert.match(Object.values(sent.errors ?? {})[0] ?? "nothing", /may not decide/);
    assert.equal((await local.action("removed")).latestExecution?.status, "InProgress");
  });

  it("takes one of two decisions that are sent at once", async () => {
    const message = local.message("race");
    const [one, two] = [
      await local.slack.click(ids.ann, message, "approve"),
      await local.slack.click(ids.bob, message, "reject"),
    ];
    await Promise.all([
      local.slack.submit(ids.ann, one.viewId!, { reason: "Fine with me." }),
      local.slack.submit(ids.bob, two.viewId!, { reason: "Not at all fine with me." }),
    ]);
    await local.settled();
    const decided = await local.history("race", "Decide");
    assert.equal(decided.length, 1);
    const winner = decided[0].status === "Succeeded" ? "Approved" : "Rejected";
    assertClosed(local.message("race"), winner);
    const loser = winner === "Approved" ? "bob" : "ann";
    assert.notEqual(local.told(loser).at(-1), undefined);
  });

  it("closes the message when the decision came from elsewhere", async () => {
    await local.decide("ann", await local.request("console"), "Rejected", "Not from here.");
    const closed = local.message("console");
    assertClosed(closed, "Rejected");
    const shown = JSON.stringify(closed.blocks);
    for (const part of ["outside Slack", "ann", "Not from here."]) {
      assert.ok(shown.includes(part), shown);
    }
  });

  it("tells who came too late, and changes nothing", async () => {
    const clicked = await local.slack.click(ids.bob, local.message("crossed"), "reject");
    await local.decide("ann", await local.request("crossed"), "Approved");
    await local.slack.submit(ids.bob, clicked.viewId!, { reason: "Too late to say so." });
    await local.settled();
    assertClosed(local.message("crossed"), "Approved");
    assert.match(local.told("bob").at(-1) ?? "nothing", /has ended/);
    assert.equal((await local.history("crossed", "Decide"))[0].status, "Succeeded");
  });

  it("closes the message of an execution that was stopped", async () => {
    const [{ pipelineExecutionId }] = await local.executions("stopped");
    await local.stop("stopped", pipelineExecutionId!, true);
    assertClosed(local.message("stopped"), "Cancelled");
  });

  it("asks anew when a stage is retried, and leaves the old message closed", async () => {
    await local.decideAs("ann", local.message("retried"), "reject", "Once more, please.");
    const [{ pipelineExecutionId }] = await local.executions("retried");
    await local.retry("retried", "Approve", pipelineExecutionId!);
    const [old, anew] = local.messages("retried");
    assertClosed(old, "Rejected");
    await local.decideAs("ann", anew, "approve", "Better now.");
    assertClosed(local.messages("retried")[0], "Rejected");
    assertClosed(local.messages("retried")[1], "Approved");
  });
});

describe("time and Slack", function () {
  this.timeout(120_000);
  let local: SlackAws;

  before(async () => {
    local = await openSlack([
      gate("expires", { timeoutInMinutes: 60 }),
      gate("side-by-side", { executionMode: "PARALLEL" }),
    ]);
  });

  after(() => local.close());

  it("decides of two requests of a PARALLEL pipeline the one that was clicked", async () => {
    await local.start("side-by-side");
    const [first, second] = local.messages("side-by-side");
    await local.decideAs("ann", second, "approve", "The second one.");
    assertClosed(local.messages("side-by-side")[1], "Approved");
    const [newest, oldest] = await local.executions("side-by-side");
    assert.deepEqual([newest.status, oldest.status], ["Succeeded", "InProgress"]);
    await local.decideAs("ann", first, "reject", "Not the first one.");
    assertClosed(local.messages("side-by-side")[0], "Rejected");
  });

  it("says in the message that nobody decided in time", async () => {
    const { clock } = local.rehearsal;
    const clicked = await local.slack.click(ids.ann, local.message("expires"), "approve");
    clock.advance(61 * 60_000);
    await local.settled();
    assertClosed(local.message("expires"), "Expired");
    await local.slack.submit(ids.ann, clicked.viewId!, { reason: "A minute too late." });
    await local.settled();
    assertClosed(local.message("expires"), "Expired");
    assert.equal((await local.history("expires", "Decide"))[0].status, "Failed");
  });
});
