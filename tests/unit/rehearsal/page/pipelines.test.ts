import * as assert from "node:assert/strict";
import { pipelinePicture } from "../../../../rehearsal/page/pipelines";
import type { PipelinePicture } from "../../../../rehearsal/page/types";
import type { Rehearsal } from "../../../../rehearsal/session";
import { putApprovalResult } from "../../../../rehearsal/screen/decision";
import { snapshotOf } from "../../../../rehearsal/screen/snapshot";
import { begin, newRehearsal } from "../terminal/support/rehearsal";
import { until } from "../terminal/support/terminals";

describe("pipelinePicture", () => {
  let rehearsal: Rehearsal;

  beforeEach(async () => {
    rehearsal = await newRehearsal();
    await waits("qa");
  });
  afterEach(() => rehearsal.close());

  const waits = (name: string) =>
    until(() => rehearsal.engine.pending().some(({ actionName }) => actionName === name));
  const picture = (): PipelinePicture =>
    pipelinePicture(snapshotOf(rehearsal).pipelines[0], rehearsal.account);
  const action = (name: string) =>
    picture()
      .stages.flatMap((one) => one.groups.flat())
      .find((one) => one.name === name)!;
  const decide = (status: "Approved" | "Rejected", summary: string) =>
    putApprovalResult(
      rehearsal.clientConfigFor("administrator"),
      rehearsal.engine.pending()[0],
      status,
      summary,
    );
  const retryable = () =>
    picture().stages.flatMap(({ name, canRetry }) => (canRetry ? [name] : []));

  it("shows approvals with their end while they wait, and with their words afterwards", async () => {
    const { expires } = rehearsal.engine.pending()[0];
    assert.deepEqual(action("qa"), {
      name: "qa",
      state: "Waiting",
      isApproval: true,
      expires: expires.toISOString(),
    });
    await decide("Approved", "Looks fine.");
    await waits("manager");
    assert.deepEqual(action("qa"), {
      name: "qa",
      state: "Succeeded",
      isApproval: true,
      decidedBy: "administrator",
      summary: "Looks fine.",
    });
    assert.equal(action("smoke").isApproval, false);
    assert.deepEqual(retryable(), []);
  });

  it("says of an action that it was pretended, and of an approval never", async () => {
    await decide("Approved", "Pretended: I did not look.");
    await waits("manager");
    assert.deepEqual(action("smoke"), {
      ...{ name: "smoke", state: "Succeeded", isApproval: false },
      pretended: "Invoke/AWS/StepFunctions",
    });
    assert.equal(action("qa").pretended, undefined);
    assert.equal(action("qa").summary, "Pretended: I did not look.");
  });

  it("tells who rejected and why, and offers to try again", async () => {
    await decide("Rejected", "Broken.");
    await until(() => picture().executions[0].state === "Failed");
    assert.equal(
      action("qa").summary,
      "Rejected by arn:aws:iam::111122223333:user/administrator with the reason: Broken.",
    );
    assert.deepEqual(retryable(), ["Check"]);
  });

  it("tells that nobody decided in time", async () => {
    rehearsal.clock.advance(8 * 86_400_000);
    await until(() => picture().executions[0].state === "Failed");
    assert.match(action("qa").summary!, /^Nobody decided before the approval request expired at/);
  });

  it("offers to try again what was stopped", async () => {
    const [{ pipelineExecutionId }] = rehearsal.engine.executions("web");
    rehearsal.engine.stop("web", pipelineExecutionId!, { abandon: true });
    await until(() => picture().executions[0].state === "Stopped");
    assert.deepEqual(retryable(), ["Check"]);
  });

  it("says nothing of an execution that is no longer shown in a stage", async () => {
    await decide("Rejected", "Broken.");
    await until(() => picture().executions[0].state === "Failed");
    begin(rehearsal.engine, "web");
    await waits("qa");
    assert.equal(action("qa").summary, undefined);
    assert.deepEqual(
      picture().executions.map(({ state }) => state),
      ["InProgress", "Failed"],
    );
  });
});
