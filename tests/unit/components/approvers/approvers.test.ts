import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  existingTopic,
  gateWith,
  instanceArn,
  namesOf,
  only,
  permissionSetArn,
  types,
  readingActions,
} from "../../../support/components";
import { type Registered, run } from "../../../support/mocks";

const policyName = "approve-orders-production-production-eu-west-1-9226afbe";
const policyArn = `arn:aws:iam::111122223333:policy/${policyName}`;
const groupName = "approvers-orders-production-production-eu-west-1-c8f2ef8a";

async function registered(approvers: object, args: object = {}): Promise<Registered[]> {
  const { resources } = await run(() => gateWith({ topicArn: existingTopic, approvers, ...args }));
  return resources;
}

const decide = {
  Sid: "DecideApproval",
  Effect: "Allow",
  Action: "codepipeline:PutApprovalResult",
  Resource: "arn:aws:codepipeline:eu-west-1:111122223333:orders/production/production",
};
const mfa = { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } };
const read = {
  Sid: "ReadPipeline",
  Effect: "Allow",
  Action: readingActions,
  Resource: "arn:aws:codepipeline:eu-west-1:111122223333:orders",
};
const list = {
  Sid: "ListPipelinesInConsole",
  Effect: "Allow",
  Action: "codepipeline:ListPipelines",
  Resource: "*",
};

describe("the approver policy of a gate", () => {
  const cases: [what: string, approvers: object, statements: object[]][] = [
    ["by default", {}, [decide, read]],
    ["with null for both switches", { requireMfa: null, consoleAccess: null }, [decide, read]],
    ["with MFA", { requireMfa: true }, [{ ...decide, ...mfa }, read]],
    ["with console access", { consoleAccess: true }, [decide, read, list]],
    [
      "with both, as outputs",
      { requireMfa: pulumi.output(true), consoleAccess: pulumi.output(true) },
      [{ ...decide, ...mfa }, read, list],
    ],
  ];
  for (const [what, approvers, Statement] of cases) {
    it(`${what}: decides this action, reads this pipeline, and no more`, async () => {
      const { name, policy } = only(await registered(approvers), types.policy).inputs;
      assert.equal(name, policyName);
      assert.deepEqual(JSON.parse(policy), { Version: "2012-10-17", Statement });
    });
  }

  it("has the name that was given", async () => {
    const resources = await registered({ policyName: pulumi.output("qa-decides") });
    assert.equal(only(resources, types.policy).inputs.name, "qa-decides");
  });

  it("keeps a long name within 128 characters, and different from its neighbour", async () => {
    const long = "x".repeat(99);
    const names = [`${long}a`, `${long}b`];
    const policies: string[] = [];
    for (const actionName of names) {
      const resources = await registered({}, { actionName, stageName: long, pipelineName: long });
      policies.push(only(resources, types.policy).inputs.name);
    }
    assert.deepEqual(
      policies.map(({ length }) => length),
      [128, 128],
    );
    assert.notEqual(policies[0], policies[1]);
  });
});

describe("those who receive the approver policy", () => {
  const forms: Record<string, (names: string[]) => unknown> = {
    "a plain list": (names) => names,
    "a list of outputs": (names) => names.map((name) => pulumi.output(name)),
    "an output of a list": (names) => pulumi.output(names),
  };
  for (const [how, form] of Object.entries(forms)) {
    it(`users in the new group, from ${how}`, async () => {
      const resources = await registered({ users: form(["ann", "bob"]) });
      assert.deepEqual(only(resources, types.group).inputs, { name: groupName });
      assert.deepEqual(only(resources, types.members).inputs, {
        group: groupName,
        users: ["ann", "bob"],
      });
      assert.deepEqual(only(resources, types.groupAttachment).inputs, {
        group: groupName,
        policyArn,
      });
    });

    it(`existing groups and roles, from ${how}`, async () => {
      const resources = await registered({
        existingGroupNames: form(["qa", "ops"]),
        roleNames: form(["release", "oncall"]),
      });
      const inputs = (type: string): object[] =>
        resources.filter((resource) => resource.type === type).map((resource) => resource.inputs);
      assert.deepEqual(inputs(types.groupAttachment), [
        { group: "qa", policyArn },
        { group: "ops", policyArn },
      ]);
      assert.deepEqual(inputs(types.roleAttachment), [
        { role: "release", policyArn },
        { role: "oncall", policyArn },
      ]);
      assert.deepEqual(namesOf(resources, types.group), []);
      assert.deepEqual(namesOf(resources, types.members), []);
    });
  }

  const set = { instanceArn, permissionSetArn };
  const sets: Record<string, unknown> = {
    "as plain values": [set],
    "as outputs of each field": [
      {
        instanceArn: pulumi.output(instanceArn),
        permissionSetArn: pulumi.output(permissionSetArn),
      },
    ],
    "as one output": [pulumi.output(set)],
    "as an output of a list": pulumi.output([set]),
  };
  for (const [how, permissionSets] of Object.entries(sets)) {
    it(`permission sets, ${how}, by the policy's name and path`, async () => {
      const resources = await registered({ permissionSets, path: "/approvals/" });
      assert.deepEqual(only(resources, types.permissionSet).inputs, {
        instanceArn,
        permissionSetArn,
        customerManagedPolicyReference: { name: policyName, path: "/approvals/" },
      });
      assert.deepEqual(namesOf(resources, types.group), []);
    });
  }

  it("a permission set waits for the policy that it names", async () => {
    const resources = await registered({ permissionSets: [set] });
    const { dependencies } = only(resources, types.permissionSet);
    assert.deepEqual(dependencies, [only(resources, types.policy).urn]);
  });

  it("a new group beside existing ones, when it is named", async () => {
    const resources = await registered({ groupName: "deciders", existingGroupNames: ["qa"] });
    assert.deepEqual(only(resources, types.group).inputs, { name: "deciders" });
    assert.deepEqual(
      resources
        .filter(({ type }) => type === types.groupAttachment)
        .map(({ inputs }) => inputs.group)
        .sort(),
      ["deciders", "qa"],
    );
    assert.deepEqual(namesOf(resources, types.members), []);
  });

  it("under a path: the policy and the new group", async () => {
    const resources = await registered({ path: pulumi.output("/approvals/orders/") });
    assert.equal(only(resources, types.policy).inputs.path, "/approvals/orders/");
    assert.equal(only(resources, types.group).inputs.path, "/approvals/orders/");
  });

  it("null for every list: an empty new group", async () => {
    const nulls = {
      users: null,
      existingGroupNames: null,
      roleNames: null,
      permissionSets: null,
      groupName: null,
      policyName: null,
      path: null,
    };
    const resources = await registered(nulls);
    assert.deepEqual(only(resources, types.group).inputs, { name: groupName });
    assert.deepEqual(only(resources, types.policy).inputs.name, policyName);
    assert.deepEqual(namesOf(resources, types.members), []);
  });
});
