import * as assert from "node:assert/strict";
import { actionArn, connection, gateWith, inSlack, only, types } from "../../../support/components";
import { type Result, run } from "../../../support/mocks";
import { decision } from "../../../support/simulate";

const actions = ["one", "two"].map((gate) => actionArn(`orders/${gate}/${gate}`));
const person = { "aws:SourceIdentity": "slack-U0123ABCDEF" };

let deployed: Promise<Result<void>> | undefined;

/** Two gates of one pipeline on one hub. */
function deploy(): Promise<Result<void>> {
  deployed ??= run(() => {
    for (const name of ["one", "two"]) {
      gateWith({ slack: inSlack, hub: connection, approvers: undefined, stageName: name }, name);
    }
  });
  return deployed;
}

async function policyOf(name: string): Promise<object> {
  const { resources } = await deploy();
  return JSON.parse(only(resources, types.rolePolicy, name).inputs.policy);
}

describe("what the role of a gate may do", () => {
  async function may(
    gate: string,
    action: string,
    resource: string,
    context: Record<string, string> = {},
  ): Promise<boolean> {
    const answer = await decision({
      principal: `arn:aws:sts::111122223333:assumed-role/slack-orders-${gate}/U0123ABCDEF-ann`,
      action,
      resource,
      identityPolicies: [await policyOf(`${gate}-slack-role-policy`)],
      context,
    });
    return answer === "Allowed";
  }
  const decide = "codepipeline:PutApprovalResult";

  it("decide its own action in a person's name, and no other gate's", async () => {
    assert.equal(await may("one", decide, actions[0], person), true);
    assert.equal(await may("one", decide, actions[1], person), false);
    assert.equal(await may("two", decide, actions[0], person), false);
  });

  it("decide nothing without a person's name: what notifier and watcher hold", async () => {
    for (const context of [{}, { "aws:SourceIdentity": "admin" }]) {
      assert.equal(await may("one", decide, actions[0], context as never), false);
    }
  });

  it("read its pipeline and no other; change nothing", async () => {
    for (const name of ["GetPipelineState", "GetPipelineExecution", "ListActionExecutions"]) {
      assert.equal(await may("one", `codepipeline:${name}`, actionArn("orders")), true);
      assert.equal(await may("one", `codepipeline:${name}`, actionArn("other")), false);
    }
    for (const name of ["UpdatePipeline", "StopPipelineExecution", "GetPipeline"]) {
      assert.equal(await may("one", `codepipeline:${name}`, actionArn("orders"), person), false);
    }
    const stage = actionArn("orders/one");
    assert.equal(await may("one", "codepipeline:OverrideStageCondition", stage, person), false);
  });
});
