/** What a change of each argument of an ApprovalHub does. */
import type { ApprovalHubArgs } from "../../../index";
import {
  boundaryArn,
  credentialsArn,
  keyArn,
  otherCredentialsArn,
  roleArn,
  topicArn,
} from "../support/programs";
import { asked } from "./hub-asked";
import { each, forSlack, knowing, withQueues } from "./hub-lines";
import { type Case, oneRegion } from "./types";

const policies = each("update", "RolePolicy", "-policy");
const knowingPolicies = each("update", "RolePolicy", "-policy", knowing);

/** Everything that has tags. */
const tagged = [
  ...each("update", "Function"),
  ...each("update", "LogGroup", "-logs"),
  ...each("update", "Role", "-role"),
  ...each("update", "Queue", "-dead-letters", withQueues),
  ...each("update", "MetricAlarm", "-dead-letters-alarm", withQueues),
  ...each("update", "MetricAlarm", "-throttles"),
  "update EventBus hub-events",
  "update EventRule hub-ended",
  "update EventRule hub-sweep-schedule",
  "update EventSourceMapping hub-publisher-stream",
  "update MetricAlarm hub-publisher-delay",
  "update MetricAlarm hub-slack-callback-errors",
  "update Table hub-gates",
  "update Table hub-requests",
];

/** Everything that is in a Region: the hub is a new one, and only its roles stay. */
const regional = [
  ...each("replace", "Function"),
  ...each("replace", "LogGroup", "-logs"),
  ...each("replace", "Queue", "-dead-letters", withQueues),
  ...each("replace", "QueuePolicy", "-dead-letters-policy", withQueues),
  ...each("replace", "MetricAlarm", "-dead-letters-alarm", withQueues),
  ...each("replace", "MetricAlarm", "-throttles"),
  ...each("replace", "FunctionEventInvokeConfig", "-retries", withQueues),
  "replace EventBus hub-events",
  "replace EventRule hub-ended",
  "replace EventRule hub-sweep-schedule",
  "replace EventSourceMapping hub-publisher-stream",
  "replace EventTarget hub-ended-target",
  "replace EventTarget hub-sweep-schedule-target",
  "replace FunctionUrl hub-slack-callback-url",
  "replace MetricAlarm hub-publisher-delay",
  "replace MetricAlarm hub-slack-callback-errors",
  "replace Permission hub-ended-permission",
  "replace Permission hub-sweep-schedule-permission",
  "replace Permission hub-notifier-permission",
  "replace Permission hub-slack-callback-invoke-permission",
  "replace Permission hub-slack-callback-url-permission",
  "replace Table hub-gates",
  "replace Table hub-requests",
  ...policies,
];

const slack = { credentialsSecretArn: credentialsArn };
const inFrankfurt = { credentialsSecretArn: credentialsArn.replace("eu-west-1", "eu-central-1") };
const whoComparesOrigins = each("update", "Function", "", ["decider", "slack-callback"]);

export const hubCases: readonly Case<ApprovalHubArgs>[] = [
  {
    of: "slack.credentialsSecretArn",
    to: { slack: { credentialsSecretArn: otherCredentialsArn } },
    expect: [...knowingPolicies, ...each("update", "Function", "", knowing)],
  },
  {
    of: "slack.signingSecretArn",
    to: { slack: { ...slack, signingSecretArn: otherCredentialsArn } },
    expect: [
      "update RolePolicy hub-decider-policy",
      "update RolePolicy hub-slack-callback-policy",
      ...whoComparesOrigins,
    ],
  },
  {
    of: "slack.credentialsKmsKeyArn",
    to: { slack: { ...slack, credentialsKmsKeyArn: keyArn } },
    expect: knowingPolicies,
  },
  {
    of: "slack.teamId",
    to: { slack: { ...slack, teamId: "T0ORDERS0" } },
    expect: whoComparesOrigins,
  },
  {
    of: "slack.appId",
    to: { slack: { ...slack, appId: "A0ORDERS0" } },
    expect: whoComparesOrigins,
  },
  {
    of: "slack, none any more",
    to: { slack: undefined },
    expect: [
      ...each("delete", "Function", "", forSlack),
      ...each("delete", "LogGroup", "-logs", forSlack),
      ...each("delete", "MetricAlarm", "-throttles", forSlack),
      ...each("delete", "Role", "-role", forSlack),
      ...each("delete", "RolePolicy", "-policy", forSlack),
      "delete FunctionEventInvokeConfig hub-decider-retries",
      "delete FunctionUrl hub-slack-callback-url",
      "delete MetricAlarm hub-decider-dead-letters-alarm",
      "delete MetricAlarm hub-slack-callback-errors",
      "delete Permission hub-slack-callback-invoke-permission",
      "delete Permission hub-slack-callback-url-permission",
      "delete Queue hub-decider-dead-letters",
      "delete QueuePolicy hub-decider-dead-letters-policy",
      ...each("update", "Function", "", ["notifier", "watcher"]),
      ...each("update", "RolePolicy", "-policy", ["notifier", "watcher"]),
    ],
  },
  ...asked,
  // Only the manifest has it, which is an output.
  { of: "appName", to: { appName: "Release desk" }, expect: [] },
  {
    of: "logRetentionInDays",
    to: { logRetentionInDays: 30 },
    expect: each("update", "LogGroup", "-logs"),
  },
  {
    of: "requestRetentionInDays",
    to: { requestRetentionInDays: 90 },
    expect: ["update Function hub-notifier"],
  },
  {
    of: "alarmTopicArn",
    to: { alarmTopicArn: topicArn },
    expect: [
      "update MetricAlarm hub-publisher-delay",
      "update MetricAlarm hub-slack-callback-errors",
      ...each("update", "MetricAlarm", "-dead-letters-alarm", withQueues),
      ...each("update", "MetricAlarm", "-throttles"),
    ],
  },
  {
    of: "kmsKeyArn",
    to: { kmsKeyArn: keyArn },
    expect: [
      ...policies,
      ...each("update", "Function"),
      ...each("update", "LogGroup", "-logs"),
      ...each("update", "Queue", "-dead-letters", withQueues),
      "update EventBus hub-events",
      "update Table hub-gates",
      "update Table hub-requests",
    ],
  },
  {
    of: "reservedConcurrency",
    to: { reservedConcurrency: 5 },
    expect: ["update Function hub-slack-callback"],
  },
  {
    of: "deletionProtection",
    to: { deletionProtection: false },
    expect: ["update Table hub-requests"],
  },
  {
    of: "permissionsBoundary",
    to: { permissionsBoundary: boundaryArn },
    expect: each("update", "Role", "-role"),
  },
  {
    of: "rolePath",
    to: { rolePath: "/platform/" },
    expect: [
      ...each("replace", "Role", "-role"),
      ...each("replace", "RolePolicy", "-policy"),
      ...each("update", "Function"),
    ],
    moves: "IAM cannot move a role.",
  },
  {
    of: "functionRoles",
    to: { functionRoles: { watcherRoleArn: roleArn("watching") } },
    expect: [
      "delete Role hub-watcher-role",
      "delete RolePolicy hub-watcher-policy",
      "update Function hub-watcher",
      // The path of the roles of gates that IAM alone decides ends in the watcher's name.
      "update RolePolicy hub-notifier-policy",
    ],
  },
  {
    of: "tracing",
    to: { tracing: true },
    expect: [...policies, ...each("update", "Function")],
  },
  {
    of: "vpc",
    to: { vpc: { subnetIds: ["subnet-0123abcd"], securityGroupIds: ["sg-0123abcd"] } },
    expect: [...policies, ...each("update", "Function")],
  },
  {
    of: "slackCallbackUrl",
    to: { slackCallbackUrl: "https://approvals.example.com/slack" },
    expect: [
      "delete FunctionUrl hub-slack-callback-url",
      "delete Permission hub-slack-callback-invoke-permission",
      "delete Permission hub-slack-callback-url-permission",
      "update MetricAlarm hub-slack-callback-errors",
    ],
  },
  {
    of: "region",
    to: { region: "eu-central-1", slack: inFrankfurt },
    expect: regional,
    onlyPreviewed: oneRegion,
    moves: "Nothing of a hub can move to another Region.",
  },
  { of: "tags", to: { tags: { team: "orders" } }, expect: tagged },
];
