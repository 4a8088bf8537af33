import * as assert from "node:assert/strict";
import { carryOut } from "../../../../rehearsal/page/commands";
import { FaultBoard } from "../../../../rehearsal/page/faults";
import { record } from "../../../../rehearsal/page/record";
import { offeredOf } from "../../../../rehearsal/page/stage-operations";
import type { Command, TrailEntry } from "../../../../rehearsal/page/types";
import type { Rehearsal } from "../../../../rehearsal/session";
import { begin, failingCondition, newRehearsal, pretended } from "../terminal/support/rehearsal";
import { until } from "../terminal/support/terminals";

const stages = [
  { stage: "Stopped", actions: [pretended("never")], beforeEntry: failingCondition() },
  { stage: "Ship", actions: [pretended("ship")] },
];

describe("operations on a stage", () => {
  let rehearsal: Rehearsal;
  let trail: () => TrailEntry[];

  const ask = (question: Command) => carryOut(rehearsal, question, new FaultBoard(rehearsal));
  const newest = () => rehearsal.engine.executions("web")[0];
  const offered = (stageName: string) =>
    offeredOf(rehearsal.account, { pipelineName: "web", stageName });
  const ended = async (status: string, count = 1) =>
    until(() => {
      const { engine } = rehearsal;
      return engine.executions("web").length === count && newest().status === status;
    });
  const override = (as: string) => {
    const place = { pipelineName: "web", stageName: "Stopped" };
    const executionId = newest().pipelineExecutionId!;
    return ask({ kind: "override", as, ...place, executionId, conditionType: "BEFORE_ENTRY" });
  };
  const rollback = (as: string, targetId: string) =>
    ask({ kind: "rollback", as, pipelineName: "web", stageName: "Ship", targetId });

  beforeEach(async () => {
    rehearsal = await newRehearsal({ stages, operators: ["operator"] });
    ({ trail } = record(rehearsal, () => undefined));
    await ended("Failed");
  });
  afterEach(() => rehearsal.close());

  it("offers to override what holds an execution up, with who may", () => {
    const { override: found, rollback: none } = offered("Stopped");
    assert.equal(none, undefined);
    assert.equal(found!.conditionType, "BEFORE_ENTRY");
    const may = found!.rights.filter(({ allowed }) => allowed).map(({ person }) => person);
    assert.deepEqual(may, ["iam:operator", "iam:administrator"]);
    assert.deepEqual(offered("Ship"), {});
  });

  it("refuses who may not in one sentence, with the policies and AWS's words behind it", async () => {
    const { ok, message, why } = await override("iam:qa-engineer");
    assert.equal(ok, false);
    assert.equal(message, "AWS refused this: qa-engineer may not call OverrideStageCondition.");
    assert.match(why!, /^Denied: .*codepipeline:OverrideStageCondition/);
    assert.match(why!, /\nAWS says: User: .*user\/qa-engineer is not authorized/);
    assert.equal(newest().status, "Failed");
    const slack = await override("slack:U0ANN");
    assert.match(slack.message!, /^Only an IAM person calls AWS/);
  });

  it("overrides as a person with the right, and the trail says so", async () => {
    assert.deepEqual(await override("iam:operator"), {
      ok: true,
      message: "The condition of Stopped is overridden.",
    });
    await ended("Succeeded");
    const [{ who, action, said, allowed }] = trail();
    assert.deepEqual(
      { who: who.split("/").pop(), action, said, allowed },
      {
        ...{ who: "operator", action: "codepipeline:OverrideStageCondition", allowed: true },
        said: `BEFORE_ENTRY of execution ${newest().pipelineExecutionId}`,
      },
    );
    const again = await override("iam:operator");
    assert.match(again.message!, /^ConditionNotOverridableException: /);
  });

  it("rolls back to an execution of a list, as a person with the right", async () => {
    await override("iam:operator");
    await ended("Succeeded");
    const { pipelineExecutionId: first, startTime } = newest();
    begin(rehearsal.engine, "web");
    await ended("Failed", 2);
    await override("iam:operator");
    await ended("Succeeded", 2);
    const { targets } = offered("Ship").rollback!;
    assert.deepEqual(targets, [{ id: first, startedAt: startTime!.toISOString() }]);
    const refused = await rollback("iam:qa-engineer", first!);
    assert.equal(refused.message, "AWS refused this: qa-engineer may not call RollbackStage.");
    const done = await rollback("iam:operator", first!);
    assert.deepEqual(done, { ok: true, message: "Ship is rolled back." });
    await ended("Succeeded", 3);
    assert.equal(newest().executionType, "ROLLBACK");
    assert.equal(trail()[0].said, `To what execution ${first} carried`);
  });

  it("retries all actions where a condition failed and no action did", async () => {
    const executionId = newest().pipelineExecutionId!;
    const place = { pipelineName: "web", stageName: "Stopped", executionId };
    assert.deepEqual(await ask({ kind: "retry", ...place }), {
      ok: true,
      message: "All actions of Stopped run again.",
    });
  });
});
