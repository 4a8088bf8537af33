import * as assert from "node:assert/strict";
import type { ActionExecutionDetail } from "@aws-sdk/client-codepipeline";
import { deployments, countCalls, total } from "../../../../rehearsal/terminal/counts";
import { ending, lastLine, type Operated } from "../../../../rehearsal/terminal/verdict";
import { waitUntilIdle } from "../../../../rehearsal/terminal/wait-until-idle";
import { condition, conditional, no, rule, world } from "../aws/codepipeline/condition-support";
import { newRehearsal } from "./support/rehearsal";

const detail = (
  category: string,
  status: string,
  code?: string,
  provider = "Manual",
): ActionExecutionDetail =>
  ({
    stageName: "Release",
    actionName: "one",
    status,
    input: {
      actionTypeId: { category, owner: "AWS", provider, version: "1" },
      resolvedConfiguration: { BucketName: "site" },
    },
    output: { executionResult: { errorDetails: code && { code, message: "" } } },
  }) as ActionExecutionDetail;

describe("counts of a verdict", () => {
  it("tells approved, rejected and expired requests apart", () => {
    const history = [
      detail("Approval", "Succeeded"),
      detail("Approval", "Failed", "ApprovalRejected"),
      detail("Approval", "Failed", "ApprovalTimedOut"),
      detail("Approval", "Failed", "ApprovalTimedOut"),
      detail("Approval", "InProgress"),
      detail("Approval", "Failed", "PermissionError"),
      detail("Build", "Succeeded"),
      detail("Build", "Failed", "JobFailed"),
    ];
    assert.deepEqual(countCalls(history), { approvals: 6, approved: 1, rejected: 1, expired: 2 });
  });

  it("bears a history in which everything optional is missing", () => {
    assert.deepEqual(countCalls([{}]), { approvals: 0, approved: 0, rejected: 0, expired: 0 });
  });
});

describe("total", () => {
  it("adds up", () => {
    const one = { approvals: 1, approved: 2, rejected: 3, expired: 4 };
    assert.deepEqual(total([one, one]), { approvals: 2, approved: 4, rejected: 6, expired: 8 });
    assert.deepEqual(total([]), { approvals: 0, approved: 0, rejected: 0, expired: 0 });
  });
});

describe("what failed", () => {
  it("names rules of conditions beside actions", async () => {
    const one = world({ Ask: no });
    await one.started(conditional({ beforeEntry: condition("FAIL", rule("Ask")) }));
    assert.deepEqual(ending(one.engine, "approve", undefined, []).problems, [
      "The pipeline made no approval request.",
      "Pipeline shop should have succeeded, but is Failed.",
      "Production / Ask: no",
    ]);
  });
});

describe("deployments", () => {
  it("lists successful S3 deployments, first to last", () => {
    const history = [
      { ...detail("Deploy", "Succeeded", undefined, "S3"), actionName: "two" },
      detail("Deploy", "Succeeded", undefined, "S3"),
      detail("Deploy", "Failed", "x", "S3"),
      detail("Deploy", "Succeeded", undefined, "ECS"),
      detail("Source", "Succeeded", undefined, "S3"),
    ];
    assert.deepEqual(deployments(history), [
      { stageName: "Release", actionName: "one", bucket: "site" },
      { stageName: "Release", actionName: "two", bucket: "site" },
    ]);
  });

  it("bears missing names", () => {
    const { input, status } = detail("Deploy", "Succeeded", undefined, "S3");
    const bare = { status, input: { actionTypeId: input?.actionTypeId } };
    assert.deepEqual(deployments([bare]), [{ stageName: "", actionName: "", bucket: "" }]);
  });
});

describe("ending", () => {
  const decide = async (status: "Approved" | "Rejected", check: (problems: string[]) => void) => {
    const rehearsal = await newRehearsal();
    const { engine } = rehearsal;
    try {
      await waitUntilIdle({ engine });
      const [first] = engine.pending();
      engine.decide({ ...first, status, summary: "" }, "arn:aws:iam::111122223333:user/qa");
      await waitUntilIdle({ engine });
      check([...ending(engine, "reject", first, ["known"]).problems]);
    } finally {
      await rehearsal.close();
    }
  };

  it("keeps what was found before and adds nothing when a gate held", () =>
    decide("Rejected", (problems) => assert.deepEqual(problems, ["known"])));

  it("notices a gate that let the pipeline pass, and says what still runs", () =>
    decide("Approved", (problems) => {
      assert.match(problems.pop()!, /web is InProgress: Release \/ manager waits for a decision/);
      assert.deepEqual(problems, [
        "known",
        "The execution should have failed, but is InProgress.",
        "Check / qa should end as ApprovalRejected, but is Succeeded.",
        "Release / manager ran behind the gate Check / qa.",
        "Staging / smoke ran behind the gate Check / qa.",
      ]);
    }));

  it("notices an action behind the gate in the same stage", async () => {
    const rehearsal = await newRehearsal();
    const { engine } = rehearsal;
    try {
      for (let n = 0; n < 2; n++) {
        await waitUntilIdle({ engine });
        const [request] = engine.pending();
        engine.decide({ ...request, status: "Approved", summary: "" }, "arn");
        if (n === 0) continue;
        await waitUntilIdle({ engine });
        const { problems } = ending(engine, "timeout", request, []);
        assert.ok(problems.includes("Release / ship ran behind the gate Release / manager."));
      }
    } finally {
      await rehearsal.close();
    }
  });
});

describe("lastLine", () => {
  it("has the form that scripts read", () => {
    const counts = { approvals: 4, approved: 1, rejected: 2, expired: 1 };
    assert.equal(
      lastLine("ladder", { result: "Failed", counts: counts, deployments: [], problems: [] }),
      "rehearsal: ladder Failed approvals=4 approved=1 rejected=2 expired=1",
    );
    const wrong = { counts, deployments: [], problems: ["a type is wrong"] };
    assert.equal(
      lastLine("ladder", { result: "Succeeded", ...wrong }),
      "rehearsal: ladder Succeeded approvals=4 approved=1 rejected=2 expired=1 problems=1",
    );
  });

  it("has how many no person decided, where a gate decides by itself", () => {
    const counts = { approvals: 2, approved: 2, rejected: 0, expired: 0 };
    const ended = { result: "Succeeded", counts, deployments: [], problems: [] } as const;
    const said = "rehearsal: shop Succeeded approvals=2 approved=2 rejected=0 expired=0 automatic=";
    assert.equal(lastLine("shop", { ...ended, automatic: 0 }), `${said}0`);
    const operated = { reminded: 1, escalated: 0 };
    const line = lastLine("shop", { ...ended, automatic: 1, operated });
    assert.equal(line, `${said}1 reminded=1 escalated=0`);
  });

  it("has what a hub did beside the decisions, and whether its ledger verifies", () => {
    const counts = { approvals: 2, approved: 2, rejected: 0, expired: 0 };
    const line = (operated: Operated) =>
      lastLine("shop", { result: "Succeeded", counts, deployments: [], problems: [], operated });
    const said = "rehearsal: shop Succeeded approvals=2 approved=2 rejected=0 expired=0 ";
    const told = { reminded: 2, escalated: 1 };
    assert.equal(line(told), `${said}reminded=2 escalated=1`);
    const ledger = { entries: 9, verified: true };
    assert.equal(line({ ...told, ledger }), `${said}reminded=2 escalated=1 ledger=9 verified`);
    const broken = { entries: 9, verified: false };
    assert.equal(line({ ...told, ledger: broken }), `${said}reminded=2 escalated=1 ledger=9`);
  });
});
