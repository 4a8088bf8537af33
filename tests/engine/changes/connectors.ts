/** What a change of each argument of a connector does: to the connector, and to a gate that has it. */
import type {
  JiraConnectorArgs,
  PagerDutyConnectorArgs,
  ServiceNowConnectorArgs,
  TeamsConnectorArgs,
  WebhookConnectorArgs,
} from "../../../index";
import { decidingHub, issue } from "../support/connector-programs";
import { boundaryArn, keyArn, otherCredentialsArn, topicArn } from "../support/programs";
import { type Case, oneRegion } from "./types";

const record = "TableItem orders-prod-prod-hub-gate-f188c827";

/** What the gate knows of the connector, and with what it reads its tickets. */
const gate = [`update ${record}`, "update RolePolicy prod-connector-role-policy"];

/** Who opens tickets and who reads them know the system alike. */
const settings = [`update ${record}`, "update Function desk-connector"];

const both = (op: string, type: string, suffix = ""): string[] =>
  ["connector", "receiver"].map((name) => `${op} ${type} desk-${name}${suffix}`);

const alarms = (op: string): string[] => [
  ...both(op, "MetricAlarm", "-throttles"),
  `${op} MetricAlarm desk-connector-dead-letters-alarm`,
  `${op} MetricAlarm desk-receiver-errors`,
];

/** By which other systems reach the public function. */
const publicAddress = (op: string): string[] => [
  `${op} FunctionUrl desk-receiver-url`,
  `${op} Permission desk-receiver-invoke-permission`,
  `${op} Permission desk-receiver-url-permission`,
];

/** All that is in a Region: the connector and the gate are new ones, and only their roles stay. */
const regional = [
  ...[
    ...both("replace", "Function"),
    ...both("replace", "LogGroup", "-logs"),
    ...alarms("replace"),
  ],
  ...["connector-events", "connector-schedule"].flatMap((rule) => [
    `replace EventRule desk-${rule}`,
    `replace EventTarget desk-${rule}-target`,
    `replace Permission desk-${rule}-permission`,
  ]),
  "replace FunctionEventInvokeConfig desk-connector-retries",
  ...publicAddress("replace"),
  "replace Queue desk-connector-dead-letters",
  "replace QueuePolicy desk-connector-dead-letters-policy",
  "replace Table desk-tickets",
  "replace Topic prod-topic",
  "replace TopicPolicy prod-topic-policy",
  "replace TopicSubscription prod-email-70a84243",
  "replace TopicSubscription prod-hub-subscription",
  ...both("update", "RolePolicy", "-policy"),
  "update RolePolicy prod-connector-role-policy",
  "create TableItem orders-prod-prod-hub-gate-45eab63a",
  `delete ${record}`,
];

const moved = <T>(args: T): T =>
  JSON.parse(JSON.stringify(args).replaceAll("eu-west-1", "eu-central-1")) as T;

/** Those that every connector has, tried with a webhook's, which has a public function as well. */
export const connectorCases: readonly Case<TeamsConnectorArgs>[] = [
  {
    of: "hub",
    to: { hub: decidingHub("other") },
    expect: [
      "replace EventRule desk-connector-events",
      "replace EventTarget desk-connector-events-target",
      "replace Permission desk-connector-events-permission",
      "replace Role prod-connector-role",
      "replace RolePolicy prod-connector-role-policy",
      `replace ${record}`,
      "replace TopicSubscription prod-hub-subscription",
      ...both("update", "Function"),
      ...both("update", "RolePolicy", "-policy"),
      "update QueuePolicy desk-connector-dead-letters-policy",
    ],
    moves: "The gate's role lies below its hub's path, and IAM cannot move a role.",
  },
  {
    of: "credentialsSecretArn",
    to: { credentialsSecretArn: otherCredentialsArn },
    expect: [...both("update", "Function"), ...both("update", "RolePolicy", "-policy"), ...gate],
  },
  {
    of: "readerCredentialsSecretArn",
    to: { readerCredentialsSecretArn: otherCredentialsArn },
    expect: ["update Function desk-receiver", "update RolePolicy desk-receiver-policy", ...gate],
  },
  {
    of: "credentialsKmsKeyArn",
    to: { credentialsKmsKeyArn: keyArn },
    expect: [
      ...both("update", "RolePolicy", "-policy"),
      "update RolePolicy prod-connector-role-policy",
    ],
  },
  { of: "alarmTopicArn", to: { alarmTopicArn: topicArn }, expect: alarms("update") },
  {
    of: "kmsKeyArn",
    to: { kmsKeyArn: keyArn },
    expect: [
      ...both("update", "Function"),
      ...both("update", "LogGroup", "-logs"),
      ...both("update", "RolePolicy", "-policy"),
      "update Queue desk-connector-dead-letters",
      "update Table desk-tickets",
    ],
  },
  {
    of: "logRetentionInDays",
    to: { logRetentionInDays: 30 },
    expect: both("update", "LogGroup", "-logs"),
  },
  {
    of: "permissionsBoundary",
    to: { permissionsBoundary: boundaryArn },
    expect: both("update", "Role", "-role"),
  },
  {
    of: "region",
    to: {
      region: "eu-central-1",
      ...moved({ hub: decidingHub("desk"), credentialsSecretArn: otherCredentialsArn }),
    },
    expect: regional,
    onlyPreviewed: oneRegion,
    moves: "Nothing of a connector but its roles can move to another Region.",
  },
  {
    of: "tags",
    to: { tags: { team: "orders" } },
    expect: [
      ...both("update", "Function"),
      ...both("update", "LogGroup", "-logs"),
      ...both("update", "Role", "-role"),
      ...alarms("update"),
      "update EventRule desk-connector-events",
      "update EventRule desk-connector-schedule",
      "update Queue desk-connector-dead-letters",
      "update Table desk-tickets",
    ],
  },
];

export const webhookCases: readonly Case<WebhookConnectorArgs>[] = [
  { of: "url", to: { url: "https://releases.acme.com/others" }, expect: settings },
  {
    of: "decisionUrl",
    to: { decisionUrl: "https://approvals.acme.com/decisions" },
    expect: [
      ...publicAddress("delete"),
      "update Function desk-connector",
      "update MetricAlarm desk-receiver-errors",
    ],
  },
  {
    of: "reservedConcurrency",
    to: { reservedConcurrency: 5 },
    expect: ["update Function desk-receiver"],
  },
];

const serviceNow = (of: keyof ServiceNowConnectorArgs, to: Partial<ServiceNowConnectorArgs>) => ({
  ...{ of, to, expect: settings },
});

export const serviceNowCases: readonly Case<ServiceNowConnectorArgs>[] = [
  serviceNow("instanceUrl", { instanceUrl: "https://acme-2.service-now.com" }),
  serviceNow("changeType", { changeType: "emergency" }),
  serviceNow("standardTemplateId", {
    ...{ changeType: "standard", standardTemplateId: "1".repeat(32) },
  }),
  serviceNow("fields", { fields: { assignment_group: "Releases" } }),
  serviceNow("states", { states: { implement: "-2" } }),
];

const jira = (of: keyof JiraConnectorArgs, to: Partial<JiraConnectorArgs>) => ({
  ...{ of, to, expect: settings },
});

export const jiraCases: readonly Case<JiraConnectorArgs>[] = [
  jira("siteUrl", { siteUrl: "https://acme-2.atlassian.net" }),
  jira("issue", { issue: { ...issue, approvedStatusIds: ["10011"] } }),
  jira("request", { issue: undefined, request: { serviceDeskId: "4", requestTypeId: "25" } }),
  jira("fields", { fields: '{"priority":{"id":"1"}}' }),
  jira("closedStatusId", { closedStatusId: "10030" }),
];

export const pagerDutyCases: readonly Case<PagerDutyConnectorArgs>[] = [
  { of: "serviceRegion", to: { serviceRegion: "eu" }, expect: settings },
  { of: "severity", to: { severity: "info" }, expect: settings },
];
