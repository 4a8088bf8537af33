import * as assert from "node:assert/strict";
import { condition, conditional, no, production, ran, rule, world } from "./condition-support";
import { refuses } from "./support";

describe("OverrideStageCondition", () => {
  const by = "arn:aws:iam::111122223333:user/alice";

  it("lets an execution in", async () => {
    const one = world({ Ask: no });
    const id = await one.started(conditional({ beforeEntry: condition("FAIL", rule("Ask")) }));
    one.engine.overrideStageCondition("shop", "Production", id, "BEFORE_ENTRY", by);
    await one.settled();
    assert.equal(one.status(id), "Succeeded");
    assert.deepEqual(production(one), {
      ...{ stage: "Succeeded", beforeEntry: "Overridden", action: "Succeeded" },
    });
    assert.equal(one.engine.ruleExecutions("shop")[0].updatedBy, by);
    const trace = one.trace(id);
    assert.ok(trace.includes("Pipeline:shop:RESUMED"));
    assert.ok(trace.includes("Stage:Production:RESUMED"));
  });

  it("lets an execution out, without running anything again", async () => {
    const one = world({ Ask: no });
    const id = await one.started(conditional({ onSuccess: condition("FAIL", rule("Ask")) }));
    one.engine.overrideStageCondition("shop", "Production", id, "ON_SUCCESS", by);
    await one.settled();
    assert.equal(one.status(id), "Succeeded");
    assert.deepEqual(ran(one), ["Fetch", "Deploy", "Finish"]);
  });

  it("is offered for the condition that holds the latest execution up, and for no other", async () => {
    const one = world();
    const offered = () => one.engine.overridable("shop", "Production");
    const ask = condition("FAIL", rule("Ask"));
    await one.started(conditional({ beforeEntry: ask, onSuccess: ask }));
    assert.equal(offered(), undefined);
    one.outcomes.set("Ask", no);
    const executionId = await one.start();
    assert.deepEqual(offered(), { executionId, conditionType: "BEFORE_ENTRY" });
    one.engine.overrideStageCondition("shop", "Production", executionId, "BEFORE_ENTRY", by);
    await one.settled();
    assert.deepEqual(offered(), { executionId, conditionType: "ON_SUCCESS" });
  });

  it("refuses what holds nothing up", async () => {
    const one = world({ Ask: no });
    const skip = condition("SKIP", rule("Ask"));
    const override = (id: string, stage = "Production", type = "BEFORE_ENTRY" as const) =>
      one.engine.overrideStageCondition("shop", stage, id, type, by);
    const skipped = await one.started(conditional({ beforeEntry: skip }));
    refuses("ConditionNotOverridableException", () => override(skipped), /SKIP/);
    refuses("ConditionNotOverridableException", () => override(skipped, "Last"), /no beforeEntry/);
    refuses("StageNotFoundException", () => override(skipped, "Nowhere"));
    refuses("NotLatestPipelineExecutionException", () => override("elsewhere"));
    one.engine.updatePipeline(conditional({ beforeEntry: condition("FAIL", rule("Ask")) }));
    const failed = await one.start();
    const newer = await one.start();
    refuses("NotLatestPipelineExecutionException", () => override(failed));
    override(newer);
    refuses("ConditionNotOverridableException", () => override(newer), /Overridden/);
  });

  it("refuses a condition that is being evaluated", async () => {
    const one = world();
    one.held.add("Ask");
    const id = await one.started(conditional({ beforeEntry: condition("FAIL", rule("Ask")) }));
    refuses("ConflictException", () =>
      one.engine.overrideStageCondition("shop", "Production", id, "BEFORE_ENTRY", by),
    );
  });
});
