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

  it("says of an approval who decides, and which right is checked", () => {
    const [, row] = planLines([action({ happens: "decided by you", rights: ["sns:Publish"] })]);
    assert.match(row, /decided by you {2}of whoever decides, sns:Publish$/);
  });

  it("names each role of which nothing is known once, with what to write", () => {
    const role = (account: string) => ({
      unknownRole: { [`arn:aws:iam::${account}:role/r`]: { trusts: ["1"], policies: [] } },
    });
    const plan = [action(role("2")), action(role("2")), action(role("3"))];
    const [, first, second, third, ...notes] = planLines(plan);
    for (const row of [first, second, third])
      assert.match(row, /none: its role is not known here$/);
    assert.deepEqual(notes, [
      "  Not known here: arn:aws:iam::2:role/r, arn:aws:iam::3:role/r. What is done with these roles is " +
        "pretended, and no right is checked. To have them checked:",
      "  Write into Pulumi.rehearsal.yaml, below config:",
      "    rehearsal:exists:",
      "      roles:",
      "        arn:aws:iam::2:role/r:",
      "          trusts:",
      '            - "1"',
      "          policies: []",
      "        arn:aws:iam::3:role/r:",
      "          trusts:",
      '            - "1"',
      "          policies: []",
    ]);
    assert.match(planLines([action(role("2"))])[2], /with this role is pretended/);
  });

  it("says what becomes of a provider that is not known", () => {
    const lines = planLines([action({ happens: "not known: pretended" })]);
    assert.match(lines[1], /not known: pretended {2}none$/);
    assert.match(lines[2], /AWS refuses the pipeline if there is none; here the action succeeds/);
  });
});
