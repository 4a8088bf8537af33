/** What several executions of one pipeline do to each other while an approval waits. */
import * as assert from "node:assert/strict";
import { type LocalAws, openFixture, refused, type Request } from "../support/e2e";

describe("several executions of one pipeline", () => {
  let local: LocalAws;

  before(async () => {
    const pipelines = [
      { name: "default" },
      { name: "superseded", executionMode: "SUPERSEDED" },
      { name: "queued", executionMode: "QUEUED" },
      { name: "parallel", executionMode: "PARALLEL" },
      { name: "parallel-again", executionMode: "PARALLEL" },
    ];
    local = await openFixture("gates", { pipelines });
  });

  after(() => local.close());

  /** Statuses of the executions, oldest first. */
  async function statuses(pipelineName: string): Promise<(string | undefined)[]> {
    return (await local.executions(pipelineName)).map(({ status }) => status).reverse();
  }

  /** In PARALLEL mode GetPipelineState shows no token: ListActionExecutions does. */
  async function parallelRequest(pipelineName: string, executionId: string): Promise<Request> {
    const asked = (await local.history(pipelineName, "Decide")).find(
      (detail) => detail.pipelineExecutionId === executionId,
    );
    const token = asked!.output!.executionResult!.externalExecutionId!;
    return { pipelineName, stageName: "Approve", actionName: "Decide", token };
  }

  it("are SUPERSEDED where the pipeline names no mode", async () => {
    const [{ executionMode }] = await local.executions("default");
    assert.equal(executionMode, "SUPERSEDED");
  });

  it("supersede one another between stages, never the one that waits for its approval", async () => {
    const request = await local.request("superseded");
    const second = await local.start("superseded");
    assert.deepEqual(await statuses("superseded"), ["InProgress", "InProgress"]);
    assert.equal((await local.stage("superseded")).inboundExecution?.pipelineExecutionId, second);

    const third = await local.start("superseded");
    assert.deepEqual(await statuses("superseded"), ["InProgress", "Superseded", "InProgress"]);
    assert.equal((await local.stage("superseded")).inboundExecution?.pipelineExecutionId, third);
    assert.deepEqual(await local.request("superseded"), request);
    assert.equal((await local.history("superseded", "Decide")).length, 1);

    await local.decide("ann", request);
    assert.deepEqual(await statuses("superseded"), ["Succeeded", "Superseded", "InProgress"]);
    const next = await local.request("superseded");
    assert.notEqual(next.token, request.token);
    const { latestExecution } = await local.stage("superseded");
    assert.equal(latestExecution?.pipelineExecutionId, third);
    await local.decide("ann", next);
    assert.deepEqual(await statuses("superseded"), ["Succeeded", "Superseded", "Succeeded"]);
  });

  it("wait for one another in QUEUED mode, and none is lost", async () => {
    const ids = [(await local.executions("queued"))[0].pipelineExecutionId!];
    ids.push(await local.start("queued"), await local.start("queued"));
    assert.deepEqual(await statuses("queued"), ["InProgress", "InProgress", "InProgress"]);
    const { inboundExecutions } = await local.stage("queued");
    assert.deepEqual(
      inboundExecutions?.map(({ pipelineExecutionId }) => pipelineExecutionId),
      ids.slice(1),
    );

    const decisions = ["Approved", "Rejected", "Approved"] as const;
    for (const [index, decision] of decisions.entries()) {
      const { latestExecution } = await local.stage("queued");
      assert.equal(latestExecution?.pipelineExecutionId, ids[index]);
      await local.decide("bob", await local.request("queued"), decision);
    }
    assert.deepEqual(await statuses("queued"), ["Succeeded", "Failed", "Succeeded"]);
  });

  it("have a request each in PARALLEL mode, with tokens only in ListActionExecutions", async () => {
    const [{ pipelineExecutionId: first }] = await local.executions("parallel");
    const second = await local.start("parallel");
    assert.equal((await local.action("parallel")).latestExecution?.status, "InProgress");
    assert.equal((await local.action("parallel")).latestExecution?.token, undefined);

    const [one, two] = [
      await parallelRequest("parallel", first!),
      await parallelRequest("parallel", second),
    ];
    assert.notEqual(one.token, two.token);
    await local.decide("ann", two);
    assert.deepEqual(await statuses("parallel"), ["InProgress", "Succeeded"]);
    await local.decide("bob", one, "Rejected");
    assert.deepEqual(await statuses("parallel"), ["Failed", "Succeeded"]);
    await refused(local.decide("ann", one), "ApprovalAlreadyCompletedException");
  });

  it("are decided by different people at the same moment in PARALLEL mode", async () => {
    const [{ pipelineExecutionId: first }] = await local.executions("parallel-again");
    const second = await local.start("parallel-again");
    const requests = await Promise.all(
      [first!, second].map((id) => parallelRequest("parallel-again", id)),
    );
    await Promise.all([
      local.decide("ann", requests[0], "Approved"),
      local.decide("bob", requests[1], "Rejected"),
    ]);
    assert.deepEqual(await statuses("parallel-again"), ["Succeeded", "Failed"]);
  });
});
