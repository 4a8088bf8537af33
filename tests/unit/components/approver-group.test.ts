import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ApproverGroup, type ApproverGroupArgs } from "../../../index";
import {
  actionArn,
  gateWith,
  instanceArn,
  only,
  permissionSetArn,
  types,
  readingActions,
} from "../../support/components";
import { assertChildren } from "../../support/children";
import { resolve, run } from "../../support/mocks";

function groupWith(args: object): ApproverGroup {
  return new ApproverGroup("qa", args as ApproverGroupArgs);
}

const two = [actionArn("orders/staging/qa"), actionArn("orders/production/qa")];
const document = (actionArns: string | string[], pipelineArns: string | string[]): object => ({
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "DecideApproval",
      Effect: "Allow",
      Action: "codepipeline:PutApprovalResult",
      Resource: actionArns,
    },
    {
      Sid: "ReadPipeline",
      Effect: "Allow",
      Action: readingActions,
      Resource: pipelineArns,
    },
  ],
});

describe("ApproverGroup", () => {
  const forms: Record<string, unknown> = {
    "a plain list": two,
    "a plain list with duplicates": [...two, two[0]],
    "a list of outputs": two.map((arn) => pulumi.output(arn)),
    "a list of both": [two[0], pulumi.output(two[1])],
    "an output of a list": pulumi.output(two),
    "a promise of a list": Promise.resolve(two),
  };
  for (const [how, actionArns] of Object.entries(forms)) {
    it(`puts the actions of ${how} into one policy, each pipeline once`, async () => {
      const { value, resources } = await run(() => groupWith({ actionArns }));
      assertChildren("ApproverGroup: nobody named", resources);
      const { name, policy } = only(resources, types.policy).inputs;
      assert.equal(name, "approve-qa-stack-886cbf49-1");
      assert.deepEqual(JSON.parse(policy), document(two, actionArn("orders")));
      assert.deepEqual(only(resources, types.group).inputs, {
        name: "approvers-qa-stack-39339204",
      });
      assert.deepEqual(await resolve([value.policyArns, value.groupName]), [
        ["arn:aws:iam::111122223333:policy/approve-qa-stack-886cbf49-1"],
        "approvers-qa-stack-39339204",
      ]);
    });
  }

  it("writes a single action and a single pipeline as IAM does", async () => {
    const { resources } = await run(() => groupWith({ actionArns: [two[0]] }));
    const { policy } = only(resources, types.policy).inputs;
    assert.deepEqual(JSON.parse(policy), document(two[0], actionArn("orders")));
  });

  it("takes the actionArn of gates", async () => {
    const { resources } = await run(() => {
      const gates = ["staging", "production"].map((name) => gateWith({}, name));
      return groupWith({ actionArns: gates.map((gate) => gate.actionArn) });
    });
    const { policy } = only(resources, types.policy, "qa-policy-1").inputs;
    assert.deepEqual(
      JSON.parse(policy),
      document(
        ["staging", "production"].map((name) => actionArn(`orders/${name}/${name}`)),
        actionArn("orders"),
      ),
    );
  });

  for (const how of ["plain", "to come"]) {
    it(`attaches every policy to every receiver (${how})`, async () => {
      const many = Array.from({ length: 100 }, (_, n) => actionArn(`pipeline-${n}/production/qa`));
      const { value, resources } = await run(() =>
        groupWith({
          actionArns: how === "plain" ? many : pulumi.output(many),
          users: ["ann"],
          existingGroupNames: ["ops"],
          roleNames: ["release"],
          permissionSets: [{ instanceArn, permissionSetArn }],
        }),
      );
      assertChildren("ApproverGroup: three policies, principals of every kind", resources);
      assert.deepEqual(
        await resolve(value.policyArns),
        [1, 2, 3].map((n) => `arn:aws:iam::111122223333:policy/approve-qa-stack-886cbf49-${n}`),
      );
    });
  }

  it("makes no group where only existing principals are named", async () => {
    const { value, resources } = await run(() =>
      groupWith({ actionArns: two, roleNames: ["release"] }),
    );
    assertChildren("ApproverGroup: existing principals alone", resources);
    assert.equal(await resolve(value.groupName), undefined);
  });

  it("takes names and path, plain and to come", async () => {
    const { resources } = await run(() =>
      groupWith({
        actionArns: two,
        groupName: pulumi.output("deciders"),
        policyName: pulumi.output("qa-decides"),
        path: "/approvals/",
        tags: null,
      }),
    );
    assert.deepEqual(only(resources, types.group).inputs, {
      name: "deciders",
      path: "/approvals/",
    });
    const { name, path, tags } = only(resources, types.policy).inputs;
    assert.deepEqual([name, path, tags], ["qa-decides-1", "/approvals/", undefined]);
  });

  for (const [how, requireMfa, consoleAccess] of [
    ["plain", true, true],
    ["to come", pulumi.output(true), Promise.resolve(true)],
  ] as const) {
    it(`adds the MFA condition and the console's list (${how})`, async () => {
      const { resources } = await run(() =>
        groupWith({ actionArns: two, requireMfa, consoleAccess }),
      );
      const [decide, , list] = JSON.parse(only(resources, types.policy).inputs.policy).Statement;
      assert.deepEqual(decide.Condition, { Bool: { "aws:MultiFactorAuthPresent": "true" } });
      assert.deepEqual([list.Action, list.Resource], ["codepipeline:ListPipelines", "*"]);
    });
  }
});
