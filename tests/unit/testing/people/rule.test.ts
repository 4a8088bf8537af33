/** How many must agree, as a consumer's test asks it. */
import * as assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { ApprovalGate, ApprovalHub, type ApprovalGateArgs } from "../../../../index";
import type { WantedRule } from "../../../../testing";
import { channel, credentialsSecretArn, person } from "../../../support/components";
import { failsWith, pipeline, source, stackOf } from "../support";

const approval = "release/Approve/Approve";
const rule = {
  approvals: 3,
  groups: [{ name: "security", slackUserIds: ["U0ANN", "U0BOB"], approvals: 2 }],
  excludeAuthor: false,
};

const program =
  (args: Partial<ApprovalGateArgs> = { rule }) =>
  (): void => {
    const { connection } = new ApprovalHub("hub", { slack: { credentialsSecretArn } });
    const gate = new ApprovalGate("Approve", {
      ...{ pipelineName: "release", hub: connection },
      slack: { channel, approverUserIds: [person] },
      ...args,
    });
    pipeline([source, gate.stage]);
  };

describe("assertRule", () => {
  it("knows how many must agree, of which group, and who may not", async () => {
    const stack = await stackOf(program());
    stack.assertRule(approval, { people: 3 });
    stack.assertRule(approval, {});
    const whole = {
      ...{ people: 3, groups: { security: 2 }, rejections: 1 },
      ...{ excludesStarter: true, excludesAuthor: false },
    };
    stack.assertRule(approval, whole);
    assert.deepEqual(stack.slackGates()[0].rule, whole);
    const others: WantedRule[] = [
      { people: 2 },
      { groups: {} },
      { groups: { security: 1 } },
      { rejections: 2 },
      { excludesStarter: false },
      { excludesAuthor: true },
    ];
    for (const other of others) {
      const words = /^The rule of release\/Approve\/Approve is another\.\n.*\+ actual/s;
      failsWith(() => stack.assertRule(approval, { people: 3, ...other }), words);
    }
  });

  it("names all who may vote as those who may decide", async () => {
    const stack = await stackOf(program());
    stack.assertSlackApprovers(approval, { users: ["U0ANN", "U0BOB", person] });
  });

  it("says where one person decides, and where the approval is not in Slack", async () => {
    const without = await stackOf(program({}));
    failsWith(
      () => without.assertRule(approval, { people: 2 }),
      /^One person decides release\/Approve\/Approve in Slack: give its gate `rule`\.\n/,
    );
    const outside = await stackOf(program({ slack: undefined, approvers: { users: ["ann"] } }));
    failsWith(
      () => outside.assertRule(approval, { people: 2 }),
      "release/Approve/Approve is not shown in Slack, where people vote: give its gate `slack`.",
    );
    failsWith(() => outside.assertRule("release/Approve/Other", {}), /^The stack has no approval/);
  });

  it("fails where somebody decides alone through IAM, unless the test names them", async () => {
    const above = await stackOf(
      program({ approvers: { users: ["ann"] }, rule: { ...rule, aboveRule: true } }),
    );
    failsWith(
      () => above.assertRule(approval, { people: 3 }),
      /^Not exactly these may decide release\/Approve\/Approve\.\n.*user ann/s,
    );
    above.assertRule(approval, { people: 3 }, [{ user: "ann" }]);
  });

  it("is held against each hub that shows the approval", async () => {
    const stack = await stackOf(() => {
      program()();
      new aws.dynamodb.TableItem("second", {
        ...{ tableName: "other", hashKey: "action" },
        item: JSON.stringify({
          action: { S: approval },
          channel: { S: channel },
          approverUserIds: { L: [{ S: person }] },
          approverUserGroupIds: { L: [] },
        }),
      });
    });
    failsWith(() => stack.assertRule(approval, { people: 3 }), /^One person decides/);
  });

  it("says nothing of a rule that cannot be read", async () => {
    const group = (attributes: object) => ({ L: [{ M: attributes }] });
    const valid = {
      ...{ approvals: { N: "2" }, rejections: { N: "1" } },
      ...{ excludeStarter: { BOOL: true }, excludeAuthor: { BOOL: true } },
      groups: group({ name: { S: "security" }, approvals: { N: "1" } }),
    };
    const stackWith = (attribute: object) =>
      stackOf(() => {
        program()();
        new aws.dynamodb.TableItem("x", {
          ...{ tableName: "other", hashKey: "action" },
          item: JSON.stringify({
            action: { S: "a/b/c" },
            channel: { S: channel },
            approverUserIds: { L: [] },
            approverUserGroupIds: { L: [] },
            rule: attribute,
          }),
        });
      });
    assert.equal((await stackWith({ M: valid })).slackGates().length, 2);
    for (const wrong of [
      { S: "two" },
      { M: { ...valid, approvals: { S: "2" } } },
      { M: { ...valid, rejections: { N: "1.5" } } },
      { M: { ...valid, excludeAuthor: { NULL: true } } },
      { M: { ...valid, groups: { S: "" } } },
      { M: { ...valid, groups: { L: [{ S: "security" }] } } },
      { M: { ...valid, groups: group({ name: { N: "1" }, approvals: { N: "1" } }) } },
    ]) {
      const stack = await stackWith(wrong);
      failsWith(() => stack.slackGates(), /the item of TableItem "x" is not known/);
    }
  });
});
