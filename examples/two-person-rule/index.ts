/** Two people approve a release, one of them of security, and nobody what they started or wrote themselves. */
import * as pulumi from "@pulumi/pulumi";
import { ApprovalGate, ApprovalHub } from "codepipeline-approvals";
import { createPipeline } from "./pipeline";

const config = new pulumi.Config();
const pipelineName = `${pulumi.getProject()}-${pulumi.getStack()}`;

/** Names of one person: a push or a start by any of them is theirs. */
interface Person {
  slackUserId?: string;
  emails?: string[];
  principals?: string[];
}

const hub = new ApprovalHub("approvals", {
  slack: { credentialsSecretArn: config.require("credentialsSecretArn") },
  // To be switched off only before the stack is to go: see README.md.
  deletionProtection: config.getBoolean("deletionProtection"),
});

const gate = new ApprovalGate("ApproveProduction", {
  pipelineName,
  customData: `Release commit #{source.CommitId} of the site to production?
Written by #{source.AuthorDisplayName}, as the commit says`,
  timeoutInMinutes: 3 * 24 * 60,
  hub: hub.connection,
  slack: {
    channel: config.require("channel"),
    approverUserIds: config.requireObject<string[]>("approvers"),
  },
  // One rejection, by anybody of them, ends it. Whoever started or wrote the release cannot approve it, and if
  // that is not known nobody can: both are defaults.
  rule: {
    approvals: 2,
    groups: [
      {
        name: "security",
        slackUserGroupIds: config.requireObject<string[]>("securityUserGroups"),
      },
    ],
    identities: config.getObject<Person[]>("identities"),
  },
});

createPipeline({
  pipelineName,
  gate,
  connectionArn: config.require("connectionArn"),
  repository: config.require("repository"),
  branch: config.get("branch") ?? "main",
});

export { pipelineName };
export const { slackAppManifest, slackCallbackUrl } = hub;
