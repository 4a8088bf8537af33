import * as assert from "node:assert/strict";
import { stageChoices } from "../../../../rehearsal/terminal/ask-stage";
import { ask, down, enter } from "./support/questions";
import { failingCondition, pretended } from "./support/rehearsal";

const stages = [
  { stage: "Checked", actions: [pretended("smoke")], beforeEntry: failingCondition() },
  { stage: "Ship", actions: [pretended("ship")] },
];
const options = { stages, operators: ["operator"] };

describe("the questions about a stage", () => {
  it("override a condition as the person who is chosen, and tell a refusal", () =>
    ask(async ({ rehearsal, sees, types }) => {
      await sees("Last execution: failed. What next");
      types(down + enter);
      await sees(/operator: may call OverrideStageCondition/);
      types(down.repeat(2) + enter);
      await sees(/AccessDeniedException: .* codepipeline:OverrideStageCondition/);
      assert.equal(rehearsal.engine.executions("web")[0].status, "Failed");
      types(down + enter);
      await sees("Who are you");
      types(enter);
      await sees("Last execution: succeeded. What next");
      assert.match(rehearsal.engine.ruleExecutions("web")[0].updatedBy!, /user\/operator$/);
    }, options));

  it("roll a stage back to an execution of a list", () =>
    ask(async ({ rehearsal, sees, types }) => {
      const { engine, account } = rehearsal;
      await sees("Last execution: failed. What next");
      const first = engine.executions("web")[0].pipelineExecutionId!;
      types("");
      engine.overrideStageCondition("web", "Checked", first, "BEFORE_ENTRY", "somebody");
      await sees("Last execution: succeeded. What next");
      account.commit = (name) =>
        void engine.start(name, { triggerType: "Test", triggerDetail: "" });
      types("");
      account.commit("web");
      await sees("Last execution: failed. What next");
      assert.deepEqual(
        stageChoices(rehearsal).map(({ name }) => name),
        ["Override beforeEntry of web / Checked", "Roll back web / Checked"],
      );
      types(down.repeat(2) + enter);
      await sees("Roll Checked back to what");
      await sees(new RegExp(`${first.slice(0, 8)} .*\\d\\d:\\d\\d UTC`));
      types(enter);
      await sees(/operator: may call RollbackStage/);
      types(enter);
      await sees(/What next/);
      assert.equal(engine.executions("web")[0].executionType, "ROLLBACK");
    }, options));
});
