import * as assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { ApprovalGate, ApprovalHub, MultiApprovalStage } from "../../../../index";
import { channel, credentialsSecretArn, person, userGroup } from "../../../support/components";
import { failsWith, pipeline, policy, releaseArn, source, stackOf } from "../support";

/** A pipeline with three approvals, two of which are in Slack. */
function program(): void {
  const { connection } = new ApprovalHub("hub", { slack: { credentialsSecretArn } });
  const asked = { pipelineName: "release", hub: connection };
  const gate = new ApprovalGate("Approve", {
    ...asked,
    slack: { channel, approverUserIds: [person, "U0AAAAAAAAA"], approverUserGroupIds: [userGroup] },
  });
  const both = new MultiApprovalStage("SignOff", {
    ...asked,
    approvals: [
      { name: "qa", slack: { channel, approverUserGroupIds: [userGroup] } },
      { name: "po", approvers: { users: ["ann"] } },
    ],
  });
  pipeline([source, gate.stage, both.stage]);
}

describe("assertSlackApprovers", () => {
  const approval = "release/Approve/Approve";

  it("knows exactly who may decide which approval in Slack", async () => {
    const stack = await stackOf(program);
    const users = [person, "U0AAAAAAAAA"];
    stack.assertSlackApprovers(approval, { users, userGroups: [userGroup] });
    stack.assertSlackApprovers("release/SignOff/qa", { userGroups: [userGroup] });
    stack.assertSlackApprovers("release/SignOff/po", {});
    const words =
      /^Not exactly these may decide release\/Approve\/Approve in Slack\.\n.*\+ actual/s;
    for (const others of [
      { users, userGroups: [] },
      { users: [person], userGroups: [userGroup] },
      { users: [...users, "U0BBBBBBBBB"], userGroups: [userGroup] },
      { users: [...users, userGroup] },
      {},
    ]) {
      failsWith(() => stack.assertSlackApprovers(approval, others), words);
    }
  });

  it("says where an approval is not in Slack, and where there is none", async () => {
    const stack = await stackOf(program);
    failsWith(
      () => stack.assertSlackApprovers("release/SignOff/po", { users: [person] }),
      /^release\/SignOff\/po is not shown in Slack: give its gate `slack`\.\n/,
    );
    failsWith(
      () => stack.assertSlackApprovers("release/SignOff/sec", {}),
      "The stack has no approval release/SignOff/sec. Nearest: release/SignOff/qa.\nIts approvals: " +
        "release/Approve/Approve, release/SignOff/qa, release/SignOff/po.",
    );
  });

  it("gives the gates with channel and role", async () => {
    const [gate, ...others] = (await stackOf(program)).slackGates();
    assert.equal(others.length, 1);
    const { path, channel: shown, roleArn } = gate;
    assert.deepEqual([path, shown], [approval, channel]);
    assert.match(roleArn, /^arn:aws:iam::111122223333:role\//);
  });

  it("leaves the hub's role for a gate out of who may decide through IAM, and no other role", async () => {
    const stack = await stackOf(program);
    assert.deepEqual(stack.deciders(), {
      [approval]: [],
      "release/SignOff/qa": [],
      "release/SignOff/po": ["user ann"],
    });
    const wider = await stackOf(() => {
      program();
      new aws.iam.Role("deployer", { assumeRolePolicy: "{}" });
      new aws.iam.RolePolicy("more", {
        role: "deployer",
        policy: policy({ Resource: `${releaseArn}/Approve/Approve` }),
      });
    });
    wider.assertDeciders(approval, [{ role: "deployer" }]);
    failsWith(() => wider.assertDeciders(approval, []), /\+ {3}'role deployer'/);
  });

  it("does not leave out a gate's role that reaches further than its gate", async () => {
    const [{ roleArn }] = (await stackOf(program)).slackGates();
    const role = roleArn.split("/").at(-1)!;
    const stack = await stackOf(() => {
      program();
      new aws.iam.RolePolicy("more", { role, policy: policy({ Resource: `${releaseArn}/*` }) });
    });
    const deciders = stack.deciders();
    assert.deepEqual(deciders[approval], []);
    assert.deepEqual(deciders["release/SignOff/po"], [`role ${role}`, "user ann"]);
    assert.deepEqual(deciders["release/*"], [`role ${role}`]);
  });

  it("says nothing while a gate is not known", async () => {
    const stack = await stackOf(program, { preview: true });
    const message = /^Who may decide cannot be told:\n {2}the item of TableItem ".+" is not known/;
    failsWith(() => stack.assertSlackApprovers("release/SignOff/po", {}), message);
    failsWith(() => stack.slackGates(), message);
  });

  it("takes an item for a gate that cannot be read, and passes over other tables", async () => {
    const item = (hashKey: string, text: string) =>
      stackOf(() => {
        program();
        new aws.dynamodb.TableItem("x", { tableName: "t", hashKey, item: text });
      });
    const unread = ['"channel":{"S":"C0AAAAAAAAA"}', '"approverUserIds":{"L":[{}]}'];
    const gates = unread.map((field) => `{"action":{"S":"a/b/c"},${field}}`);
    for (const text of ["{", "[]", "{}", ...gates]) {
      const stack = await item("action", text);
      failsWith(() => stack.slackGates(), /the item of TableItem "x" is not known/);
    }
    assert.equal((await item("id", "{}")).slackGates().length, 2);
  });

  it("passes over a gate that joins the hub and is decided through IAM alone", async () => {
    const stack = await stackOf(program);
    const items = stack.resources.filter(({ type }) => type === "aws:dynamodb/tableItem:TableItem");
    assert.equal(items.length, 3);
    assert.deepEqual(
      stack.slackGates().map(({ path }) => path),
      [approval, "release/SignOff/qa"],
    );
  });

  it("counts who may decide through any of two hubs", async () => {
    const stack = await stackOf(() => {
      program();
      const ids = (id: string) => ({ L: [{ S: id }] });
      const second = {
        action: { S: approval },
        approverUserIds: ids("U0CCCCCCCCC"),
        approverUserGroupIds: ids(userGroup),
      };
      const text = JSON.stringify(second);
      new aws.dynamodb.TableItem("x", { tableName: "t", hashKey: "action", item: text });
    });
    stack.assertSlackApprovers(approval, {
      users: ["U0CCCCCCCCC", "U0AAAAAAAAA", person],
      userGroups: [userGroup],
    });
  });
});
