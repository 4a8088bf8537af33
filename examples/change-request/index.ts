/** A release waits for its change in ServiceNow, for the company's release calendar, or for a person, whoever decides first. */
import * as pulumi from "@pulumi/pulumi";
import {
  ApprovalGate,
  ApprovalHub,
  ServiceNowConnector,
  WebhookConnector,
} from "codepipeline-approvals";
import { createPipeline } from "./pipeline";
import { sourceKey } from "./source";

const config = new pulumi.Config();
const pipelineName = `${pulumi.getProject()}-${pulumi.getStack()}`;

const hub = new ApprovalHub("approvals", {
  slack: { credentialsSecretArn: config.require("credentialsSecretArn") },
  // To be switched off only before the stack is to go: see README.md.
  deletionProtection: config.getBoolean("deletionProtection"),
});

// Opens a normal change for each request. Go only in Implement, within its window, not on hold.
const change = new ServiceNowConnector("change", {
  hub: hub.connection,
  instanceUrl: config.require("serviceNowUrl"),
  credentialsSecretArn: config.require("serviceNowSecretArn"),
  // Of a user who may read alone: what decides uses no other.
  readerCredentialsSecretArn: config.require("serviceNowReaderSecretArn"),
});

// Is told every event of a request, and may answer with a decision: a system that the company has written.
const calendar = new WebhookConnector("calendar", {
  hub: hub.connection,
  url: config.require("calendarUrl"),
  credentialsSecretArn: config.require("calendarSecretArn"),
});

const gate = new ApprovalGate("ApproveProduction", {
  pipelineName,
  customData: "Release version #{source.VersionId} of the site to production?",
  timeoutInMinutes: 3 * 24 * 60,
  hub: hub.connection,
  slack: {
    channel: config.require("channel"),
    approverUserIds: config.requireObject<string[]>("approvers"),
  },
  approvers: { users: config.getObject<string[]>("consoleApprovers") },
  // Who may decide by the other systems, as these name them. Without approverIds a connector decides nothing.
  connectors: [
    {
      connection: change.connection,
      approverIds: config.requireObject<string[]>("changeManagers"),
    },
    {
      connection: calendar.connection,
      approverIds: config.requireObject<string[]>("releaseManagers"),
    },
  ],
});

const { source } = createPipeline({ pipelineName, gate });

export { pipelineName };
export const { slackAppManifest, slackCallbackUrl, eventBusName } = hub;
export const { decisionUrl } = calendar;
export const sourceLocation = pulumi.interpolate`s3://${source.bucket}/${sourceKey}`;
