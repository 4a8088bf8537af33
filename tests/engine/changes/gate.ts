/** What a change of each argument of an ApprovalGate does. */
import { type ApprovalGateArgs, SubscriptionProtocol } from "../../../index";
import {
  auditorsMaySubscribe,
  boundaryArn,
  broken,
  connected,
  decided,
  connection,
  gateArgs,
  ruled,
  sla,
  topicArn,
} from "../support/programs";
import { approverCases, record } from "./gate-approvers";
import { type Case, oneRegion } from "./types";

const pipelineOnly = ["update Pipeline pipeline"];

const item = [`update ${record}`];

/**
 * What follows the names of the action: who may decide is named anew, and nobody loses a right before.
 * Another action has another record, which is there before the old one goes.
 */
const renamed = (newRecord: string): string[] => [
  "replace Group ApproveQA-group",
  "replace GroupMembership ApproveQA-members",
  "replace GroupPolicyAttachment ApproveQA-policy-group",
  "replace Policy ApproveQA-policy",
  "update RolePolicy ApproveQA-slack-role-policy",
  `create TableItem ${newRecord}`,
  `delete ${record}`,
];

const slack = gateArgs.slack!;

export const gateCases: readonly Case<ApprovalGateArgs>[] = [
  {
    of: "pipelineName",
    to: { pipelineName: "payments" },
    expect: renamed("payments-ApproveQA-ApproveQA-slack-gate-3f96cbc3"),
  },
  {
    of: "stageName",
    to: { stageName: "QA" },
    expect: [...renamed("orders-QA-QA-slack-gate-fce222a2"), ...pipelineOnly],
  },
  {
    of: "actionName",
    to: { actionName: "QA" },
    expect: [...renamed("orders-ApproveQA-QA-slack-gate-f631603c"), ...pipelineOnly],
  },
  { of: "runOrder", to: { runOrder: 2 }, expect: pipelineOnly },
  { of: "customData", to: { customData: "Load test passed?" }, expect: pipelineOnly },
  {
    of: "externalEntityLink",
    to: { externalEntityLink: "https://example.com/release" },
    expect: pipelineOnly,
  },
  { of: "timeoutInMinutes", to: { timeoutInMinutes: 60 }, expect: [...pipelineOnly, ...item] },
  {
    of: "topicArn",
    to: { topicArn },
    expect: [
      ...pipelineOnly,
      "delete Topic ApproveQA-topic",
      "delete TopicPolicy ApproveQA-topic-policy",
      "create TopicSubscription alarms-6b508cbb-email-70a84243",
      "delete TopicSubscription ApproveQA-email-70a84243",
      "replace TopicSubscription alarms-6b508cbb-lambda-3d655dcb",
      ...item,
    ],
  },
  {
    of: "kmsMasterKeyId",
    to: { kmsMasterKeyId: "alias/orders" },
    expect: ["update Topic ApproveQA-topic"],
  },
  {
    of: "displayName",
    to: { displayName: "Orders" },
    expect: ["update Topic ApproveQA-topic"],
  },
  {
    of: "topicPolicyStatements",
    to: { topicPolicyStatements: auditorsMaySubscribe },
    expect: ["update TopicPolicy ApproveQA-topic-policy"],
  },
  {
    of: "emails, one more, in front",
    to: { emails: ["lead@example.com", "qa@example.com"] },
    expect: ["create TopicSubscription ApproveQA-email-9fbdefe2"],
  },
  {
    of: "emails, another",
    to: { emails: ["lead@example.com"] },
    expect: [
      "create TopicSubscription ApproveQA-email-9fbdefe2",
      "delete TopicSubscription ApproveQA-email-70a84243",
    ],
  },
  {
    of: "subscriptions",
    to: { subscriptions: [{ protocol: SubscriptionProtocol.Sms, endpoint: "+15550100" }] },
    expect: ["create TopicSubscription ApproveQA-sms-602cd7fb"],
  },
  ...approverCases,
  { of: "slack.channel", to: { slack: { ...slack, channel: "C0OTHER000" } }, expect: item },
  {
    of: "slack.approverUserIds",
    to: { slack: { ...slack, approverUserIds: ["U0QUINN00", "U0LEE0000"] } },
    expect: item,
  },
  {
    of: "slack.approverUserGroupIds",
    to: { slack: { ...slack, approverUserGroupIds: ["S0QUALITY"] } },
    expect: item,
  },
  {
    of: "slack, none any more",
    to: { slack: undefined },
    // The record and the subscription have another name, and are the same.
    expect: [
      "create Role ApproveQA-hub-role",
      "create RolePolicy ApproveQA-hub-role-policy",
      "delete Role ApproveQA-slack-role",
      "delete RolePolicy ApproveQA-slack-role-policy",
      "update TableItem orders-ApproveQA-ApproveQA-hub-gate-10b3773e",
    ],
  },
  {
    of: "sla",
    to: { sla },
    expect: [
      ...item,
      "create Topic ApproveQA-escalation-topic",
      "create TopicPolicy ApproveQA-escalation-topic-policy",
      "create TopicSubscription ApproveQA-escalation-email-42fc6a9b",
      "update Role ApproveQA-slack-role",
      "update RolePolicy ApproveQA-slack-role-policy",
    ],
  },
  {
    of: "breakGlass",
    to: broken,
    expect: [
      ...item,
      "create Group ApproveQA-review-group",
      "create GroupMembership ApproveQA-review-members",
      "create GroupPolicyAttachment ApproveQA-review-policy-group",
      "create Policy ApproveQA-break-glass-policy",
      "create Policy ApproveQA-review-policy",
      "create Role ApproveQA-break-glass-role",
      "create RolePolicy ApproveQA-break-glass-role-policy",
      "create UserPolicyAttachment ApproveQA-break-glass-policy-user-quinn",
      "update Role ApproveQA-slack-role",
      "update RolePolicy ApproveQA-slack-role-policy",
    ],
  },
  { of: "rule", to: ruled, expect: item },
  {
    of: "automaticDecision",
    to: decided,
    expect: [
      ...item,
      "update Role ApproveQA-slack-role",
      "update RolePolicy ApproveQA-slack-role-policy",
    ],
  },
  {
    of: "connectors",
    to: connected,
    expect: [
      ...item,
      "update Role ApproveQA-slack-role",
      "update RolePolicy ApproveQA-slack-role-policy",
    ],
  },
  {
    of: "hub",
    to: { hub: connection("other") },
    expect: [
      "replace Role ApproveQA-slack-role",
      "replace RolePolicy ApproveQA-slack-role-policy",
      `replace ${record}`,
      "replace TopicSubscription ApproveQA-slack-subscription",
    ],
    moves: "The role lies below its hub's path, and IAM cannot move a role.",
  },
  {
    of: "permissionsBoundary",
    to: { permissionsBoundary: boundaryArn },
    expect: ["update Role ApproveQA-slack-role"],
  },
  {
    of: "region",
    to: { region: "eu-central-1", hub: undefined, slack: undefined },
    expect: [
      "delete Role ApproveQA-slack-role",
      "delete RolePolicy ApproveQA-slack-role-policy",
      `delete ${record}`,
      "delete TopicSubscription ApproveQA-slack-subscription",
      "replace Group ApproveQA-group",
      "replace GroupMembership ApproveQA-members",
      "replace GroupPolicyAttachment ApproveQA-policy-group",
      "replace Policy ApproveQA-policy",
      "replace Topic ApproveQA-topic",
      "replace TopicPolicy ApproveQA-topic-policy",
      "replace TopicSubscription ApproveQA-email-70a84243",
      "update Pipeline pipeline",
    ],
    onlyPreviewed: oneRegion,
    moves: "A topic cannot move to another Region.",
  },
  {
    of: "tags",
    to: { tags: { team: "orders" } },
    expect: [
      "update Policy ApproveQA-policy",
      "update Role ApproveQA-slack-role",
      "update Topic ApproveQA-topic",
    ],
  },
];
