/** Conditions before an approval: what a rule's function says, and who may override it. */
import * as assert from "node:assert/strict";
import {
  ListRuleExecutionsCommand,
  OverrideStageConditionCommand,
  RollbackStageCommand,
} from "@aws-sdk/client-codepipeline";
import { type LocalAws, openFixture, refused } from "../support/e2e";

const minute = 60_000;

describe("a condition before an approval", function () {
  this.timeout(120_000);
  let local: LocalAws;

  before(async () => {
    const entry = (result: string, way: string) => ({ result, way });
    local = await openFixture("invoke", {
      "invoke:pipelines": JSON.stringify([
        { name: "met", way: "succeed", entry: entry("FAIL", "succeed") },
        { name: "refused", way: "succeed", entry: entry("FAIL", "fail") },
        { name: "silent", way: "succeed", entry: entry("SKIP", "throw") },
      ]),
    });
  });

  after(() => local.close());

  const status = async (pipeline: string) => (await local.executions(pipeline))[0].status;
  const entryOf = async (pipeline: string) =>
    (await local.stage(pipeline)).beforeEntryConditionState?.latestExecution?.status;

  it("asks people only when its function has agreed", async () => {
    assert.equal(await entryOf("met"), "Succeeded");
    await local.decide("ann", await local.request("met"));
    assert.equal(await status("met"), "Succeeded");
  });

  it("asks nobody where its function refuses, until somebody with the right overrides it", async () => {
    const pipelineName = "refused";
    assert.equal(await status(pipelineName), "Failed");
    assert.equal(await entryOf(pipelineName), "Failed");
    assert.equal((await local.action(pipelineName)).latestExecution, undefined);
    const rules = new ListRuleExecutionsCommand({ pipelineName });
    const [{ output }] = (await local.as("operator").send(rules)).ruleExecutionDetails!;
    assert.equal(output!.executionResult!.errorDetails!.message, "The stack is locked.");

    const [{ pipelineExecutionId }] = await local.executions(pipelineName);
    const override = new OverrideStageConditionCommand({
      ...{ pipelineName, stageName: "Approve", pipelineExecutionId },
      conditionType: "BEFORE_ENTRY",
    });
    await refused(local.as("ann").send(override), "AccessDeniedException");
    await local.as("operator").send(override);
    await local.settled();
    assert.equal(await entryOf(pipelineName), "Overridden");
    await local.decide("ann", await local.request(pipelineName));
    assert.equal(await status(pipelineName), "Succeeded");
  });

  it("lets everything past the approval where SKIP waits for a function that never answers", async () => {
    assert.equal(await status("silent"), "InProgress");
    local.rehearsal.clock.advance(20 * minute);
    await local.settled();
    assert.equal(await status("silent"), "Succeeded");
    assert.equal((await local.stage("silent")).latestExecution?.status, "Skipped");
    assert.deepEqual(await local.history("silent", "Decide"), []);
  });

  it("rolls back a stage as somebody with the right asks", async () => {
    const [{ pipelineExecutionId }] = await local.executions("met");
    const command = new RollbackStageCommand({
      ...{ pipelineName: "met", stageName: "Approve" },
      targetPipelineExecutionId: pipelineExecutionId,
    });
    await refused(local.as("ann").send(command), "AccessDeniedException");
    await local.as("operator").send(command);
    await local.settled();
    const [{ executionType }] = await local.executions("met");
    assert.equal(executionType, "ROLLBACK");
    await local.decide("ann", await local.request("met"));
    assert.equal(await status("met"), "Succeeded");
  });
});
