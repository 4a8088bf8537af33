import * as assert from "node:assert/strict";
import {
  branchIs,
  condition,
  conditional,
  no,
  production,
  ran,
  rule,
  world,
  yes,
} from "./condition-support";

const minute = 60_000;

describe("The condition beforeEntry", () => {
  it("lets an execution in when every rule succeeds", async () => {
    const one = world();
    const rules = [branchIs("main"), rule("Ask")];
    const id = await one.started(conditional({ beforeEntry: condition("FAIL", ...rules) }));
    assert.equal(one.status(id), "Succeeded");
    assert.deepEqual(production(one), {
      ...{ stage: "Succeeded", beforeEntry: "Succeeded", action: "Succeeded" },
    });
  });

  it("fails the stage when one rule fails, before any of its actions", async () => {
    const one = world({ Ask: no });
    const rules = [branchIs("main"), rule("Ask")];
    const id = await one.started(conditional({ beforeEntry: condition("FAIL", ...rules) }));
    assert.equal(one.status(id), "Failed");
    assert.deepEqual(production(one), {
      ...{ stage: "Failed", beforeEntry: "Failed", action: undefined },
    });
    assert.deepEqual(ran(one), ["Fetch"]);
    assert.equal(
      one.engine.execution("shop", id).statusSummary,
      'Stage "Production" failed, condition beforeEntry: Ask: no',
    );
  });

  it("skips the stage with the result SKIP, and goes on behind it", async () => {
    const one = world();
    const skip = condition("SKIP", branchIs("release"));
    const id = await one.started(conditional({ beforeEntry: skip }));
    assert.equal(one.status(id), "Succeeded");
    assert.deepEqual(production(one), {
      ...{ stage: "Skipped", beforeEntry: "Failed", action: undefined },
    });
    assert.deepEqual(ran(one), ["Fetch", "Finish"]);
    assert.deepEqual(
      one.trace(id).filter((line) => line.includes("Production")),
      ["Stage:Production:STARTED"],
    );
  });

  it("takes a rule that cannot be evaluated for one that failed", async () => {
    const one = world();
    const configuration = { Variable: "#{src.Gone}", Value: "x", Operator: "NE" };
    const rules = [branchIs("main", { configuration })];
    const id = await one.started(conditional({ beforeEntry: condition("FAIL", ...rules) }));
    assert.equal(one.status(id), "Failed");
    const [{ output }] = one.engine.ruleExecutions("shop");
    assert.deepEqual(output!.executionResult!.errorDetails, {
      code: "ConfigurationError",
      message: 'Variables of rule "Branch" have no value: #{src.Gone}.',
    });
  });

  it("runs its rules as the pipeline's role, or as their own, with what they take", async () => {
    const one = world();
    one.held.add("Ask");
    one.held.add("Other");
    const role = "arn:aws:iam::111122223333:role/rule";
    const rules = [
      rule("Ask", "LambdaInvoke", {
        configuration: { FunctionName: "check", UserParameters: "#{src.Branch}" },
        inputArtifacts: [{ name: "source" }],
      }),
      rule("Other", "LambdaInvoke", { roleArn: role }),
    ];
    await one.started(conditional({ beforeEntry: condition("FAIL", ...rules) }));
    const { run } = one.job("Ask");
    assert.equal(run.roleArn, "arn:aws:iam::111122223333:role/pipeline");
    assert.deepEqual(run.configuration, { FunctionName: "check", UserParameters: "main" });
    assert.deepEqual([...run.inputs], [["source", "/files/source"]]);
    assert.deepEqual(run.action.actionTypeId, {
      ...{ category: "Rule", owner: "AWS", provider: "LambdaInvoke", version: "1" },
    });
    assert.equal(run.store.inputs[0].name, "source");
    assert.equal(one.job("Other").run.roleArn, role);
    run.log("asked");
    assert.deepEqual(one.lines.at(-1), {
      ...{ pipelineName: "shop", stageName: "Production" },
      ...{ actionName: "beforeEntry / Ask", line: "asked" },
    });
  });

  it("is known when all of its rules have ended", async () => {
    const one = world({ Ask: no });
    one.held.add("Slow");
    const id = await one.started(
      conditional({ beforeEntry: condition("FAIL", rule("Ask"), rule("Slow")) }),
    );
    assert.equal(production(one).beforeEntry, "InProgress");
    one.job("Slow").settle(yes);
    await one.settled();
    assert.equal(one.status(id), "Failed");
  });

  it("fails a rule that has no result within its time", async () => {
    const one = world();
    one.held.add("Ask");
    const slow = rule("Ask", "LambdaInvoke", { timeoutInMinutes: 5 });
    const id = await one.started(conditional({ beforeEntry: condition("FAIL", slow) }));
    const { run } = one.job("Ask");
    one.clock.advance(5 * minute - 1);
    assert.equal(one.status(id), "InProgress");
    one.clock.advance(1);
    assert.equal(one.status(id), "Failed");
    assert.equal(run.signal.aborted, true);
    assert.equal(one.timers, 0);
  });

  it("ends with an execution that is stopped", async () => {
    const one = world();
    one.held.add("Ask");
    const id = await one.started(
      conditional({
        beforeEntry: condition("FAIL", rule("Ask", "LambdaInvoke", { timeoutInMinutes: 5 })),
      }),
    );
    one.engine.stop("shop", id, { abandon: false });
    assert.equal(one.status(id), "Stopped");
    assert.equal(production(one).beforeEntry, "Abandoned");
    const { run, settle } = one.job("Ask");
    assert.equal(run.signal.aborted, true);
    settle(yes);
    await one.settled();
    assert.equal(one.status(id), "Stopped");
    assert.equal(one.engine.ruleExecutions("shop")[0].status, "Abandoned");
    assert.equal(one.timers, 0);
  });

  it("ends with a definition that changes", async () => {
    const one = world();
    one.held.add("Ask");
    const declaration = conditional({ beforeEntry: condition("FAIL", rule("Ask")) });
    const id = await one.started(declaration);
    one.engine.updatePipeline(conditional({}));
    assert.equal(one.status(id), "Cancelled");
    one.job("Ask").settle(yes);
    await one.settled();
    assert.deepEqual(ran(one), ["Fetch"]);
  });

  it("is evaluated again when the stage is retried", async () => {
    const one = world({ Ask: no });
    const id = await one.started(conditional({ beforeEntry: condition("FAIL", rule("Ask")) }));
    one.engine.retryStage("shop", "Production", id, "ALL_ACTIONS");
    await one.settled();
    assert.equal(one.status(id), "Failed");
    one.outcomes.set("Ask", yes);
    one.engine.retryStage("shop", "Production", id, "ALL_ACTIONS");
    await one.settled();
    assert.equal(one.status(id), "Succeeded");
    assert.equal(one.engine.ruleExecutions("shop").length, 3);
  });
});

describe("The condition onSuccess", () => {
  it("is evaluated behind the actions, and fails the stage", async () => {
    const one = world({ Ask: no });
    const id = await one.started(conditional({ onSuccess: condition("FAIL", rule("Ask")) }));
    assert.equal(one.status(id), "Failed");
    assert.deepEqual(production(one), {
      ...{ stage: "Failed", onSuccess: "Failed", action: "Succeeded" },
    });
    assert.deepEqual(ran(one), ["Fetch", "Deploy"]);
  });

  it("lets an execution out when it is met", async () => {
    const one = world();
    const id = await one.started(conditional({ onSuccess: condition("FAIL", rule("Ask")) }));
    assert.equal(one.status(id), "Succeeded");
  });

  it("is not evaluated where an action failed", async () => {
    const one = world({ Deploy: no });
    await one.started(conditional({ onSuccess: condition("FAIL", rule("Ask")) }));
    assert.deepEqual(production(one), { stage: "Failed", action: "Failed" });
  });
});
