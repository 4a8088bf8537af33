/** A release that changes settings alone is approved by a function; people are asked about anything else. */
import * as pulumi from "@pulumi/pulumi";
import { ApprovalGate, ApprovalHub } from "codepipeline-approvals";
import { createDecision } from "./decision";
import { createPipeline } from "./pipeline";
import { sourceKey } from "./source";

const config = new pulumi.Config();
const pipelineName = `${pulumi.getProject()}-${pulumi.getStack()}`;

const hub = new ApprovalHub("approvals", {
  slack: { credentialsSecretArn: config.require("credentialsSecretArn") },
  automaticDecisions: true,
  // To be switched off only before the stack is to go: see README.md.
  deletionProtection: config.getBoolean("deletionProtection"),
});

const gate = new ApprovalGate("ApproveProduction", {
  pipelineName,
  customData: `Release version #{source.VersionId} of the site to production?
Other than what is released: #{compare.CODE_CHANGES} files, #{compare.SETTING_CHANGES} settings`,
  timeoutInMinutes: 3 * 24 * 60,
  hub: hub.connection,
  slack: {
    channel: config.require("channel"),
    approverUserIds: config.requireObject<string[]>("approvers"),
  },
  // Asked first. Whatever it does not approve, and whatever goes wrong with it, is left to those above.
  automaticDecision: { functionArn: createDecision(`${pipelineName}-decision`).arn },
});

const { source } = createPipeline({ pipelineName, gate });

export { pipelineName };
export const { slackAppManifest, slackCallbackUrl, eventBusName } = hub;
export const sourceLocation = pulumi.interpolate`s3://${source.bucket}/${sourceKey}`;
