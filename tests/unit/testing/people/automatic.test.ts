import * as assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ApprovalHub, MultiApprovalStage } from "../../../../index";
import { channel, person } from "../../../support/components";
import { failsWith, pipeline, source, stackOf } from "../support";

const functionArn = "arn:aws:lambda:eu-west-1:111122223333:function:small-changes";

/** A pipeline with an approval for each way to decide. */
function program(): void {
  const { connection: hub } = new ApprovalHub("hub", { automaticDecisions: true });
  const { stage } = new MultiApprovalStage("SignOff", {
    ...{ pipelineName: "release", hub, emails: ["qa@example.com"] },
    approvals: [
      { name: "asked", automaticDecision: { functionArn: pulumi.output(functionArn) } },
      {
        name: "compared",
        automaticDecision: { when: [{ variable: "build.CHANGED", equals: "config" }] },
      },
      { name: "people", approvers: { users: ["ann"] } },
    ],
  });
  pipeline([source, stage]);
}

describe("assertAutomaticDecision", () => {
  const path = (name: string): string => `release/SignOff/${name}`;

  it("knows what decides which approval without people", async () => {
    const stack = await stackOf(program);
    stack.assertAutomaticDecision(path("asked"), functionArn);
    stack.assertAutomaticDecision(path("compared"), "when");
    stack.assertAutomaticDecision(path("people"));
    for (const [name, by] of [
      ["asked", undefined],
      ["asked", "when"],
      ["asked", `${functionArn}:live`],
      ["compared", functionArn],
      ["people", functionArn],
    ] as const) {
      failsWith(
        () => stack.assertAutomaticDecision(path(name), by),
        new RegExp(`^Not exactly this decides release/SignOff/${name} without people\\.\\n`),
      );
    }
  });

  it("says where there is no such approval", async () => {
    const stack = await stackOf(program);
    failsWith(
      () => stack.assertAutomaticDecision(path("sec")),
      /^The stack has no approval release\/SignOff\/sec\. /,
    );
  });

  it("leaves the hub's role out of who may decide through IAM: it serves what is asserted here", async () => {
    const stack = await stackOf(program);
    assert.deepEqual(stack.deciders(), {
      ...{ [path("asked")]: [], [path("compared")]: [], [path("people")]: ["user ann"] },
    });
  });

  it("says nothing of a gate of which it cannot read what decides", async () => {
    const stack = await stackOf(() => {
      program();
      const item = {
        action: { S: path("people") },
        deciderRoleArn: { S: "arn:aws:iam::111122223333:role/hub/people" },
        automaticDecision: { M: {} },
      };
      new aws.dynamodb.TableItem("other", {
        ...{ tableName: "gates", hashKey: "action", item: JSON.stringify(item) },
      });
    });
    failsWith(
      () => stack.assertAutomaticDecision(path("people")),
      /what decides the item of TableItem "other" is not known/,
    );
  });

  it("is beside who may decide in Slack", async () => {
    const stack = await stackOf(() => {
      const { connection: hub } = new ApprovalHub("hub", {
        slack: {
          credentialsSecretArn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack-AbCdEf",
        },
        automaticDecisions: true,
      });
      const { stage } = new MultiApprovalStage("SignOff", {
        ...{ pipelineName: "release", hub },
        approvals: [
          {
            name: "both",
            slack: { channel, approverUserIds: [person] },
            automaticDecision: { functionArn },
          },
        ],
      });
      pipeline([source, stage]);
    });
    stack.assertSlackApprovers(path("both"), { users: [person] });
    stack.assertAutomaticDecision(path("both"), functionArn);
    failsWith(() => stack.assertAutomaticDecision(path("both")), /^Not exactly this decides /);
  });
});
