import * as assert from "node:assert/strict";
import { condition, conditional, no, production, ran, rule, world, yes } from "./condition-support";
import { alice, refuses } from "./support";

const later = { outputs: { source: "/files/later" }, variables: { Branch: "later" } };

/** One execution that succeeded, and then what a second one comes to. */
async function second(declaration: ReturnType<typeof conditional>, outcomes = { Deploy: no }) {
  const one = world();
  const first = await one.started(declaration);
  assert.equal(one.status(first), "Succeeded");
  one.outcomes.set("Fetch", { status: "Succeeded", ...later });
  one.held.add("Deploy");
  one.byTurns = true;
  const id = one.engine.start("shop", { triggerType: "Test", triggerDetail: "" });
  await one.settled();
  one.job("Deploy").settle(outcomes.Deploy);
  await one.settled();
  return { one, first, id };
}

describe("A stage that fails", () => {
  it("is rolled back to the newest execution that succeeded in it", async () => {
    const { one, first, id } = await second(conditional({ onFailure: { result: "ROLLBACK" } }));
    assert.equal(one.status(id), "Failed");
    const { run, settle } = one.job("Deploy");
    assert.deepEqual([...run.inputs], [["source", "/files/source"]]);
    const rollback = one.engine.execution("shop", run.pipelineExecutionId);
    assert.deepEqual(
      {
        type: rollback.executionType,
        target: rollback.rollbackMetadata?.rollbackTargetPipelineExecutionId,
        trigger: rollback.trigger,
        status: rollback.status,
      },
      {
        type: "ROLLBACK",
        target: first,
        trigger: { triggerType: "AutomatedRollback", triggerDetail: id },
        status: "InProgress",
      },
    );
    assert.equal(one.stage("Production").latestExecution?.type, "ROLLBACK");
    settle(yes);
    await one.settled();
    assert.equal(one.status(run.pipelineExecutionId), "Succeeded");
    assert.deepEqual(ran(one).slice(3), ["Fetch", "Deploy", "Deploy"]);
  });

  it("is not rolled back a second time where the rollback fails", async () => {
    const { one } = await second(conditional({ onFailure: { result: "ROLLBACK" } }));
    one.job("Deploy").settle(no);
    await one.settled();
    assert.deepEqual(one.jobs, []);
    assert.equal(one.engine.executions("shop").length, 3);
  });

  it("stays failed, and says so, where there is nothing to roll back to", async () => {
    const one = world({ Deploy: no });
    const id = await one.started(conditional({ onFailure: { result: "ROLLBACK" } }));
    assert.equal(one.status(id), "Failed");
    assert.match(one.engine.execution("shop", id).statusSummary!, /nothing to roll back to$/);
  });

  it("is rolled back by a condition whose rule fails, and not by one that is met", async () => {
    const onFailure = condition("ROLLBACK", rule("Ask"));
    const met = await second(conditional({ onFailure }));
    assert.equal(met.one.engine.executions("shop").length, 2);
    assert.equal(production(met.one).onFailure, "Succeeded");
    const { one, id } = await second(
      conditional({ onFailure: condition("ROLLBACK", rule("Ask", "VariableCheck")) }),
    );
    assert.equal(one.status(id), "Failed");
    assert.equal(one.engine.executions("shop").length, 3);
  });

  it("is rolled back by onSuccess", async () => {
    const one = world();
    const first = await one.started(conditional({ onSuccess: condition("ROLLBACK", rule("Ask")) }));
    one.outcomes.set("Ask", no);
    const id = await one.start();
    assert.equal(one.status(id), "Failed");
    const [rollback] = one.engine.executions("shop");
    assert.equal(rollback.rollbackMetadata?.rollbackTargetPipelineExecutionId, first);
    assert.equal(rollback.status, "Failed");
    assert.equal(one.engine.executions("shop").length, 3);
  });

  it("runs its failed actions once more with RETRY, and then has failed", async () => {
    const one = world({ Deploy: no });
    const id = await one.started(conditional({ onFailure: { result: "RETRY" } }));
    assert.deepEqual(ran(one), ["Fetch", "Deploy", "Deploy"]);
    assert.equal(one.status(id), "Failed");
    assert.deepEqual(one.stage("Production").retryStageMetadata, {
      autoStageRetryAttempt: 1,
      latestRetryTrigger: "AutomatedStageRetry",
    });
  });

  it("runs all of its actions once more with ALL_ACTIONS", async () => {
    const declaration = conditional({
      onFailure: { result: "RETRY", retryConfiguration: { retryMode: "ALL_ACTIONS" } },
    });
    const stage = declaration.stages![1];
    stage.actions!.push({ ...stage.actions![0], name: "Beside" });
    const one = world({ Deploy: no });
    await one.started(declaration);
    assert.deepEqual(ran(one), ["Fetch", "Deploy", "Beside", "Deploy", "Beside"]);
  });

  it("stays failed with SKIP, of which the guide says nothing for a failure", async () => {
    const one = world({ Deploy: no });
    const id = await one.started(conditional({ onFailure: { result: "SKIP" } }));
    assert.equal(one.status(id), "Failed");
    assert.deepEqual(ran(one), ["Fetch", "Deploy"]);
  });
});

describe("RollbackStage", () => {
  it("runs one stage with what another execution had, and goes no further", async () => {
    const one = world();
    const first = await one.started(conditional({}));
    one.outcomes.set("Fetch", { status: "Succeeded", ...later });
    await one.start();
    const id = one.engine.rollbackStage("shop", "Production", first, alice);
    await one.settled();
    const { trigger, status, executionType } = one.engine.execution("shop", id);
    assert.deepEqual(trigger, { triggerType: "ManualRollback", triggerDetail: alice });
    assert.deepEqual([status, executionType], ["Succeeded", "ROLLBACK"]);
    assert.deepEqual(ran(one).slice(6), ["Deploy"]);
    const [{ input }] = one.engine.actionExecutions("shop", { pipelineExecutionId: id });
    const [before] = one.engine
      .actionExecutions("shop", { pipelineExecutionId: first })
      .filter(({ actionName }) => actionName === "Deploy");
    assert.deepEqual(input!.inputArtifacts, before.input!.inputArtifacts);
  });

  it("is offered for executions that succeeded in the stage before its latest one", async () => {
    const one = world();
    const targets = (stage = "Production") => one.engine.rollbackTargets("shop", stage);
    const first = await one.started(conditional({}));
    assert.deepEqual(targets(), []);
    const second = await one.start();
    assert.deepEqual([targets(), targets("Source")], [[first], []]);
    one.outcomes.set("Deploy", no);
    await one.start();
    assert.deepEqual(targets(), [second, first]);
    one.held.add("Deploy");
    await one.start();
    assert.deepEqual(targets(), []);
  });

  it("refuses what AWS cannot roll back", async () => {
    const one = world();
    const id = await one.started(conditional({}));
    const roll = (stage: string, target: string) =>
      one.engine.rollbackStage("shop", stage, target, alice);
    refuses("StageNotFoundException", () => roll("Nowhere", id));
    refuses("PipelineExecutionNotFoundException", () => roll("Production", "elsewhere"));
    refuses("UnableToRollbackStageException", () => roll("Source", id), /source stage/);
    const rollback = roll("Production", id);
    await one.settled();
    refuses("UnableToRollbackStageException", () => roll("Production", rollback), /a rollback/);
    one.outcomes.set("Deploy", no);
    const bad = await one.start();
    refuses("UnableToRollbackStageException", () => roll("Production", bad), /did not succeed/);
    one.held.add("Deploy");
    await one.start();
    refuses("UnableToRollbackStageException", () => roll("Production", id), /is running now/);
    one.engine.updatePipeline(conditional({ onFailure: { result: "RETRY" } }));
    refuses("PipelineExecutionOutdatedException", () => roll("Production", id));
  });

  for (const [what, more] of [
    ["of type V1", { pipelineType: "V1" }],
    ["in PARALLEL mode", { executionMode: "PARALLEL" }],
  ] as const) {
    it(`refuses a pipeline ${what}`, async () => {
      const one = world();
      const id = await one.started(conditional({}, more));
      refuses(
        "UnableToRollbackStageException",
        () => one.engine.rollbackStage("shop", "Production", id, alice),
        /V2|PARALLEL/,
      );
    });
  }
});
