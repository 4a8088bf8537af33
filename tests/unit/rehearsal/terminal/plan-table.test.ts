import * as assert from "node:assert/strict";
import type { PlannedAction } from "../../../../rehearsal/aws/account/plan";
import { planLines } from "../../../../rehearsal/terminal/plan-table";

const action = (change: Partial<PlannedAction>): PlannedAction => ({
  ...{ pipelineName: "p", stageName: "Source", actionName: "App", provider: "CodeCommit" },
  ...{ happens: "done", rights: [] },
  ...change,
});

describe("planLines", () => {
  it("has a line for each action, in columns", () => {
    const plan = [
      action({}),
      action({
        stageName: "Approve",
        actionName: "a",
        provider: "Manual",
        happens: "decided by you",
      }),
      action({
        stageName: "B",
        provider: "CodeBuild",
        happens: "pretended",
        rights: ["x:A", "x:B"],
      }),
    ];
    assert.deepEqual(planLines(plan), [
      "  ACTION        PROVIDER    HERE IT IS      RIGHTS THAT ARE CHECKED",
      "  Source / App  CodeCommit  done            none",
      "  Approve / a   Manual      decided by you  of whoever decides",
      "  B / App       CodeBuild   pretended       x:A, x:B",
    ]);
  });

  it("names the pipelines where there are several, and shows no control characters", () => {
    const [, first, second] = planLines([
      action({ actionName: "A\u001b[2J" }),
      action({ pipelineName: "q" }),
    ]);
    assert.match(first, /^  p \/ Source \/ A/);
    assert.match(second, /^  q \/ Source \/ App/);
    assert.ok(!first.includes("\u001b"));
  });
});
