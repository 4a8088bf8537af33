import * as assert from "node:assert/strict";
import { ApprovalGate, ApproverGroup } from "../../../../index";
import { actionArn, only, types } from "../../../support/components";
import { run } from "../../../support/mocks";
import { decision } from "../../../support/simulate";

const decide = "codepipeline:PutApprovalResult";
const staging = actionArn("orders/Staging/qa");
const production = actionArn("orders/Production/manager");
const pipeline = actionArn("orders");

/** Who holds which policies. The production gate demands MFA, the group of both the console. */
async function holders(): Promise<Record<string, object[]>> {
  const { resources } = await run(() => {
    const gates = [
      new ApprovalGate("staging", {
        pipelineName: "orders",
        stageName: "Staging",
        actionName: "qa",
        approvers: {},
      }),
      new ApprovalGate("production", {
        pipelineName: "orders",
        stageName: "Production",
        actionName: "manager",
        approvers: { requireMfa: true },
      }),
    ];
    const actionArns = gates.map((gate) => gate.actionArn);
    new ApproverGroup("both", { actionArns, consoleAccess: true });
    new ApproverGroup("strict", { actionArns, requireMfa: true });
  });
  const policy = (name: string): object =>
    JSON.parse(only(resources, types.policy, name).inputs.policy) as object;
  return {
    qa: [policy("staging-policy")],
    manager: [policy("production-policy")],
    both: [policy("both-policy-1")],
    strict: [policy("strict-policy-1")],
    nobody: [],
  };
}

const everybody = ["qa", "manager", "both", "strict", "nobody"];

/** For each call, who may make it: without MFA, and with it. Everybody else is refused. */
const matrix: [action: string, resource: string, without: string[], withMfa: string[]][] = [
  [decide, staging, ["qa", "both"], ["qa", "both", "strict"]],
  [decide, production, ["both"], ["manager", "both", "strict"]],
  [decide, actionArn("orders/Staging/manager"), [], []],
  [decide, actionArn("orders/Production/qa"), [], []],
  [decide, actionArn("orders/Staging/qa2"), [], []],
  [decide, actionArn("orders2/Staging/qa"), [], []],
  [decide, staging.replace("eu-west-1", "us-east-1"), [], []],
  [decide, staging.replace("111122223333", "444455556666"), [], []],
  ...[
    "GetPipeline",
    "GetPipelineState",
    "GetPipelineExecution",
    "ListPipelineExecutions",
    "ListActionExecutions",
  ].flatMap((action): [string, string, string[], string[]][] => {
    const readers = ["qa", "manager", "both", "strict"];
    return [
      [`codepipeline:${action}`, pipeline, readers, readers],
      [`codepipeline:${action}`, actionArn("other"), [], []],
      [`codepipeline:${action}`, actionArn("orders2"), [], []],
    ];
  }),
  ["codepipeline:ListPipelines", "*", ["both"], ["both"]],
  ...["UpdatePipeline", "DeletePipeline", "StartPipelineExecution", "StopPipelineExecution"].map(
    (action): [string, string, string[], string[]] => [`codepipeline:${action}`, pipeline, [], []],
  ),
  ...[
    "OverrideStageCondition",
    "RollbackStage",
    "RetryStageExecution",
    "DisableStageTransition",
    "EnableStageTransition",
  ].map((action): [string, string, string[], string[]] => [
    `codepipeline:${action}`,
    actionArn("orders/Staging"),
    [],
    [],
  ]),
  ["sns:Publish", "arn:aws:sns:eu-west-1:111122223333:staging-topic", [], []],
  ["sns:Subscribe", "arn:aws:sns:eu-west-1:111122223333:staging-topic", [], []],
  ["iam:AddUserToGroup", "arn:aws:iam::111122223333:group/approvers", [], []],
];

describe("what approvers may do", () => {
  let policies: Record<string, object[]>;
  before(async () => {
    policies = await holders();
  });

  for (const [action, resource, without, withMfa] of matrix) {
    for (const [mfa, allowed] of [
      ["false", without],
      ["true", withMfa],
    ] as const) {
      const who = allowed.join(", ") || "nobody";
      it(`${action} on ${resource}, MFA ${mfa}: ${who}`, async () => {
        const found: string[] = [];
        for (const name of everybody) {
          const answer = await decision({
            principal: `arn:aws:iam::111122223333:user/${name}`,
            action,
            resource,
            identityPolicies: policies[name],
            context: { "aws:MultiFactorAuthPresent": mfa },
          });
          if (answer === "Allowed") found.push(name);
        }
        assert.deepEqual(found, allowed);
      });
    }
  }

  it("a wildcard in the request decides nothing", async () => {
    const answer = await decision({
      principal: "arn:aws:iam::111122223333:user/both",
      action: decide,
      resource: actionArn("other/*/*"),
      identityPolicies: policies.both,
    });
    assert.notEqual(answer, "Allowed");
  });

  it("a long-term access key, which has no MFA key at all, is refused where MFA is demanded", async () => {
    const answer = await decision({
      principal: "arn:aws:iam::111122223333:user/manager",
      action: decide,
      resource: production,
      identityPolicies: policies.manager,
    });
    assert.equal(answer, "ImplicitlyDenied");
  });

  it("the right holds for a role as for a user", async () => {
    const answer = await decision({
      principal: "arn:aws:sts::111122223333:assumed-role/release/ann",
      action: decide,
      resource: staging,
      identityPolicies: policies.qa,
    });
    assert.equal(answer, "Allowed");
  });
});
