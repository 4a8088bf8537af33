import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { MultiApprovalStage, type MultiApprovalStageArgs } from "../../../../index";
import { actionArn, namesOf, only, types, readingActions } from "../../../support/components";
import { type Registered, resolve, run } from "../../../support/mocks";

const named = { users: ["ann"], existingGroupNames: ["qa"], roleNames: ["ops"] };

function stageWith(args: object): MultiApprovalStage {
  const approvals = [{ name: "qa" }, { name: "product" }, { name: "security" }];
  const given = { pipelineName: "orders", approvers: named, approvals, ...args };
  return new MultiApprovalStage("checks", given as MultiApprovalStageArgs);
}

/** The actions that a policy allows to decide. */
function decided({ inputs }: Registered): string[] {
  const [{ Resource }] = JSON.parse(inputs.policy).Statement;
  return [Resource].flat().map((arn: string) => arn.slice(arn.lastIndexOf("/") + 1));
}

const policyArn = (name: string): string => `arn:aws:iam::111122223333:policy/approve-${name}`;

/** True for an input as Pulumi hands a secret to the engine. */
const isSecret = (input: object): boolean => "4dabf18193072939515e22adb298388d" in input;

/** What the stage says of who may decide. */
function outputs(stage: MultiApprovalStage): Promise<unknown> {
  const { approverGroupNames, approverPolicyArns } = stage;
  const { sharedApproverGroupName, sharedApproverPolicyArns } = stage;
  return resolve({
    ...{ approverGroupNames, approverPolicyArns },
    ...{ sharedApproverGroupName, sharedApproverPolicyArns },
  });
}

describe("people whom a stage names for its approvals", () => {
  it("get one group and one policy for all of them", async () => {
    const { resources } = await run(() => stageWith({}));
    const policy = only(resources, types.policy, "checks-policy-1");
    assert.deepEqual(decided(policy), ["qa", "product", "security"]);
    assert.equal(policy.inputs.name, "approve-orders-checks-eu-west-1-55bbace3-1");
    assert.deepEqual(only(resources, types.members, "checks-members").inputs, {
      group: "approvers-orders-checks-eu-west-1-86dc3f50",
      users: ["ann"],
    });
    assert.deepEqual(namesOf(resources, types.groupAttachment).sort(), [
      "checks-policy-1-group",
      "checks-policy-1-group-qa",
    ]);
    assert.deepEqual(namesOf(resources, types.roleAttachment), ["checks-policy-1-role-ops"]);
  });

  it("do not decide an approval that names others, and those not the stage's", async () => {
    const approvals = [
      { name: "qa" },
      { name: "pm", approvers: { roleNames: ["product"] } },
      { name: "cto", approvers: null },
    ];
    const { value, resources } = await run(() => stageWith({ approvals }));
    assert.deepEqual(decided(only(resources, types.policy, "checks-policy-1")), ["qa", "cto"]);
    assert.deepEqual(decided(only(resources, types.policy, "checks-pm-policy")), ["pm"]);
    assert.deepEqual(namesOf(resources, types.roleAttachment).sort(), [
      "checks-pm-policy-role-product",
      "checks-policy-1-role-ops",
    ]);
    assert.deepEqual(await outputs(value), {
      approverGroupNames: {},
      approverPolicyArns: { pm: policyArn("orders-checks-pm-eu-west-1-15e5b7f5") },
      sharedApproverGroupName: "approvers-orders-checks-eu-west-1-86dc3f50",
      sharedApproverPolicyArns: [policyArn("orders-checks-eu-west-1-55bbace3-1")],
    });
  });

  it("leave no approval a group or policy that decides more than this approval", async () => {
    // A program that puts people into the group of an approval must not put them into that of all.
    const { value } = await run(() => stageWith({}));
    assert.deepEqual(await resolve([value.approverGroupNames, value.approverPolicyArns]), [{}, {}]);
  });

  it("get no group where none is needed", async () => {
    const { value, resources } = await run(() => stageWith({ approvers: { roleNames: ["ops"] } }));
    assert.deepEqual(namesOf(resources, types.group), []);
    assert.deepEqual(await outputs(value), {
      ...{ approverGroupNames: {}, approverPolicyArns: {}, sharedApproverGroupName: undefined },
      sharedApproverPolicyArns: [policyArn("orders-checks-eu-west-1-55bbace3-1")],
    });
  });

  it("may be told by a list that is still to come", async () => {
    const roleNames = pulumi.output(["ops"]);
    const { resources } = await run(() => stageWith({ approvers: { roleNames } }));
    assert.deepEqual(namesOf(resources, types.policy), ["checks-policy-1"]);
  });

  it("have policy after policy where one is full", async () => {
    const letters = [..."abcdefghijklmnopqrstuvwxyz"].map((letter) => letter.repeat(100));
    const approvals = letters.map((name) => ({ name }));
    const { value, resources } = await run(() =>
      stageWith({ pipelineName: "p".repeat(100), stageName: "s".repeat(100), approvals }),
    );
    const policies = resources.filter(({ type }) => type === types.policy);
    assert.deepEqual(namesOf(policies, types.policy), ["checks-policy-1", "checks-policy-2"]);
    assert.deepEqual(policies.flatMap(decided), letters);
    const names = policies.map(({ inputs }) => inputs.name);
    assert.deepEqual(
      names.map((name) => name.length <= 128),
      [true, true],
    );
    assert.deepEqual(
      await resolve(value.sharedApproverPolicyArns),
      names.map((name) => `arn:aws:iam::111122223333:policy/${name}`),
    );
  });

  it("stay as secret as what their policies are made of", async () => {
    const pipelineName = pulumi.secret("orders");
    const { resources } = await run(() => stageWith({ pipelineName }));
    const { name, policy } = only(resources, types.policy).inputs;
    assert.deepEqual([isSecret(name), isSecret(policy)], [true, true]);
  });

  it("get rights as the stage words them", async () => {
    const approvers = {
      roleNames: ["ops"],
      requireMfa: true,
      consoleAccess: true,
      path: "/gates/",
    };
    const { resources } = await run(() => stageWith({ approvers, tags: { team: "qa" } }));
    const { inputs } = only(resources, types.policy);
    assert.equal(inputs.path, "/gates/");
    assert.deepEqual(inputs.tags, { team: "qa" });
    assert.deepEqual(JSON.parse(inputs.policy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "DecideApproval",
          Effect: "Allow",
          Action: "codepipeline:PutApprovalResult",
          Resource: ["qa", "product", "security"].map((name) => actionArn(`orders/checks/${name}`)),
          Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
        },
        {
          Sid: "ReadPipeline",
          Effect: "Allow",
          Action: readingActions,
          Resource: actionArn("orders"),
        },
        {
          Sid: "ListPipelinesInConsole",
          Effect: "Allow",
          Action: "codepipeline:ListPipelines",
          Resource: "*",
        },
      ],
    });
  });

  it("stand in a preview that knows no topic yet", async () => {
    const emails = ["qa@example.com"];
    const { resources } = await run(() => stageWith({ emails }), { preview: true });
    assert.deepEqual(namesOf(resources, types.policy), ["checks-policy-1"]);
    assert.deepEqual(namesOf(resources, types.roleAttachment), ["checks-policy-1-role-ops"]);
  });
});

describe("a stage that names nobody yet", () => {
  for (const [what, approvers] of Object.entries({ "{}": {}, "an empty list": { users: [] } })) {
    it(`with ${what} has a group and a policy for each approval, to be filled one by one`, async () => {
      const { resources } = await run(() => stageWith({ approvers }));
      const of = (suffix: string): string[] =>
        ["product", "qa", "security"].map((name) => `checks-${name}-${suffix}`);
      assert.deepEqual(namesOf(resources, types.group).sort(), of("group"));
      assert.deepEqual(namesOf(resources, types.policy).sort(), of("policy"));
    });
  }
});
