/**
 * What fails on the way of a decision: nothing is approved that nobody approved, nothing accepted is
 * lost, and the dead letter queue shows what a person has to look at.
 */
import * as assert from "node:assert/strict";
import type { Call } from "../../rehearsal/aws/api/calls";
import { assertClosed, gate, ids, openSlack, type SlackAws } from "../support/e2e-slack";

/** Every call that the way of a decision makes, after the message is in Slack. */
const onTheWay = [
  "secretsmanager:GetSecretValue",
  "dynamodb:GetItem",
  "dynamodb:PutItem",
  "dynamodb:Query",
  "lambda:InvokeFunction",
  "sts:AssumeRole",
  "codepipeline:PutApprovalResult",
  "codepipeline:GetPipelineState",
] as const;
const hows = ["throttle", "error", "lost"] as const;
const name = (action: string, how: string): string => `${action.split(":")[1]}-${how}`;

describe("faults on the way of a decision", function () {
  this.timeout(300_000);
  let local: SlackAws;
  const puts: Call[] = [];

  before(async () => {
    const each = onTheWay.flatMap((action) => hows.map((how) => name(action, how)));
    const more = ["forever", "denied", "crash", "crash-late", "update", "dialog", "hanging"];
    local = await openSlack([...each, ...more].map((pipeline) => gate(pipeline)));
    local.rehearsal.endpoint.on("call", (call) => {
      if (call.action === "codepipeline:PutApprovalResult") puts.push(call);
    });
  });

  afterEach(() => {
    local.rehearsal.endpoint.heal();
    local.slack.heal();
  });

  after(() => local.close());

  const waiting = (kind: "notifier" | "decider" | "watcher"): number =>
    local.rehearsal.account.queues.messages(local.deadLetters(kind)).length;

  /** Presses until the person's decision is accepted, as somebody does who is told to try again. */
  async function approve(pipeline: string): Promise<void> {
    for (let tries = 0; tries < 3; tries += 1) {
      const sent = await local.decideAs("ann", local.message(pipeline), "approve");
      if (sent.viewId !== undefined && sent.status === 200 && sent.errors === undefined) return;
    }
    assert.fail("The decision was not accepted in three tries.");
  }

  async function assertDecidedOnce(pipeline: string): Promise<void> {
    const decided = await local.history(pipeline, "Decide");
    assert.deepEqual(
      decided.map(({ status, updatedBy }) => [status, updatedBy?.split("/").at(-1)]),
      [["Succeeded", `${ids.ann}-ann`]],
    );
    assert.equal(local.messages(pipeline).length, 1);
    assertClosed(local.message(pipeline), "Approved");
  }

  for (const action of onTheWay) {
    for (const how of hows) {
      it(`ends in one decision although ${action} fails once (${how})`, async () => {
        const pipeline = name(action, how);
        local.rehearsal.endpoint.fail({ action, how });
        await approve(pipeline);
        await local.minutes(4);
        await assertDecidedOnce(pipeline);
      });
    }
  }

  it("keeps a decision that CodePipeline throttles for ever, and a redrive finishes it", async () => {
    const { endpoint } = local.rehearsal;
    endpoint.fail({ action: "codepipeline:PutApprovalResult", how: "throttle", times: 1000 });
    await approve("forever");
    assert.equal((await local.action("forever")).latestExecution?.status, "InProgress");
    assert.match(local.told("ann").at(-1) ?? "nothing", /not certain yet/);
    assert.match(local.message("forever").text, /^Approval needed/);
    await local.minutes(10);
    assert.equal(waiting("decider"), 1);
    endpoint.heal();
    assert.equal(await local.redrive("decider"), 1);
    await assertDecidedOnce("forever");
    assert.equal(waiting("decider"), 0);
  });

  it("approves nothing that the gate's role may not, and a redrive finishes it", async () => {
    const { endpoint } = local.rehearsal;
    endpoint.fail({ action: "codepipeline:PutApprovalResult", how: "denied", times: 1000 });
    await approve("denied");
    await local.minutes(10);
    assert.equal((await local.action("denied")).latestExecution?.status, "InProgress");
    assert.equal(waiting("decider"), 1);
    endpoint.heal();
    await local.redrive("decider");
    await assertDecidedOnce("denied");
  });

  for (const how of ["crash", "crash-late"] as const) {
    it(`goes on where the decider died (${how})`, async () => {
      local.functions.fail(local.functionName("decider"), how);
      const before = puts.filter(({ error }) => error === undefined).length;
      await approve(how);
      await local.minutes(4);
      await assertDecidedOnce(how);
      assert.equal(puts.filter(({ error }) => error === undefined).length, before + 1);
    });
  }

  it("tells the truth in the end although Slack took no update at first", async () => {
    local.slack.fail("chat.update", "internal_error", 1000);
    await approve("update");
    assert.match(local.message("update").text, /^Approval needed/);
    assert.equal((await local.history("update", "Decide"))[0].status, "Succeeded");
    local.slack.heal();
    await local.minutes(4);
    await assertDecidedOnce("update");
  });

  it("decides nothing where the dialog could not be opened, and says so", async () => {
    local.slack.fail("views.open", "internal_error", 1000);
    const clicked = await local.slack.click(ids.ann, local.message("dialog"), "approve");
    await local.settled();
    assert.deepEqual([clicked.status, clicked.viewId], [200, undefined]);
    assert.match(local.told("ann").at(-1) ?? "nothing", /Nothing was decided/);
    assert.equal((await local.action("dialog")).latestExecution?.status, "InProgress");
  });

  it("answers within Slack's three seconds although everything behind it hangs", async () => {
    local.rehearsal.endpoint.fail({ action: "dynamodb:GetItem", how: "timeout", times: 1000 });
    const clicked = await local.slack.click(ids.ann, local.message("hanging"), "approve");
    assert.equal(clicked.status, 200);
    assert.equal(clicked.viewId, undefined);
  });
});

describe("faults before the message", function () {
  this.timeout(240_000);
  let local: SlackAws;

  before(async () => {
    local = await openSlack([gate("silent")]);
  });

  after(() => local.close());

  it("keeps a request that Slack never took, and a redrive shows it", async () => {
    local.slack.fail("chat.postMessage", "not_in_channel", 1000);
    const [{ pipelineExecutionId }] = await local.executions("silent");
    await local.stop("silent", pipelineExecutionId!, true);
    await local.start("silent");
    assert.equal(local.messages("silent").length, 1);
    await local.minutes(10);
    const queue = local.rehearsal.account.queues.messages(local.deadLetters("notifier"));
    assert.equal(queue.length, 1);
    local.slack.heal();
    await local.redrive("notifier");
    assert.equal(local.messages("silent").length, 2);
    await local.decideAs("ann", local.message("silent"), "approve");
    assertClosed(local.message("silent"), "Approved");
  });
});
