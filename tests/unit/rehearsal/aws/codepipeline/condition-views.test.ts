import * as assert from "node:assert/strict";
import { listRuleExecutions } from "../../../../../rehearsal/aws/codepipeline/listings";
import { branchIs, condition, conditional, no, rule, world } from "./condition-support";
import { refuses, roleArn, startedAt } from "./support";

async function failed() {
  const one = world({ Ask: no });
  const id = await one.started(
    conditional({ beforeEntry: condition("FAIL", branchIs("main"), rule("Ask")) }),
  );
  return { one, id };
}

describe("What is shown of conditions", () => {
  it("has the state of the stage with that of each rule", async () => {
    const { one } = await failed();
    const { beforeEntryConditionState: state, ...rest } = one.stage("Production");
    const [branch, ask] = one.engine.ruleExecutions("shop").reverse();
    assert.ok(!("onSuccessConditionState" in rest));
    assert.deepEqual(JSON.parse(JSON.stringify(state)), {
      latestExecution: { status: "Failed", summary: "Ask: no" },
      conditionStates: [
        {
          latestExecution: {
            ...{ status: "Failed", summary: "Ask: no" },
            lastStatusChange: startedAt.toISOString(),
          },
          ruleStates: [
            {
              ruleName: "Branch",
              latestExecution: {
                ruleExecutionId: branch.ruleExecutionId,
                ...{ status: "Succeeded", lastStatusChange: startedAt.toISOString() },
              },
            },
            {
              ruleName: "Ask",
              latestExecution: {
                ruleExecutionId: ask.ruleExecutionId,
                ...{ status: "Failed", lastStatusChange: startedAt.toISOString() },
                errorDetails: no.error,
              },
            },
          ],
        },
      ],
    });
  });

  it("lists runs of rules, newest first, by execution and the latest of each", async () => {
    const { one, id } = await failed();
    const second = await one.start();
    one.engine.retryStage("shop", "Production", second, "ALL_ACTIONS");
    await one.settled();
    const list = (filter?: object) =>
      listRuleExecutions(one.engine, { pipelineName: "shop", filter }).ruleExecutionDetails!;
    const names = (filter?: object) => list(filter).map(({ ruleName }) => ruleName);
    assert.equal(list().length, 6);
    assert.deepEqual(names({ pipelineExecutionId: id }), ["Ask", "Branch"]);
    const latest = { pipelineExecutionId: second, startTimeRange: "Latest" };
    assert.deepEqual(names({ latestInPipelineExecution: latest }), ["Ask", "Branch"]);
    const all = { ...latest, startTimeRange: "All" };
    assert.equal(names({ latestInPipelineExecution: all }).length, 4);
    refuses("PipelineExecutionNotFoundException", () => list({ pipelineExecutionId: "gone" }));
  });

  it("shows what a rule was given, and what it said", async () => {
    const { one } = await failed();
    const [ask, branch] = one.engine.ruleExecutions("shop");
    assert.deepEqual(branch.input, {
      ruleTypeId: { category: "Rule", owner: "AWS", provider: "VariableCheck", version: "1" },
      configuration: { Variable: "#{src.Branch}", Value: "main", Operator: "EQ" },
      resolvedConfiguration: { Variable: "main", Value: "main", Operator: "EQ" },
      ...{ roleArn, region: "eu-west-1", inputArtifacts: [] },
    });
    assert.deepEqual(ask.output!.executionResult!.errorDetails, no.error);
  });
});
