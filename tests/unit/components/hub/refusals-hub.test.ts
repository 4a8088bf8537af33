import * as pulumi from "@pulumi/pulumi";
import { MultiApprovalStage, type MultiApprovalStageArgs } from "../../../../index";
import {
  connection,
  credentialsSecretArn,
  existingTopic,
  gateWith,
  hubWith,
  inSlack,
  slack,
  types,
} from "../../../support/components";
import { notOneArn, takenWhole } from "../../../support/refusal-words";
import { refuses } from "../../../support/refusal-table";

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
  const foreign: [key: string, value: string][] = [
    ["notifierDeadLetterQueueArn", "arn:aws:sqs:us-east-1:111122223333:dead-letters"],
    ["notifierDeadLetterQueueArn", "arn:aws:sqs:eu-west-1:999999999999:dead-letters"],
    ["notifierRoleArn", "arn:aws:iam::999999999999:role/notifier"],
    ["deciderRoleArn", "arn:aws:iam::999999999999:role/decider"],
    ["deciderRoleArn", "arn:aws-cn:iam::111122223333:role/decider"],
    ["watcherRoleArn", "arn:aws:iam::999999999999:role/watcher"],
  ];
  refuses([
    ...app.flatMap(([key, value, owner]) => {
      const reason =
        `\`slack.${key}\` belongs to the hub, got one beside \`hub\`. Give it to the ApprovalHub ` +
        `${owner} and leave it out here, or leave \`hub\` out to have a hub made for this alone.`;
      return [
        {
          title: `beside ${key}`,
          plain: () => gateWith({ hub, slack: { ...inSlack, [key]: value } }),
          path: `slack.${key}`,
          reason,
        },
      ];
    }),
    {
      title: "that lacks a field",
      plain: () => gateWith({ slack: inSlack, hub: incomplete }),
      path: "hub",
      reason: notAHub("notifierArn"),
    },
    {
      title: "that is the hub itself and not its connection",
      plain: () => gateWith({ slack: inSlack, hub: { connection } }),
      path: "hub",
      reason: notAHub("notifierArn"),
    },
    {
      title: "that another stack does not put out",
      later: () => gateWith({ slack: inSlack, hub: pulumi.output(undefined) }),
      path: "hub",
      reason: notAHub("notifierArn"),
      carrier: types.tableItem,
    },
    ...wrong.flatMap(([key, value, text]) => {
      const given = { ...connection, [key]: value };
      const gate = (of: unknown) => () => gateWith({ slack: inSlack, hub: of });
      return [
        {
          title: `with ${value} as ${key}, plain or to come`,
          plain: gate(given),
          later: gate(pulumi.output(given)),
          path: `hub.${key}`,
          reason: text,
          carrier: types.tableItem,
        },
      ];
    }),
    ...foreign.flatMap(([key, value]) => {
      const given = { ...connection, [key]: value };
      const text =
        `\`hub.${key}\` must be in the partition, account and Region of the hub's notifier, got: ` +
        `"${value}" beside one in aws, 111122223333, eu-west-1. Use the \`connection\` output of the ` +
        "hub as it is.";
      const gate = (of: unknown) => () => gateWith({ slack: inSlack, hub: of });
      return [
        {
          title: `whose ${key} is ${value}: the gate's role would trust a stranger`,
          plain: gate(given),
          later: gate(pulumi.output(given)),
          path: `hub.${key}`,
          reason: text,
          carrier: types.tableItem,
        },
      ];
    }),
    {
      title: "in another Region than the topic that is made: nothing is then subscribed",
      later: () => gateWith({ slack: inSlack, hub: elsewhere("us-east-1") }),
      path: "hub",
      reason: pipelines("aws, us-east-1, 111122223333"),
      carrier: types.subscription,
    },
    ...[
      { of: elsewhere("us-east-1"), got: "aws, us-east-1, 111122223333" },
      { of: elsewhere("eu-west-1", "444455556666"), got: "aws, eu-west-1, 444455556666" },
    ].map(({ of, got }) => ({
      title: `in another Region or account than the existing topic: ${got}`,
      plain: () => gateWith({ slack: inSlack, hub: of, topicArn: existingTopic }),
      path: "hub",
      reason: place(got),
    })),
    {
      title: "in the account of a topic that is not the pipeline's: the role trusts no stranger",
      later: () =>
        gateWith({
          slack: inSlack,
          hub: pulumi.output(elsewhere("eu-west-1", "444455556666")),
          topicArn: "arn:aws:sns:eu-west-1:444455556666:approvals",
        }),
      path: "hub",
      reason: pipelines("aws, eu-west-1, 444455556666"),
      carrier: [types.role, types.subscription],
    },
  ]);
});

describe("Slack without a hub is refused", () => {
  const noCredentials =
    "`slack.credentialsSecretArn` must be given where there is no `hub`, got none. Give the ARN of " +
    "the secret with the Slack app's credentials, or give `hub` the connection of an ApprovalHub.";
  const nobodyIn = (path: string): string =>
    `\`${path}.approverUserIds\` or \`${path}.approverUserGroupIds\` must name somebody, got ` +
    "nobody. Nobody is allowed by default: list the Slack users or user groups that may decide.";
  refuses([
    {
      title: "without credentials",
      plain: () => gateWith({ slack: inSlack }),
      path: "slack.credentialsSecretArn",
      reason: noCredentials,
    },
    {
      title: "in a stage whose approvals alone speak of Slack",
      plain: () => stageWith({ approvals: [{ name: "qa", slack: inSlack }] }),
      path: "slack.credentialsSecretArn",
      reason: noCredentials,
    },
    {
      title: "in a stage where no approval uses it",
      plain: () => stageWith({ slack: { credentialsSecretArn } }),
      path: "slack",
      reason:
        "`slack` must be used by an approval, got none that names a channel or approvers. Give " +
        "`channel` and `approverUserIds` here or in the approvals' own `slack`, or leave it out.",
    },
    {
      title: "with credentials of an approval's own: the stage has one Slack app",
      plain: () =>
        stageWith({ slack, approvals: [{ name: "qa", slack: { credentialsSecretArn } }] }),
      path: "approvals[0].slack.credentialsSecretArn",
      reason:
        "`approvals[0].slack.credentialsSecretArn` belongs to the stage, which has one Slack app, got " +
        "one for an approval. Give `slack.credentialsSecretArn` to the stage.",
    },
    {
      title: "for an approval whose stage names a channel and no approver",
      plain: () => stageWith({ slack: { ...slack, approverUserIds: undefined } }),
      path: "approvals[0].slack.approverUserIds",
      reason: nobodyIn("approvals[0].slack"),
    },
    {
      title: "with a default of the stage that is wrong: the error names the stage's argument",
      plain: () => stageWith({ slack: { ...slack, channel: "#qa" }, approvals: [{ name: "qa" }] }),
      path: "slack.channel",
      reason:
        '`slack.channel` must be the id of a Slack channel, like C0123ABCDEF, got: "#qa". Open the ' +
        "channel's details in Slack: its id stands at the end.",
    },
    {
      title: "with an argument of the hub's that is wrong: the error names it as the user wrote it",
      plain: () => gateWith({ slack: { ...slack, alarmTopicArn: "alarms" } }),
      path: "slack.alarmTopicArn",
      reason: notOneArn("slack.alarmTopicArn", "topic", "alarms"),
    },
    {
      title: "never leaves a hub behind",
      plain: () => hubWith({ slack: { credentialsSecretArn, teamId: "C1" } }),
      path: "slack.teamId",
      reason:
        '`slack.teamId` must be the id of a Slack workspace, like T0123ABCDEF, got: "C1". It follows ' +
        "app.slack.com/client/ when Slack is open in a browser.",
    },
  ]);
});
