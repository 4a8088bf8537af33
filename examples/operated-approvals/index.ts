/** Two pipelines whose approvals are operated: within how long to answer, who is told, what is kept. */
import * as pulumi from "@pulumi/pulumi";
import { ApprovalGate } from "codepipeline-approvals";
import { hub } from "./hub";
import { createPipeline } from "./pipeline";
import { createSource, sourceKey } from "./source";
import { startOnUpload } from "./start";

const config = new pulumi.Config();
const prefix = `${pulumi.getProject()}-${pulumi.getStack()}`;
const source = createSource();

/** Half a working day; whoever could have answered is reminded after half of that. */
const sla = {
  respondWithinMinutes: 4 * 60,
  businessHours: {
    timeZone: "Europe/Berlin",
    hours: {
      monday: "09:00-17:30",
      tuesday: "09:00-17:30",
      wednesday: "09:00-17:30",
      thursday: "09:00-17:30",
      friday: "09:00-16:00",
    },
    holidays: ["2026-12-25", "2027-01-01"],
  },
};

// Customers see it: decided by a click in Slack.
const storefront = new ApprovalGate("ApproveStorefront", {
  pipelineName: `${prefix}-storefront`,
  customData: "Release version #{source.VersionId} to the storefront?",
  hub: hub.connection,
  slack: {
    channel: config.require("channel"),
    approverUserIds: config.requireObject<string[]>("storefrontApprovers"),
  },
  sla: { ...sla, escalation: { slackChannel: config.require("escalationChannel") } },
});

// Money moves: decided in the console with MFA, for a click in Slack proves none.
const backOffice = new ApprovalGate("ApproveBackOffice", {
  pipelineName: `${prefix}-back-office`,
  customData: "Release version #{source.VersionId} to the back office?",
  hub: hub.connection,
  emails: config.getObject<string[]>("backOfficeEmails"),
  approvers: { users: config.getObject<string[]>("backOfficeApprovers"), requireMfa: true },
  sla: { ...sla, escalation: { emails: config.requireObject<string[]>("escalationEmails") } },
});

const pipelines = {
  storefront: createPipeline("storefront", {
    pipelineName: `${prefix}-storefront`,
    gate: storefront,
    source,
  }),
  "back-office": createPipeline("back-office", {
    pipelineName: `${prefix}-back-office`,
    gate: backOffice,
    source,
  }),
};
startOnUpload(source, pipelines);

export const pipelineNames = Object.values(pipelines).map(({ name }) => name);
export const { slackAppManifest, slackCallbackUrl, eventBusName, dashboardName } = hub;
export const { ledgerBucketName, ledgerPublicKeySha256 } = hub;
export const sourceLocation = pulumi.interpolate`s3://${source.bucket.bucket}/${sourceKey}`;
