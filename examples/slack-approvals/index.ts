/** Three stages of approvals, all of them decided in Slack, through one app and one hub. */
import * as pulumi from "@pulumi/pulumi";
import { ApprovalGate, ApprovalHub, MultiApprovalStage } from "codepipeline-approvals";
import { createPipeline } from "./pipeline";
import { sourceKey } from "./source";

const config = new pulumi.Config();
const pipelineName = `${pulumi.getProject()}-${pulumi.getStack()}`;
const channel = config.require("channel");

const hub = new ApprovalHub("slack", {
  slack: { credentialsSecretArn: config.require("credentialsSecretArn") },
  // To be switched off only before the stack is to go: see README.md.
  deletionProtection: config.getBoolean("deletionProtection"),
});
const asked = { pipelineName, hub: hub.connection };

const staging = new ApprovalGate("ApproveStaging", {
  ...asked,
  customData: "Release version #{source.VersionId} of the site to staging?",
  timeoutInMinutes: 24 * 60,
  slack: { channel, approverUserIds: people("stagingApprovers") },
});

const signOff = new MultiApprovalStage("SignOff", {
  ...asked,
  timeoutInMinutes: 24 * 60,
  slack: { channel },
  approvals: [
    {
      name: "qa",
      customData: "Does version #{source.VersionId} work on staging?",
      slack: { approverUserIds: people("qaApprovers") },
    },
    {
      name: "security",
      customData: "Is version #{source.VersionId} safe to be published?",
      slack: { approverUserGroupIds: people("securityUserGroups") },
    },
  ],
});

const production = new ApprovalGate("ApproveProduction", {
  ...asked,
  customData: "Release version #{source.VersionId} of the site to production?",
  timeoutInMinutes: 3 * 24 * 60,
  slack: { channel, approverUserIds: people("productionApprovers") },
});

const { source } = createPipeline({ pipelineName, staging, signOff, production });

/** Ids that the configuration lists. Nobody may decide by default, so a list is needed. */
function people(key: string): string[] {
  return config.requireObject<string[]>(key);
}

export { pipelineName };
export const { slackAppManifest, slackCallbackUrl } = hub;
export const { notifierArn, notifierDeadLetterQueueArn } = hub.connection;
export const sourceLocation = pulumi.interpolate`s3://${source.bucket}/${sourceKey}`;
