import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { MultiApprovalStage, type MultiApprovalStageArgs } from "../../../../index";
import {
  connection,
  credentialsSecretArn,
  existingTopic,
  gateWith,
  hubWith,
  inSlack,
  namesOf,
  refusedAtOnce,
  refusedLater,
  slack,
  types,
} from "../../../support/components";
import { notOneArn, takenWhole } from "../../../support/refusal-words";

const elsewhere = (region: string, accountId = "111122223333"): object =>
  Object.fromEntries(
    Object.entries(connection).map(([key, text]) => [
      key,
      text.replaceAll("eu-west-1", region).replaceAll("111122223333", accountId),
    ]),
  );

function stageWith(args: object): MultiApprovalStage {
  const given = { pipelineName: "orders", approvals: [{ name: "qa", approvers: {} }], ...args };
  return new MultiApprovalStage("checks", given as MultiApprovalStageArgs);
}

describe("A gate's hub is refused", () => {
  const hub = connection;
  const { notifierArn: _, ...incomplete } = connection;
  const notAHub = (missing: string): string =>
    `\`hub\` must be the connection of an ApprovalHub, got one without ${missing}. Use the ` +
    "`connection` output of the hub as it is.";
  const place = (got: string): string =>
    "`hub` must be in the partition, Region and account of the gate's topic, aws, eu-west-1, " +
    `111122223333, got a hub in ${got}. Use a hub and a topic in the Region and account of the ` +
    "pipeline.";
  const pipelines = (got: string): string =>
    "`hub` must be in the partition, Region and account of the pipeline, aws, eu-west-1, " +
    `111122223333, got a hub in ${got}. Use a hub in that Region and account.`;

  const app: [key: string, value: unknown, owner: string][] = [
    ["credentialsSecretArn", credentialsSecretArn, "as `slack.credentialsSecretArn`"],
    ["signingSecretArn", "any", "as `slack.signingSecretArn`"],
    ["credentialsKmsKeyArn", "any", "as `slack.credentialsKmsKeyArn`"],
    ["teamId", "T0123ABCDEF", "as `slack.teamId`"],
    ["appId", "A0123ABCDEF", "as `slack.appId`"],
    ["alarmTopicArn", "any", "as `alarmTopicArn`"],
    ["kmsKeyArn", "any", "as `kmsKeyArn`"],
    ["ownHub", {}, "itself, field by field,"],
  ];
  for (const [key, value, owner] of app) {
    const reason =
      `\`slack.${key}\` belongs to the hub, got one beside \`hub\`. Give it to the ApprovalHub ` +
      `${owner} and leave it out here, or leave \`hub\` out to have a hub made for this alone.`;
    it(`beside ${key}`, () =>
      refusedAtOnce(
        () => gateWith({ hub, slack: { ...inSlack, [key]: value } }),
        `slack.${key}`,
        reason,
      ));
  }

  it("that lacks a field", () =>
    refusedAtOnce(
      () => gateWith({ slack: inSlack, hub: incomplete }),
      "hub",
      notAHub("notifierArn"),
    ));

  it("that is the hub itself and not its connection", () =>
    refusedAtOnce(
      () => gateWith({ slack: inSlack, hub: { connection } }),
      "hub",
      notAHub("notifierArn"),
    ));

  it("that another stack does not put out", () =>
    refusedLater(
      () => gateWith({ slack: inSlack, hub: pulumi.output(undefined) }),
      "hub",
      notAHub("notifierArn"),
      types.tableItem,
    ));

  const topic = existingTopic;
  const roles = "arn:aws:iam::111122223333:role/";
  const wrong: [key: string, value: string, reason: string][] = [
    ["notifierArn", topic, notOneArn("hub.notifierArn", "function", topic, takenWhole)],
    ...["decider", `${roles}*`, roles, `${roles}approvals/`].map((arn): (typeof wrong)[number] => [
      "deciderRoleArn",
      arn,
      notOneArn("hub.deciderRoleArn", "role", arn, takenWhole),
    ]),
    [
      "gatesTableName",
      "",
      `\`hub.gatesTableName\` must have 3 to 255 characters, got an empty string. ${takenWhole}`,
    ],
    ...["/", "approvals", "/*/"].map((path): (typeof wrong)[number] => [
      "deciderRolePath",
      path,
      `\`hub.deciderRolePath\` must be the path of a hub's roles, got: "${path}". ${takenWhole}`,
    ]),
  ];
  for (const [key, value, text] of wrong) {
    it(`with ${value} as ${key}, plain or to come`, async () => {
      const given = { ...connection, [key]: value };
      const gate = (of: unknown) => () => gateWith({ slack: inSlack, hub: of });
      await refusedAtOnce(gate(given), `hub.${key}`, text);
      await refusedLater(gate(pulumi.output(given)), `hub.${key}`, text, types.tableItem);
    });
  }

  const foreign: [key: string, value: string][] = [
    ["notifierDeadLetterQueueArn", "arn:aws:sqs:us-east-1:111122223333:dead-letters"],
    ["notifierDeadLetterQueueArn", "arn:aws:sqs:eu-west-1:999999999999:dead-letters"],
    ["notifierRoleArn", "arn:aws:iam::999999999999:role/notifier"],
    ["deciderRoleArn", "arn:aws:iam::999999999999:role/decider"],
    ["deciderRoleArn", "arn:aws-cn:iam::111122223333:role/decider"],
    ["watcherRoleArn", "arn:aws:iam::999999999999:role/watcher"],
  ];
  for (const [key, value] of foreign) {
    it(`whose ${key} is ${value}: the gate's role would trust a stranger`, async () => {
      const given = { ...connection, [key]: value };
      const text =
        `\`hub.${key}\` must be in the partition, account and Region of the hub's notifier, got: ` +
        `"${value}" beside one in aws, 111122223333, eu-west-1. Use the \`connection\` output of the ` +
        "hub as it is.";
      const gate = (of: unknown) => () => gateWith({ slack: inSlack, hub: of });
      await refusedAtOnce(gate(given), `hub.${key}`, text);
      await refusedLater(gate(pulumi.output(given)), `hub.${key}`, text, types.tableItem);
    });
  }

  it("in another Region or account than the existing topic", async () => {
    const gate = (of: object) => () =>
      gateWith({ slack: inSlack, hub: of, topicArn: existingTopic });
    const away: [object, string][] = [
      [elsewhere("us-east-1"), "aws, us-east-1, 111122223333"],
      [elsewhere("eu-west-1", "444455556666"), "aws, eu-west-1, 444455556666"],
    ];
    for (const [of, got] of away) await refusedAtOnce(gate(of), "hub", place(got));
  });

  it("in another Region than the topic that is made: nothing is then subscribed", () =>
    refusedLater(
      () => gateWith({ slack: inSlack, hub: elsewhere("us-east-1") }),
      "hub",
      pipelines("aws, us-east-1, 111122223333"),
      types.subscription,
    ));

  it("in the account of a topic that is not the pipeline's: the role trusts no stranger", async () => {
    const topicArn = "arn:aws:sns:eu-west-1:444455556666:approvals";
    const hub = pulumi.output(elsewhere("eu-west-1", "444455556666"));
    const { resources } = await refusedLater(
      () => gateWith({ slack: inSlack, hub, topicArn }),
      "hub",
      pipelines("aws, eu-west-1, 444455556666"),
      types.role,
    );
    assert.deepEqual(namesOf(resources, types.subscription), []);
  });
});

describe("Slack without a hub is refused", () => {
  const noCredentials =
    "`slack.credentialsSecretArn` must be given where there is no `hub`, got none. Give the ARN of " +
    "the secret with the Slack app's credentials, or give `hub` the connection of an ApprovalHub.";
  it("without credentials", () =>
    refusedAtOnce(() => gateWith({ slack: inSlack }), "slack.credentialsSecretArn", noCredentials));

  it("in a stage whose approvals alone speak of Slack", () =>
    refusedAtOnce(
      () => stageWith({ approvals: [{ name: "qa", slack: inSlack }] }),
      "slack.credentialsSecretArn",
      noCredentials,
    ));

  it("in a stage where no approval uses it", () =>
    refusedAtOnce(
      () => stageWith({ slack: { credentialsSecretArn } }),
      "slack",
      "`slack` must be used by an approval, got none that names a channel or approvers. Give " +
        "`channel` and `approverUserIds` here or in the approvals' own `slack`, or leave it out.",
    ));

  it("with credentials of an approval's own: the stage has one Slack app", () =>
    refusedAtOnce(
      () => stageWith({ slack, approvals: [{ name: "qa", slack: { credentialsSecretArn } }] }),
      "approvals[0].slack.credentialsSecretArn",
      "`approvals[0].slack.credentialsSecretArn` belongs to the stage, which has one Slack app, got " +
        "one for an approval. Give `slack.credentialsSecretArn` to the stage.",
    ));

  const nobodyIn = (path: string): string =>
    `\`${path}.approverUserIds\` or \`${path}.approverUserGroupIds\` must name somebody, got ` +
    "nobody. Nobody is allowed by default: list the Slack users or user groups that may decide.";
  it("for an approval whose stage names a channel and no approver", () =>
    refusedAtOnce(
      () => stageWith({ slack: { ...slack, approverUserIds: undefined } }),
      "approvals[0].slack.approverUserIds",
      nobodyIn("approvals[0].slack"),
    ));

  it("with a default of the stage that is wrong: the error names the stage's argument", () =>
    refusedAtOnce(
      () => stageWith({ slack: { ...slack, channel: "#qa" }, approvals: [{ name: "qa" }] }),
      "slack.channel",
      '`slack.channel` must be the id of a Slack channel, like C0123ABCDEF, got: "#qa". Open the ' +
        "channel's details in Slack: its id stands at the end.",
    ));

  it("with an argument of the hub's that is wrong: the error names it as the user wrote it", () =>
    refusedAtOnce(
      () => gateWith({ slack: { ...slack, alarmTopicArn: "alarms" } }),
      "slack.alarmTopicArn",
      notOneArn("slack.alarmTopicArn", "topic", "alarms"),
    ));

  it("never leaves a hub behind", () =>
    refusedAtOnce(
      () => hubWith({ slack: { credentialsSecretArn, teamId: "C1" } }),
      "slack.teamId",
      '`slack.teamId` must be the id of a Slack workspace, like T0123ABCDEF, got: "C1". It follows ' +
        "app.slack.com/client/ when Slack is open in a browser.",
    ));
});
