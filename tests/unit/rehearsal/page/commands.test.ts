import * as assert from "node:assert/strict";
import { carryOut } from "../../../../rehearsal/page/commands";
import { FaultBoard } from "../../../../rehearsal/page/faults";
import type { CommandResult, Command } from "../../../../rehearsal/page/types";
import type { Rehearsal } from "../../../../rehearsal/session";
import { newRehearsal } from "../terminal/support/rehearsal";
import { until } from "../terminal/support/terminals";

describe("carryOut", () => {
  let rehearsal: Rehearsal;
  let faults: FaultBoard;

  const ask = (question: Command): Promise<CommandResult> => carryOut(rehearsal, question, faults);
  const pending = () => rehearsal.engine.pending()[0];
  const decide = (as: string, status: "Approved" | "Rejected", summary: string) =>
    ask({ kind: "decide", as, token: pending().token, status, summary });
  const status = () => rehearsal.engine.executions("web")[0].status;

  beforeEach(async () => {
    rehearsal = await newRehearsal();
    faults = new FaultBoard(rehearsal);
    await until(() => rehearsal.engine.pending().length === 1);
  });
  afterEach(() => rehearsal.close());

  it("approves as a person, through the API", async () => {
    const callers: string[] = [];
    rehearsal.endpoint.on("call", ({ principal }) => callers.push(principal!.arn));
    const { actionExecutionId: id } = pending();
    assert.deepEqual(await decide("iam:qa-engineer", "Approved", " Fine. "), {
      ok: true,
      message: "qa: approved.",
    });
    await until(() => rehearsal.engine.pending()[0]?.actionName === "manager");
    assert.deepEqual(callers, ["arn:aws:iam::111122223333:user/qa-engineer"]);
    const run = rehearsal.engine
      .actionExecutions("web")
      .find(({ actionExecutionId }) => actionExecutionId === id);
    assert.equal(run?.output?.executionResult?.externalExecutionSummary, "Fine.");
  });

  it("rejects with a reason, and not without", async () => {
    for (const summary of ["", "  \n"]) {
      const answer = await decide("iam:qa-engineer", "Rejected", summary);
      assert.deepEqual(answer, {
        ok: false,
        message: "A rejection needs a reason: it is all that its author gets to read.",
      });
    }
    assert.equal((await decide("iam:qa-engineer", "Rejected", "Broken.")).ok, true);
    await until(() => status() === "Failed");
  });

  it("refuses in one sentence, with the words of the policies and of AWS behind it", async () => {
    const { ok, message, why } = await decide("iam:manager", "Approved", "");
    assert.equal(ok, false);
    assert.equal(message, "AWS refused this: manager may not decide it.");
    const [denied, told] = why!.split("\n");
    assert.match(denied, /^Denied: no identity-based policy allows codepipeline:PutApproval/);
    assert.match(told, /^AWS says: User: arn:aws:iam::111122223333:user\/manager is not auth/);
    const withMfa = await decide("iam:manager-mfa", "Approved", "");
    assert.equal(withMfa.message, "AWS refused this: manager with MFA may not decide it.");
    assert.equal(pending().actionName, "qa");
  });

  it("says what else AWS refuses", async () => {
    const { ok, message } = await decide("iam:qa-engineer", "Approved", "x".repeat(513));
    assert.equal(ok, false);
    assert.match(message!, /^ValidationException: .*512/);
  });

  it("lets nobody decide who is no person of the account", async () => {
    for (const as of ["slack:U0ANN", "qa-engineer", "iam", ""]) {
      const { ok, message } = await decide(as, "Approved", "");
      assert.equal(ok, false);
      assert.match(message!, /^Only an IAM person calls AWS, got: "/);
    }
    // The real session throws; this one finds no keys, and the SDK says so.
    assert.equal((await decide("iam:nobody", "Approved", "")).ok, false);
    assert.equal(pending().actionName, "qa");
  });

  it("says that a request waits no longer", async () => {
    const { token } = pending();
    rehearsal.clock.advance(8 * 86_400_000);
    const question = { kind: "decide", as: "iam:qa-engineer", token } as const;
    const answer = await ask({ ...question, status: "Approved", summary: "" });
    assert.equal(answer.ok, false);
    assert.match(answer.message!, /waits no longer/);
  });

  it("moves the clock", async () => {
    const before = rehearsal.clock.now().getTime();
    const answer = await ask({ kind: "advance", minutes: 8 * 24 * 60 });
    assert.deepEqual(answer, { ok: true, message: "The clock moved 8d forward." });
    assert.ok(rehearsal.clock.now().getTime() - before >= 8 * 86_400_000);
    await until(() => status() === "Failed");
  });

  it("commits, and says whether that starts anything", async () => {
    const answer = await ask({ kind: "commit", pipelineName: "web" });
    assert.equal(answer.ok, true);
    assert.match(answer.message!, /^A new commit is there, and nothing of the program starts web/);
    rehearsal.account.commit = (name) =>
      void rehearsal.engine.start(name, { triggerType: "Webhook", triggerDetail: "push" });
    assert.deepEqual(await ask({ kind: "commit", pipelineName: "web" }), {
      ok: true,
      message: "A new commit started web.",
    });
  });

  it("stops an execution, and retries what failed", async () => {
    const executionId = rehearsal.engine.executions("web")[0].pipelineExecutionId!;
    const place = { pipelineName: "web", executionId };
    assert.equal((await ask({ kind: "stop", ...place })).message, "The execution was stopped.");
    assert.equal(status(), "Stopped");
    const again = await ask({ kind: "stop", ...place });
    assert.match(again.message!, /^PipelineExecutionNotStoppableException: /);
    const retry = await ask({ kind: "retry", ...place, stageName: "Check" });
    assert.deepEqual(retry, { ok: true, message: "The failed actions of Check run again." });
    await until(() => rehearsal.engine.pending().length === 1);
    const late = await ask({ kind: "retry", ...place, stageName: "Release" });
    assert.match(late.message!, /^StageNotRetryableException: /);
    const { trails } = rehearsal.account.stores;
    const told = trails.all().map((one) => [one.eventName, one.errorCode, one.userIdentity.arn]);
    const by = "arn:aws:iam::111122223333:user/administrator";
    assert.deepEqual(told, [
      ["StopPipelineExecution", undefined, by],
      ["StopPipelineExecution", "PipelineExecutionNotStoppableException", by],
      ["RetryStageExecution", undefined, by],
      ["RetryStageExecution", "StageNotRetryableException", by],
    ]);
    assert.deepEqual(trails.all()[0].requestParameters, {
      ...{ pipelineName: "web", pipelineExecutionId: executionId },
      ...{ abandon: true, reason: "Stopped in the rehearsal." },
    });
  });

  it("names what it does not know", async () => {
    for (const question of [
      { kind: "commit", pipelineName: "nowhere" },
      { kind: "stop", pipelineName: "nowhere", executionId: "1" },
      { kind: "retry", pipelineName: "nowhere", stageName: "x", executionId: "1" },
    ] as const) {
      const { ok, message } = await ask(question);
      assert.equal(ok, false);
      assert.match(message!, /^PipelineNotFoundException: .*"nowhere"/);
    }
    const { ok, message } = await ask({ kind: "fault", id: "action:nowhere", on: true });
    assert.equal(ok, false);
    assert.match(message!, /There is no switch "action:nowhere"\. Switches: throttling, action:/);
  });

  it("has no Slack to click in where the example has none", async () => {
    const place = { channel: "C1", ts: "1.1", actionId: "approve" };
    for (const question of [
      { kind: "click", as: "slack:U0ANN", ...place },
      { kind: "submit", as: "slack:U0ANN", viewId: "V1", values: {} },
    ] as const) {
      const { ok, message } = await ask(question);
      assert.equal(ok, false);
      assert.match(message!, /has no Slack: see .*--example slack-approvals/);
    }
  });

  it("lets an action fail from its next run on", async () => {
    const id = "action:web/Staging/smoke";
    assert.deepEqual(await ask({ kind: "fault", id, on: true }), {
      ok: true,
      message: "Staging / smoke fails: on.",
    });
    assert.deepEqual([...rehearsal.failures], ["web/Staging/smoke"]);
    await ask({ kind: "fault", id, on: false });
    assert.deepEqual([...rehearsal.failures], []);
  });
});
