/** Connectors of each kind, with no more than they need. */
import * as pulumi from "@pulumi/pulumi";
import {
  JiraConnector,
  PagerDutyConnector,
  ServiceNowConnector,
  TeamsConnector,
  WebhookConnector,
} from "../../../../index";
import { joinable, types } from "../../../support/components";
import type { Refused } from "../../../support/refusal-table";

export const at = (service: string, resource: string): string =>
  `arn:aws:${service}:eu-west-1:111122223333:${resource}`;

export const credentialsSecretArn = at("secretsmanager", "secret:changes-AbCdEf");
export const readerCredentialsSecretArn = at("ssm", "parameter/reader");
export const keyOf = (digit: string): string =>
  at("kms", `key/1234abcd-12ab-34cd-56ef-12345678900${digit}`);

const common = { hub: joinable, credentialsSecretArn };

export const serviceNow = (more: object = {}, name = "changes") =>
  new ServiceNowConnector(name, {
    ...{ ...common, instanceUrl: "https://acme.service-now.com" },
    ...more,
  });

export const issue = {
  ...{ projectKey: "OPS", issueTypeId: "10001" },
  ...{ approvedStatusIds: ["10010", "10011"], rejectedStatusIds: ["10020"] },
};

export const request = { serviceDeskId: "4", requestTypeId: "25" };

export const jira = (more: object = { issue }, name = "changes") =>
  new JiraConnector(name, { ...{ ...common, siteUrl: "https://acme.atlassian.net" }, ...more });

export const pagerDuty = (more: object = {}, name = "changes") =>
  new PagerDutyConnector(name, { ...common, ...more });

export const teams = (more: object = {}, name = "changes") =>
  new TeamsConnector(name, { ...common, ...more });

export const webhook = (more: object = {}, name = "changes") =>
  new WebhookConnector(name, {
    ...{ ...common, url: "https://releases.acme.com/approvals" },
    ...more,
  });

/** Every connector that is one function. */
export const connectors = { servicenow: serviceNow, jira, pagerduty: pagerDuty, teams };

export const later = <T>(value: T): pulumi.Output<T> =>
  pulumi.output(value).apply((known) => Promise.resolve(known)) as pulumi.Output<T>;

/** One value of one argument, plain and to come. */
export const refused = (
  title: string,
  create: (value: unknown) => unknown,
  value: unknown,
  path: string,
  reason: string,
): Refused => ({
  ...{ title, path, reason, carrier: types.target },
  plain: () => create(value),
  later: () => create(later(value)),
});
