/** A break-glass role is somebody who can decide: no test of who decides passes it over. */
import * as assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { ApprovalGate, ApprovalHub } from "../../../../index";
import { trustedSession } from "../../../../testing/people/trusted-session";
import { failsWith, pipeline, policy, releaseArn, source, stackOf } from "../support";

const alarmTopicArn = "arn:aws:sns:eu-west-1:111122223333:alarms";

function program(): void {
  const { connection } = new ApprovalHub("hub", { bypassAlerts: true, alarmTopicArn });
  const gate = new ApprovalGate("Approve", {
    pipelineName: "release",
    hub: connection,
    approvers: { users: ["ann"] },
    breakGlass: {
      userArns: ["arn:aws:iam::111122223333:user/erin"],
      reviewers: { users: ["carol"] },
    },
  });
  pipeline([source, gate.stage]);
}

describe("a break-glass role", () => {
  it("is among those who decide, for whoever takes it on has a name and a reason", async () => {
    const stack = await stackOf(program);
    const [role, ...others] = stack.deciders()["release/Approve/Approve"];
    assert.match(role, /^role Approve-break-glass-role/);
    assert.deepEqual(others, ["user ann"]);
    const name = role.replace("role ", "");
    stack.assertDeciders("release/Approve/Approve", [{ role: name }, { user: "ann" }]);
    failsWith(
      () => stack.assertDeciders("release/Approve/Approve", [{ user: "ann" }]),
      /break-glass/,
    );
  });
});

describe("what the trust policy of a role makes its sessions say", () => {
  const take = (Condition?: object, more: object = {}) => ({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::111122223333:user/teams/erin" },
        Action: "sts:AssumeRole",
        Condition,
        ...more,
      },
    ],
  });
  const reason = { StringLike: { "aws:RequestTag/Reason": "??*" } };
  const said = (document: unknown) => Object.fromEntries(trustedSession(document));

  it("is the source identity and the tags that it demands, as short as may be", () => {
    const named = { StringEquals: { "sts:SourceIdentity": "${aws:username}" } };
    assert.deepEqual(said(take({ ...named, ...reason })), {
      "aws:sourceidentity": ["erin"],
      "aws:principaltag/reason": ["xx"],
    });
    assert.deepEqual(said(take(reason, { Action: "sts:*" })), {
      "aws:principaltag/reason": ["xx"],
    });
  });

  it("is nothing where it demands nothing, where it denies, and where it cannot be read", () => {
    const denies = take(reason);
    denies.Statement.push({ ...denies.Statement[0], Effect: "Deny" });
    for (const document of [
      take(),
      take({ "ForAllValues:StringLike": { "aws:RequestTag/Reason": "??*" } }),
      take({ StringLikeIfExists: { "aws:RequestTag/Reason": "??*" } }),
      take({ Bool: { "aws:MultiFactorAuthPresent": "true" } }),
      take(reason, { Action: "sts:TagSession" }),
      denies,
      "{}",
      undefined,
    ]) {
      assert.deepEqual(said(document), {}, JSON.stringify(document));
    }
  });

  it("leaves open what a right wants beyond it", async () => {
    const stack = await stackOf(() => {
      const gate = new ApprovalGate("Approve", {
        pipelineName: "release",
        emails: ["a@example.com"],
      });
      pipeline([source, gate.stage]);
      new aws.iam.Role("deployer", {
        name: "deployer",
        assumeRolePolicy: JSON.stringify(take(reason)),
      });
      new aws.iam.RolePolicy("more", {
        role: "deployer",
        policy: policy({
          Resource: `${releaseArn}/Approve/Approve`,
          Condition: { StringEquals: { "aws:PrincipalTag/Reason": "incident" } },
        }),
      });
    });
    failsWith(() => stack.deciders(), /role deployer .*: it depends on aws:PrincipalTag\/Reason/s);
  });
});
