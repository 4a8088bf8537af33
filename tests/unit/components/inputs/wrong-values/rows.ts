/** Arguments that are right, several sets where one argument excludes another: a row for each. */
import { hubFunctions } from "../../../../../components/hub/functions/registry";
import { weekdays } from "../../../../../contract/working-time";
import { ApprovalGate, ApprovalHub, ApproverGroup, MultiApprovalStage } from "../../../../../index";
import {
  actionArn,
  channel,
  connection,
  credentialsSecretArn,
  everyField,
  existingTopic,
  instanceArn,
  permissionSetArn,
  person,
  userGroup,
} from "../../../../support/components";
import { automatic, connectors, onCall, rule } from "./decided-by";

export type Args = Record<string, any>;

export interface Rows {
  readonly create: (args: any) => unknown;
  readonly sets: readonly Args[];
}

const role = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;
const key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const ownTopic = "arn:aws:sns:eu-west-1:111122223333:qa";
const region = "eu-west-1";
const tags = { team: "orders" };
const permissionsBoundary = "arn:aws:iam::111122223333:policy/boundary";

const principals = {
  users: ["ann"],
  existingGroupNames: ["leads"],
  roleNames: ["release"],
  permissionSets: [{ instanceArn, permissionSetArn }],
  path: "/approvals/",
  consoleAccess: true,
};
const names = { groupName: "qa", policyName: "decide" };
const withMfa = { users: ["ann"], requireMfa: true };

const action = {
  runOrder: 2,
  customData: "Load test passed?",
  externalEntityLink: "https://example.com/release",
  timeoutInMinutes: 60,
};
const topic = {
  kmsMasterKeyId: "alias/orders",
  displayName: "Orders",
  topicPolicyStatements: JSON.stringify({
    Effect: "Allow",
    Principal: { AWS: role("auditor") },
    Action: "sns:Subscribe",
  }),
};
const recipients = {
  emails: ["qa@example.com"],
  subscriptions: [
    {
      protocol: "https",
      endpoint: "https://example.com/hook",
      filterPolicy: JSON.stringify({ approval: { pipelineName: ["orders"] } }),
      filterPolicyScope: "MessageBody",
      deadLetterQueueArn: "arn:aws:sqs:eu-west-1:111122223333:undelivered",
      rawMessageDelivery: true,
    },
  ],
};
const toFirehose = {
  subscriptions: [
    {
      protocol: "firehose",
      endpoint: "arn:aws:firehose:eu-west-1:111122223333:deliverystream/audit",
      subscriptionRoleArn: role("sns-to-firehose"),
    },
  ],
};

const app = {
  credentialsSecretArn,
  signingSecretArn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:signing-AbCdEf",
  credentialsKmsKeyArn: key,
  teamId: "T0123ABCDEF",
  appId: "A0123ABCDEF",
};
const howRun = {
  logRetentionInDays: 30,
  requestRetentionInDays: 61,
  reservedConcurrency: 5,
  deletionProtection: false,
  rolePath: "/platform/",
  tracing: true,
  vpc: {
    subnetIds: ["subnet-0123456789abcdef0"],
    securityGroupIds: ["sg-0123456789abcdef0"],
  },
};
const alarmTopicArn = "arn:aws:sns:eu-west-1:111122223333:alarms";
const people = { channel, approverUserIds: [person], approverUserGroupIds: [userGroup] };
const slack = { ...people, ...app, alarmTopicArn, kmsKeyArn: key, ownHub: howRun };

const sla = {
  respondWithinMinutes: 60,
  remindAfterMinutes: [20, 40],
  businessHours: {
    timeZone: "Europe/Berlin",
    hours: Object.fromEntries(weekdays.map((day) => [day, "09:00-17:30"])),
    holidays: ["2026-12-25"],
  },
  escalation: {
    emails: ["head@example.com"],
    topicArn: "arn:aws:sns:eu-west-1:111122223333:leads",
    ...{ slackChannel: channel, slackUserIds: [person], slackUserGroupIds: [userGroup] },
  },
};

const { existingGroupNames, roleNames, permissionSets } = principals;
const breakGlass = {
  userArns: ["arn:aws:iam::111122223333:user/ann"],
  reviewers: { users: ["rita"], existingGroupNames, roleNames, permissionSets },
  reviewWithinMinutes: 90,
};
const looking = { ...everyField, schemaVersion: 1 };

const pipelineName = "orders";
const actionArns = [actionArn("orders/Review/QA")];
const gate = {
  pipelineName,
  stageName: "Review",
  ...{ ...action, ...topic, ...recipients, region, tags },
};
const { runOrder: _runOrder, ...shared } = gate;

export const rows: Record<string, Rows> = {
  ApprovalGate: {
    create: (args) => new ApprovalGate("production", args),
    sets: [
      { ...gate, actionName: "QA", approvers: { ...principals, ...names } },
      { pipelineName, topicArn: existingTopic, ...toFirehose, approvers: withMfa },
      { pipelineName, slack: people, hub: looking, breakGlass },
      { pipelineName, slack: people, hub: connection, sla },
      { pipelineName, slack: people, hub: looking, rule },
      ...automatic.map((automaticDecision) => ({
        ...{ pipelineName, slack: people, hub: looking, automaticDecision },
      })),
      { pipelineName, slack: people, hub: looking, connectors },
      { pipelineName, slack: people, hub: looking, connectors: onCall },
      { pipelineName, slack, permissionsBoundary },
    ],
  },
  MultiApprovalStage: {
    create: (args) => new MultiApprovalStage("checks", args),
    sets: [
      {
        ...{ ...shared, order: "Sequential", approvers: principals },
        approvals: [
          { name: "qa", ...action, ...recipients, approvers: { ...principals, ...names } },
          { name: "product" },
        ],
      },
      {
        ...{ pipelineName, topicArn: existingTopic, ...toFirehose, approvers: withMfa },
        approvals: [
          { name: "qa", topicArn: ownTopic, ...toFirehose, approvers: withMfa },
          { name: "product" },
        ],
      },
      {
        ...{ pipelineName, slack: people, hub: looking },
        approvals: [{ name: "qa", slack: people, breakGlass }, { name: "product" }],
      },
      {
        ...{ pipelineName, slack: people, hub: connection, sla },
        approvals: [{ name: "qa", sla }, { name: "product" }],
      },
      {
        ...{ pipelineName, slack: people, hub: looking, rule },
        approvals: [{ name: "qa", rule }, { name: "product" }],
      },
      ...automatic.map((automaticDecision) => ({
        ...{ pipelineName, slack: people, hub: looking },
        approvals: [{ name: "qa", automaticDecision }, { name: "product" }],
      })),
      ...[connectors, onCall].map((named) => ({
        ...{ pipelineName, slack: people, hub: looking, connectors: named },
        approvals: [{ name: "qa", connectors: named }, { name: "product" }],
      })),
      { pipelineName, slack, permissionsBoundary, approvals: [{ name: "qa" }] },
    ],
  },
  ApproverGroup: {
    create: (args) => new ApproverGroup("leads", args),
    sets: [{ ...principals, ...names, tags }, withMfa].map((who) => ({ ...who, actionArns })),
  },
  ApprovalHub: {
    create: (args) => new ApprovalHub("shared", args),
    sets: [
      {
        ...{ slack: app, appName: "Approvals", slackCallbackUrl: "https://slack.example.com/" },
        ...{ alarmTopicArn, kmsKeyArn: key, permissionsBoundary, ...howRun, region, tags },
      },
      {
        ...{ slack: app, alarmTopicArn, reminders: true, bypassAlerts: true },
        ...{ automaticDecisions: true, connectors: true },
        audit: { bucketName: "approvals-ledger", logRetentionInDays: 365 },
        ...{ metrics: true, metricsByGate: true, dashboard: true, stuckAfterMinutes: 60 },
        functionRoles: Object.fromEntries(
          hubFunctions.map(({ name, roleArgument }) => [roleArgument, role(name)]),
        ),
      },
      { audit: { retentionMode: "COMPLIANCE", retentionInYears: 7 } },
    ],
  },
};
