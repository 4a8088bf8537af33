/** What a gate leaves at its hub, word for word: its record, and the role through which it is read and decided. */
import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { gateItem } from "../../../../components/hub/model/gate-item";
import { gateRolePolicy, gateRoleTrust } from "../../../../components/hub/model/gate-role";
import { actionArn } from "../../../support/components";

const gate = {
  ...{ pipelineName: "orders", stageName: "Release", actionName: "qa" },
  topicArn: "arn:aws:sns:eu-west-1:111122223333:orders",
  deciderRoleArn: "arn:aws:iam::111122223333:role/gate",
};
const record = {
  action: { S: "orders/Release/qa" },
  schemaVersion: { N: "1" },
  topicArn: { S: gate.topicArn },
  deciderRoleArn: { S: gate.deciderRoleArn },
};
const Version = "2012-10-17";
const notifierRoleArn = "arn:aws:iam::111122223333:role/notifier";
const watcherRoleArn = "arn:aws:iam::111122223333:role/watcher";
const deciderRoleArn = "arn:aws:iam::111122223333:role/decider";

describe("The record of a gate", () => {
  const nobody = { approverUserIds: [], approverUserGroupIds: [] };
  const item = (more: object) => JSON.parse(gateItem({ ...gate, ...nobody, ...more }));

  it("says nothing of Slack where IAM alone decides", () => {
    assert.deepEqual(item({}), record);
  });

  it("says in Slack where and who, and lists nobody as nobody", () => {
    assert.deepEqual(item({ channel: "C0123ABCDEF", approverUserGroupIds: ["S1A", "S2B"] }), {
      ...record,
      channel: { S: "C0123ABCDEF" },
      approverUserIds: { L: [] },
      approverUserGroupIds: { L: [{ S: "S1A" }, { S: "S2B" }] },
    });
  });

  it("says in minutes how long a request waits, where the gate says it", () => {
    assert.deepEqual(item({ timeoutInMinutes: 600 }), {
      ...record,
      timeoutInMinutes: { N: "600" },
    });
  });

  it("names the role, and who decides, in DynamoDB's JSON", () => {
    const item = gateItem({
      ...{ pipelineName: "orders", stageName: "Release", actionName: "qa" },
      ...{ topicArn: gate.topicArn, channel: "C0RELEASES1", deciderRoleArn },
      approverUserIds: ["U0ANN00001"],
      approverUserGroupIds: ["S0RELEASE1", "S0OTHERS01"],
    });
    assert.deepEqual(JSON.parse(item), {
      action: { S: "orders/Release/qa" },
      schemaVersion: { N: "1" },
      topicArn: { S: gate.topicArn },
      channel: { S: "C0RELEASES1" },
      approverUserIds: { L: [{ S: "U0ANN00001" }] },
      approverUserGroupIds: { L: [{ S: "S0RELEASE1" }, { S: "S0OTHERS01" }] },
      deciderRoleArn: { S: deciderRoleArn },
    });
  });
});

const nothing = { slack: false, automatic: false };

describe("Who takes on the role of a gate", () => {
  const read = (...roles: string[]) => ({
    Sid: "AllowReadOnlySession",
    Effect: "Allow",
    Principal: { AWS: roles },
    Action: "sts:AssumeRole",
    Condition: { Null: { "sts:SourceIdentity": "true" } },
  });

  const roles = { notifierRoleArn, deciderRoleArn, watcherRoleArn };
  const decideAs = (Sid: string, identity: string) => ({
    ...{ Sid, Effect: "Allow", Principal: { AWS: deciderRoleArn } },
    Action: ["sts:AssumeRole", "sts:SetSourceIdentity"],
    Condition: { StringLike: { "sts:SourceIdentity": identity } },
  });
  const automatically = decideAs("DecideAutomatically", "automatic-*");

  it("is the decider automatically alone, where the gate is not in Slack", () => {
    assert.deepEqual(gateRoleTrust(roles, { ...nothing, automatic: true }).Statement, [
      automatically,
      read(notifierRoleArn, deciderRoleArn, watcherRoleArn),
    ]);
  });

  it("is the decider in both names where the gate has both", () => {
    assert.deepEqual(gateRoleTrust(roles, { slack: true, automatic: true }).Statement, [
      decideAs("DecideInThePersonsName", "slack-*"),
      automatically,
      read(notifierRoleArn, deciderRoleArn, watcherRoleArn),
    ]);
  });

  it("is in Slack the decider in a person's name, and all three without one", () => {
    assert.deepEqual(gateRoleTrust(roles, { ...nothing, slack: true }), {
      Version,
      Statement: [
        {
          Sid: "DecideInThePersonsName",
          Effect: "Allow",
          Principal: { AWS: deciderRoleArn },
          Action: ["sts:AssumeRole", "sts:SetSourceIdentity"],
          Condition: { StringLike: { "sts:SourceIdentity": "slack-*" } },
        },
        read(notifierRoleArn, deciderRoleArn, watcherRoleArn),
      ],
    });
  });

  it("is notifier and watcher where IAM alone decides, and nobody in a person's name", () => {
    assert.deepEqual(gateRoleTrust({ notifierRoleArn, watcherRoleArn }, nothing), {
      Version,
      Statement: [read(notifierRoleArn, watcherRoleArn)],
    });
  });
});

describe("What the role of a gate may do", () => {
  const pipelineArn = actionArn("orders");
  const read = {
    Sid: "ReadPipeline",
    Effect: "Allow",
    Action: [
      "codepipeline:GetPipelineState",
      "codepipeline:GetPipelineExecution",
      "codepipeline:ListActionExecutions",
    ],
    Resource: pipelineArn,
  };
  const inSlack = (slack: string[]) => ({ slack, automatic: [] });
  const policy = (...actions: string[]) =>
    JSON.parse(gateRolePolicy(inSlack(actions), pipelineArn, "slack"));

  it("is to read the pipeline alone, where IAM alone decides", () => {
    assert.deepEqual(policy(), { Version, Statement: [read] });
  });

  for (const actions of [
    [actionArn("orders/Release/qa")],
    [actionArn("a/b/c"), actionArn("a/b/d")],
  ]) {
    it(`is to decide ${actions.length} of its actions in a person's name as well`, () => {
      const decide = {
        Sid: "DecideInThePersonsName",
        Effect: "Allow",
        Action: "codepipeline:PutApprovalResult",
        Resource: actions.length === 1 ? actions[0] : actions,
        Condition: { StringLike: { "aws:SourceIdentity": "slack-*" } },
      };
      assert.deepEqual(policy(...actions), { Version, Statement: [decide, read] });
    });
  }

  it("is to decide each action on its channels alone", () => {
    const [both, alone] = [actionArn("a/b/c"), actionArn("a/b/d")];
    const decides = { slack: [both], automatic: [both, alone] };
    const decide = (Sid: string, Resource: string | string[], identity: string) => ({
      ...{ Sid, Effect: "Allow", Action: "codepipeline:PutApprovalResult", Resource },
      Condition: { StringLike: { "aws:SourceIdentity": identity } },
    });
    assert.deepEqual(JSON.parse(gateRolePolicy(decides, pipelineArn, "approvals")).Statement, [
      decide("DecideInThePersonsName", both, "slack-*"),
      decide("DecideAutomatically", [both, alone], "automatic-*"),
      read,
    ]);
  });

  it("fills the role's policy to the last character, and is refused above", () => {
    const frame = gateRolePolicy(inSlack([""]), pipelineArn, "approvals").length;
    const fits = "x".repeat(10_240 - frame);
    assert.equal(gateRolePolicy(inSlack([fits]), pipelineArn, "approvals").length, 10_240);
    assert.throws(
      () => gateRolePolicy(inSlack([`${fits}x`]), pipelineArn, "approvals"),
      (error) =>
        error instanceof pulumi.InputPropertyError &&
        error.propertyPath === "approvals" &&
        error.reason ===
          "`approvals` must fit into 10240 characters of the role's policy, the IAM quota, got: 1 " +
            "approvals, which need 10241. Split them over several stages or shorten the names.",
    );
  });
});
