/** What a change of each argument of a MultiApprovalStage does. */
import { ApprovalOrder, type MultiApprovalStageArgs, SubscriptionProtocol } from "../../../index";
import {
  auditorsMaySubscribe,
  boundaryArn,
  connected,
  connection,
  ruled,
  sla,
  stageArgs,
  topicArn,
} from "../support/programs";
import { type Case, oneRegion } from "./types";

const pipelineOnly = ["update Pipeline pipeline"];
const [qa, security] = stageArgs.approvals;

/** What Slack needs: the stage's role, and for each approval its record and the notifier's ear. */
const joinsHub = [
  "create Role Review-slack-role",
  "create RolePolicy Review-slack-role-policy",
  "create TableItem orders-Review-qa-slack-gate-26741303",
  "create TableItem orders-Review-security-slack-gate-67f71e39",
  "create TopicSubscription Review-qa-slack-subscription",
  "create TopicSubscription Review-security-slack-subscription",
];

export const stageCases: readonly Case<MultiApprovalStageArgs>[] = [
  {
    of: "pipelineName",
    to: { pipelineName: "payments" },
    expect: [
      "replace Group Review-qa-group",
      "replace GroupMembership Review-qa-members",
      "replace GroupPolicyAttachment Review-qa-policy-group",
      "replace Policy Review-qa-policy",
    ],
  },
  {
    of: "stageName",
    to: { stageName: "Approvals" },
    expect: [
      "replace Group Review-qa-group",
      "replace GroupMembership Review-qa-members",
      "replace GroupPolicyAttachment Review-qa-policy-group",
      "replace Policy Review-qa-policy",
      "update Pipeline pipeline",
    ],
  },
  { of: "order", to: { order: ApprovalOrder.Sequential }, expect: pipelineOnly },
  {
    of: "approvals, one more, in front",
    to: { approvals: [{ name: "legal", emails: ["legal@example.com"] }, qa, security] },
    expect: [
      "create Topic Review-legal-topic",
      "create TopicPolicy Review-legal-topic-policy",
      "create TopicSubscription Review-legal-email-d0360d69",
      "update Pipeline pipeline",
    ],
  },
  {
    of: "approvals, in another order",
    to: { approvals: [security, qa] },
    expect: ["update Pipeline pipeline"],
  },
  {
    of: "approvals, one less",
    to: { approvals: [qa] },
    expect: [
      "delete Topic Review-security-topic",
      "delete TopicPolicy Review-security-topic-policy",
      "delete TopicSubscription Review-security-email-786906db",
      "update Pipeline pipeline",
    ],
  },
  { of: "customData", to: { customData: "Ready?" }, expect: pipelineOnly },
  {
    of: "externalEntityLink",
    to: { externalEntityLink: "https://example.com/r" },
    expect: pipelineOnly,
  },
  { of: "timeoutInMinutes", to: { timeoutInMinutes: 60 }, expect: pipelineOnly },
  {
    of: "topicArn",
    to: { topicArn },
    expect: [
      "delete Topic Review-qa-topic",
      "delete Topic Review-security-topic",
      "delete TopicPolicy Review-qa-topic-policy",
      "delete TopicPolicy Review-security-topic-policy",
      "create TopicSubscription alarms-6b508cbb-email-786906db",
      "create TopicSubscription alarms-6b508cbb-sms-35a502bb",
      "delete TopicSubscription Review-qa-sms-35a502bb",
      "delete TopicSubscription Review-security-email-786906db",
      "update Pipeline pipeline",
    ],
  },
  {
    of: "kmsMasterKeyId",
    to: { kmsMasterKeyId: "alias/orders" },
    expect: ["update Topic Review-qa-topic", "update Topic Review-security-topic"],
  },
  {
    of: "displayName",
    to: { displayName: "Orders" },
    expect: ["update Topic Review-qa-topic", "update Topic Review-security-topic"],
  },
  {
    of: "topicPolicyStatements",
    to: { topicPolicyStatements: auditorsMaySubscribe },
    expect: [
      "update TopicPolicy Review-qa-topic-policy",
      "update TopicPolicy Review-security-topic-policy",
    ],
  },
  {
    of: "emails",
    to: { emails: ["all@example.com"] },
    expect: ["create TopicSubscription Review-qa-email-f1e27cae"],
  },
  {
    of: "subscriptions",
    to: { subscriptions: [{ protocol: SubscriptionProtocol.Sms, endpoint: "+15550100" }] },
    expect: ["create TopicSubscription Review-security-sms-602cd7fb"],
  },
  {
    of: "approvers",
    to: { approvers: { users: ["lee"] } },
    expect: [
      "create Group Review-group",
      "create GroupMembership Review-members",
      "create GroupPolicyAttachment Review-policy-1-group",
      "create Policy Review-policy-1",
    ],
  },
  {
    of: "slack",
    to: {
      slack: { channel: "C0RELEASES", approverUserIds: ["U0QUINN00"] },
      hub: connection("desk"),
    },
    expect: joinsHub,
  },
  {
    of: "hub",
    to: {
      hub: connection("desk"),
      slack: { channel: "C0RELEASES", approverUserIds: ["U0QUINN00"] },
    },
    expect: joinsHub,
  },
  {
    of: "rule",
    to: { ...ruled, slack: { channel: "C0RELEASES", approverUserIds: ["U0QUINN00"] } },
    expect: joinsHub,
  },
  {
    of: "connectors",
    to: { ...connected, slack: { channel: "C0RELEASES", approverUserIds: ["U0QUINN00"] } },
    expect: joinsHub,
  },
  {
    of: "sla",
    to: { sla, hub: connection("desk") },
    expect: [
      "create Role Review-hub-role",
      "create RolePolicy Review-hub-role-policy",
      "create TableItem orders-Review-qa-hub-gate-26741303",
      "create TableItem orders-Review-security-hub-gate-67f71e39",
      "create Topic Review-qa-escalation-topic",
      "create Topic Review-security-escalation-topic",
      "create TopicPolicy Review-qa-escalation-topic-policy",
      "create TopicPolicy Review-security-escalation-topic-policy",
      "create TopicSubscription Review-qa-escalation-email-42fc6a9b",
      "create TopicSubscription Review-qa-hub-subscription",
      "create TopicSubscription Review-security-escalation-email-42fc6a9b",
      "create TopicSubscription Review-security-hub-subscription",
    ],
  },
  {
    of: "permissionsBoundary",
    to: {
      permissionsBoundary: boundaryArn,
      slack: { channel: "C0RELEASES", approverUserIds: ["U0QUINN00"] },
      hub: connection("desk"),
    },
    expect: joinsHub,
  },
  {
    of: "region",
    to: { region: "eu-central-1" },
    expect: [
      "replace Group Review-qa-group",
      "replace GroupMembership Review-qa-members",
      "replace GroupPolicyAttachment Review-qa-policy-group",
      "replace Policy Review-qa-policy",
      "replace Topic Review-qa-topic",
      "replace Topic Review-security-topic",
      "replace TopicPolicy Review-qa-topic-policy",
      "replace TopicPolicy Review-security-topic-policy",
      "replace TopicSubscription Review-qa-sms-35a502bb",
      "replace TopicSubscription Review-security-email-786906db",
      "update Pipeline pipeline",
    ],
    onlyPreviewed: oneRegion,
    moves: "A topic cannot move to another Region.",
  },
  {
    of: "tags",
    to: { tags: { team: "orders" } },
    expect: [
      "update Policy Review-qa-policy",
      "update Topic Review-qa-topic",
      "update Topic Review-security-topic",
    ],
  },
];
