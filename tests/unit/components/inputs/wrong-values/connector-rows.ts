/** Arguments of connectors that are right, several sets where one argument excludes another. */
import {
  JiraConnector,
  PagerDutyConnector,
  ServiceNowConnector,
  TeamsConnector,
  WebhookConnector,
} from "../../../../../index";
import { everyField } from "../../../../support/components";
import type { Rows } from "./rows";

const at = (service: string, resource: string): string =>
  `arn:aws:${service}:eu-west-1:111122223333:${resource}`;
const key = at("kms", "key/1234abcd-12ab-34cd-56ef-1234567890ab");

const common = {
  hub: { ...everyField, schemaVersion: 1 },
  credentialsSecretArn: at("secretsmanager", "secret:changes-AbCdEf"),
  readerCredentialsSecretArn: at("secretsmanager", "secret:reader-AbCdEf"),
  ...{ credentialsKmsKeyArn: key, kmsKeyArn: key },
  alarmTopicArn: at("sns", "alarms"),
  logRetentionInDays: 30,
  permissionsBoundary: "arn:aws:iam::111122223333:policy/boundary",
  region: "eu-west-1",
  tags: { team: "orders" },
};
const siteUrl = "https://acme.atlassian.net";

export const connectorRows: Record<string, Rows> = {
  ServiceNowConnector: {
    create: (args) => new ServiceNowConnector("changes", args),
    sets: [
      {
        ...{ ...common, instanceUrl: "https://acme.service-now.com", changeType: "standard" },
        standardTemplateId: "46e8219ba9fe1981013806b3e2c8a7b5",
        fields: { team: "Releases" },
        states: { implement: "-1", canceled: "4", closed: "3" },
      },
    ],
  },
  JiraConnector: {
    create: (args) => new JiraConnector("tickets", args),
    sets: [
      {
        ...{ ...common, siteUrl, fields: '{"customfield_10010":"x"}', closedStatusId: "10099" },
        issue: {
          ...{ projectKey: "OPS", issueTypeId: "10001" },
          ...{ approvedStatusIds: ["10010"], rejectedStatusIds: ["10020"] },
        },
      },
      { ...common, siteUrl, request: { serviceDeskId: "4", requestTypeId: "25" } },
    ],
  },
  PagerDutyConnector: {
    create: (args) => new PagerDutyConnector("pager", args),
    sets: [{ ...common, serviceRegion: "eu", severity: "warning" }],
  },
  TeamsConnector: { create: (args) => new TeamsConnector("teams", args), sets: [common] },
  WebhookConnector: {
    create: (args) => new WebhookConnector("web", args),
    sets: [
      {
        ...{ ...common, url: "https://releases.acme.com/approvals", reservedConcurrency: 5 },
        decisionUrl: "https://approvals.acme.com/decisions",
      },
    ],
  },
};
