/** An approval that nobody gives in time. The clock is moved; nobody waits. */
import * as assert from "node:assert/strict";
import { type LocalAws, openFixture, refused } from "../support/e2e";

const minute = 60_000;
const day = 24 * 60 * minute;

describe("an approval request that nobody decides", () => {
  let local: LocalAws;

  before(async () => {
    const pipelines = [{ name: "hour", timeoutInMinutes: 60 }, { name: "week" }, { name: "late" }];
    local = await openFixture("gates", { pipelines });
  });

  after(() => local.close());

  async function move(milliseconds: number): Promise<void> {
    local.rehearsal.clock.advance(milliseconds);
    await local.settled();
  }

  it("expires after `timeoutInMinutes` and fails the pipeline", async () => {
    const request = await local.request("hour");
    await move(59 * minute);
    assert.deepEqual(await local.request("hour"), request);
    await move(minute);
    const [execution] = await local.executions("hour");
    assert.equal(execution.status, "Failed");
    const [asked] = await local.history("hour", "Decide");
    assert.equal(asked.status, "Failed");
    assert.equal(asked.updatedBy, undefined);
    assert.equal(asked.output?.executionResult?.errorDetails?.code, "ApprovalTimedOut");
    assert.deepEqual(local.deployed("hour"), []);
  });

  it("cannot be given afterwards", async () => {
    await local.start("hour");
    const request = await local.request("hour");
    await move(61 * minute);
    await refused(local.decide("ann", request), "InvalidApprovalTokenException");
    assert.deepEqual(local.deployed("hour"), []);
  });

  it("lives for seven days unless the gate says otherwise", async () => {
    const [asked] = await local.history("week", "Decide");
    const passed = local.rehearsal.clock.now().getTime() - asked.startTime!.getTime();
    const request = await local.request("week");
    await move(7 * day - passed - minute);
    assert.deepEqual(await local.request("week"), request);
    await move(minute);
    const [ended] = await local.history("week", "Decide");
    assert.equal(ended.output?.executionResult?.errorDetails?.code, "ApprovalTimedOut");
    const waited = ended.lastUpdateTime!.getTime() - ended.startTime!.getTime();
    assert.equal(Math.round(waited / minute), (7 * day) / minute);
  });

  it("can be asked again: a retry brings a new token and the full time", async () => {
    await move(7 * day);
    const [{ pipelineExecutionId, status }] = await local.executions("late");
    assert.equal(status, "Failed");
    await local.retry("late", "Approve", pipelineExecutionId!);
    await move(6 * day);
    await local.decide("bob", await local.request("late"));
    const [execution] = await local.executions("late");
    assert.equal(execution.pipelineExecutionId, pipelineExecutionId);
    assert.equal(execution.status, "Succeeded");
    assert.deepEqual(local.deployed("late"), ["index.html"]);
  });
});
