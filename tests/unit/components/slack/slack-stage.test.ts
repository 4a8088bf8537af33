import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { MultiApprovalStage, type MultiApprovalStageArgs } from "../../../../index";
import {
  actionArn,
  channel,
  connection,
  existingTopic,
  inSlack,
  namesOf,
  only,
  person,
  slack,
  types,
  userGroup,
} from "../../../support/components";
import { assertChildren } from "../../../support/children";
import { type Registered, resolve, run } from "../../../support/mocks";

function stageWith(args: object): MultiApprovalStage {
  const approvals = [{ name: "qa" }, { name: "product" }];
  const given = { pipelineName: "orders", hub: connection, approvals, ...args };
  return new MultiApprovalStage("checks", given as MultiApprovalStageArgs);
}

async function stage(args: object): Promise<Registered[]> {
  return (await run(() => stageWith(args))).resources;
}

/** Items of the hub's table belong to the stack, and are named after the action and its ARN. */
const gateItems: Record<string, string> = {
  cto: "orders-checks-cto-slack-gate-9688c312",
  product: "orders-checks-product-slack-gate-34829047",
  qa: "orders-checks-qa-slack-gate-65a7233b",
};

/** Subscriptions of a topic that exists already, named after the topic and the notifier. */
const heardAt = {
  own: "own-91ae7ac7-lambda-e551ed9d",
  shared: "approvals-a49600c1-lambda-e551ed9d",
};

/** What the functions read of each approval, by its name. */
async function settings(args: object): Promise<Record<string, object>> {
  const items = (await stage(args)).filter(({ type }) => type === types.tableItem);
  return Object.fromEntries(
    items.map(({ inputs }) => {
      const { action, channel: where, ...lists } = JSON.parse(inputs.item);
      const ids = (list: any): string[] => list.L.map(({ S }: { S: string }) => S);
      const users = ids(lists.approverUserIds);
      const groups = ids(lists.approverUserGroupIds);
      return [action.S.split("/")[2], { channel: where.S, users, groups }];
    }),
  );
}

describe("a stage on a hub", () => {
  it("registers one role for all its approvals, and for each what the hub needs to know", async () => {
    const resources = await stage({ slack: inSlack });
    assertChildren("MultiApprovalStage: on a hub", resources);
  });

  it("its role decides its approvals that are in Slack, and no others", async () => {
    const approvals = [
      { name: "qa", slack: inSlack },
      { name: "product", approvers: {} },
      { name: "cto", slack: inSlack },
    ];
    const resources = await stage({ approvals });
    assert.equal(only(resources, types.role).name, "checks-slack-role");
    const { Statement } = JSON.parse(only(resources, types.rolePolicy).inputs.policy);
    assert.deepEqual(Statement[0].Resource, [
      actionArn("orders/checks/qa"),
      actionArn("orders/checks/cto"),
    ]);
    // The hub keeps the requests of all three.
    assert.deepEqual(namesOf(resources, types.tableItem).sort(), [
      gateItems.cto,
      gateItems.product.replace("slack", "hub"),
      gateItems.qa,
    ]);
    assert.deepEqual(namesOf(resources, types.subscription).sort(), [
      "checks-cto-slack-subscription",
      "checks-product-hub-subscription",
      "checks-qa-slack-subscription",
    ]);
  });

  it("listens once to a topic that the approvals share, and to an approval's own", async () => {
    const own = "arn:aws:sns:eu-west-1:111122223333:own";
    const approvals = [{ name: "qa" }, { name: "product" }, { name: "cto", topicArn: own }];
    for (const topicArn of [existingTopic, pulumi.output(existingTopic)]) {
      const resources = await stage({ slack: inSlack, topicArn, approvals });
      const heard = resources.filter(({ type }) => type === types.subscription);
      assert.deepEqual(heard.map(({ name, inputs }) => [name, inputs.topic]).sort(), [
        [heardAt.shared, existingTopic],
        [heardAt.own, own],
      ]);
    }
  });

  it("listens to a topic only when every approval on it is known to the hub", async () => {
    const own = "arn:aws:sns:eu-west-1:111122223333:own";
    const approvals = [{ name: "qa" }, { name: "product" }, { name: "cto", topicArn: own }];
    const resources = await stage({ slack: inSlack, topicArn: existingTopic, approvals });
    const waitsFor = (name: string): string[] => {
      const { dependencies } = only(resources, types.subscription, name);
      const items = resources.filter(({ type }) => type === types.tableItem);
      return items.filter(({ urn }) => dependencies.includes(urn)).map((item) => item.name);
    };
    assert.deepEqual(waitsFor(heardAt.shared).sort(), [gateItems.product, gateItems.qa]);
    assert.deepEqual(waitsFor(heardAt.own), [gateItems.cto]);
  });

  it("listens to a shared topic for approvals that are not in Slack, too", async () => {
    const own = "arn:aws:sns:eu-west-1:111122223333:own";
    const approvals = [{ name: "qa" }, { name: "cto", topicArn: own, slack: inSlack }];
    const resources = await stage({ topicArn: existingTopic, approvals });
    assert.deepEqual(
      namesOf(resources, types.subscription).sort(),
      [heardAt.shared, heardAt.own].sort(),
    );
  });

  it("puts out the hub's address and manifest", async () => {
    const { value } = await run(() => stageWith({ slack: inSlack }));
    assert.deepEqual(await resolve([value.slackCallbackUrl, value.slackAppManifest]), [
      connection.slackCallbackUrl,
      connection.slackAppManifest,
    ]);
  });

  it("puts out neither without Slack", async () => {
    const { value } = await run(() => stageWith({ approvers: {}, hub: null }));
    assert.deepEqual(await resolve([value.slackCallbackUrl, value.slackAppManifest]), [
      undefined,
      undefined,
    ]);
  });
});

describe("what an approval in Slack takes from its stage", () => {
  const other = "C0FEDCBA321";
  const groups = { approverUserGroupIds: [userGroup] };

  it("field by field, what it leaves out or gives as null", async () => {
    const found = await settings({
      slack: { ...inSlack, ...groups },
      approvals: [
        { name: "all" },
        { name: "nulls", slack: { channel: null, approverUserIds: null } },
        { name: "channel", slack: { channel: other } },
        { name: "users", slack: { approverUserIds: ["U0FEDCBA321"] } },
        { name: "groups", slack: { approverUserGroupIds: ["S0FEDCBA321"] } },
        { name: "none", slack: { approverUserGroupIds: [] } },
      ],
    });
    const stageWide = { channel, users: [person], groups: [userGroup] };
    assert.deepEqual(found, {
      all: stageWide,
      nulls: stageWide,
      channel: { ...stageWide, channel: other },
      users: { ...stageWide, users: ["U0FEDCBA321"] },
      groups: { ...stageWide, groups: ["S0FEDCBA321"] },
      none: { ...stageWide, groups: [] },
    });
  });

  it("nothing where the stage names only its app: the approval is then not in Slack", async () => {
    const { credentialsSecretArn } = slack;
    const resources = await stage({
      hub: undefined,
      slack: { credentialsSecretArn },
      approvals: [
        { name: "qa", slack: inSlack },
        { name: "product", approvers: {} },
      ],
    });
    const gates = namesOf(resources, types.tableItem);
    assert.deepEqual(gates, [gateItems.qa]);
  });
});

describe("a stage with Slack and no hub", () => {
  it("makes one hub for all its approvals", async () => {
    const resources = await stage({ hub: undefined, slack });
    const hub = only(resources, types.hub);
    assert.equal(hub.name, "checks-hub");
    assert.equal(hub.parent, only(resources, types.stage).urn);
    assert.equal(namesOf(resources, types.functionUrl).length, 1);
    assert.deepEqual(namesOf(resources, types.tableItem).sort(), [gateItems.product, gateItems.qa]);
    const items = resources.filter(({ type }) => type === types.tableItem);
    assert.deepEqual(
      items.map(({ inputs }) => inputs.tableName),
      ["checks-hub-gates", "checks-hub-gates"],
    );
  });
});
