import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ApprovalGate, ApprovalHub, ApproverGroup, MultiApprovalStage } from "../../../../index";
import { actionArn, credentialsSecretArn, slack } from "../../../support/components";
import { attempt } from "../../../support/mocks";

type Create = (args: any, name?: any) => unknown;

const gate: Create = (args, name = "qa") => new ApprovalGate(name, args);
const stage: Create = (args, name = "qa") => new MultiApprovalStage(name, args);
const group: Create = (args, name = "qa") => new ApproverGroup(name, args);
const hub: Create = (args, name = "qa") => new ApprovalHub(name, args);

const least = { pipelineName: "orders", approvers: { users: ["lead"] } };
const several = { pipelineName: "orders", approvals: [{ name: "qa", approvers: {} }] };
const notLists: unknown[] = ["qa@example.com", "", 5, true, { 0: "qa" }];
const notRecords: unknown[] = ["qa", "", 5, true, []];
const outputs = (values: readonly unknown[]): pulumi.Output<unknown>[] =>
  values.map((value) => pulumi.output(value));

/** Refused at once or when it resolves, by name: never a TypeError, never silence. */
async function refused(create: Create, args: unknown, path: string, name?: unknown): Promise<void> {
  const { thrown, rejected } = await attempt(() => create(args, name));
  const error = thrown ?? rejected[0];
  assert.ok(error instanceof pulumi.InputPropertyError, `${path}: ${String(error)}`);
  assert.ok(
    error.propertyPath === path || error.propertyPath.startsWith(`${path}[`),
    `${path}: ${error.propertyPath}: ${error.reason}`,
  );
  assert.ok(error.reason.includes(path), error.reason);
}

describe("a program without types", () => {
  const lists: [Create, string, (list: unknown) => object][] = [
    [gate, "emails", (emails) => ({ ...least, emails })],
    [gate, "subscriptions", (subscriptions) => ({ ...least, subscriptions })],
    ...["users", "existingGroupNames", "roleNames", "permissionSets"].flatMap(
      (key): [Create, string, (list: unknown) => object][] => [
        [gate, `approvers.${key}`, (list) => ({ ...least, approvers: { [key]: list } })],
        [group, key, (list) => ({ actionArns: [actionArn("orders/qa/qa")], [key]: list })],
      ],
    ),
    ...["approverUserIds", "approverUserGroupIds"].map(
      (key): [Create, string, (list: unknown) => object] => [
        gate,
        `slack.${key}`,
        (list) => ({ ...least, slack: { ...slack, [key]: list } }),
      ],
    ),
  ];
  for (const [create, path, argsOf] of lists) {
    it(`that gives ${path} what is no list hears so`, async () => {
      const values = [...notLists, ...outputs([...notLists, undefined, null])];
      for (const value of values) await refused(create, argsOf(value), path);
    });
  }

  it("that gives approvals what is no list of records hears so", async () => {
    for (const approvals of notLists) await refused(stage, { ...several, approvals }, "approvals");
    for (const wrong of [...notRecords, null, undefined]) {
      await refused(stage, { ...several, approvals: [wrong] }, "approvals[0]");
    }
  });

  const records: [Create, string, (record: unknown) => object][] = [
    [gate, "approvers", (approvers) => ({ ...least, approvers })],
    [gate, "slack", (given) => ({ ...least, slack: given })],
    [gate, "subscriptions[0]", (one) => ({ ...least, subscriptions: [one] })],
    [
      gate,
      "approvers.permissionSets[0]",
      (one) => ({ ...least, approvers: { permissionSets: [one] } }),
    ],
    [
      stage,
      "approvals[0].approvers",
      (approvers) => ({
        ...several,
        approvals: [{ name: "qa", approvers }],
      }),
    ],
  ];
  for (const [create, path, argsOf] of records) {
    it(`that gives ${path} what is no record hears so`, async () => {
      for (const value of notRecords) await refused(create, argsOf(value), path);
    });

    it(`that mistypes a key of ${path} hears which was meant`, () =>
      refused(create, argsOf({ nobody: "knows" }), `${path}.nobody`));
  }

  it("that mistypes an argument hears which was meant", async () => {
    const { thrown } = await attempt(() => gate({ ...least, email: ["qa@example.com"] }));
    assert.ok(thrown instanceof pulumi.InputPropertyError);
    assert.equal(thrown.propertyPath, "email");
    assert.match(thrown.reason, /^`email` is no argument, got one\. Did you mean `emails`\?/);
    await refused(stage, { ...several, approval: [] }, "approval");
    await refused(group, { actionArns: [actionArn("orders/qa/qa")], user: ["lead"] }, "user");
    await refused(hub, { slack: { credentialsSecretArn }, alarmTopic: "x" }, "alarmTopic");
  });

  it("that gives no arguments at all hears what is needed", async () => {
    const resource = new pulumi.DependencyResource("urn:pulumi:stack::project::aws:x/y:Z::z");
    for (const args of [undefined, null, "orders", [], new Map(), resource]) {
      await refused(gate, args, "pipelineName");
      await refused(stage, args, "pipelineName");
      await refused(group, args, "actionArns");
      await refused(hub, args, "slack");
    }
  });

  it("that names no component hears so, and of no other argument", async () => {
    for (const name of ["", " ", null, 5]) await refused(gate, least, "name", name);
  });

  it("that leaves things out as null is not refused", async () => {
    const args = {
      ...least,
      emails: null,
      subscriptions: null,
      email: null,
      slack: null,
      hub: null,
    };
    const { thrown, rejected } = await attempt(() => gate(args));
    assert.deepEqual([thrown, rejected], [undefined, []]);
  });
});
