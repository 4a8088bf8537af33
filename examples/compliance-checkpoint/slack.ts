/** Slack, where the configuration names an app: one hub for all approvals. */
import * as pulumi from "@pulumi/pulumi";
import { ApprovalHub } from "codepipeline-approvals";

const config = new pulumi.Config();
const credentialsSecretArn = config.get("slackCredentialsSecretArn");

/** Undefined without `slackCredentialsSecretArn`: then nothing is created for Slack. */
export const hub =
  credentialsSecretArn === undefined
    ? undefined
    : new ApprovalHub("slack", { slack: { credentialsSecretArn } });

/** Where an approval is shown in Slack and who may decide it there; undefined while nobody is named. */
export function inSlack(approval: string) {
  const approverUserIds = config.getObject<string[]>(`${approval}SlackUsers`);
  const approverUserGroupIds = config.getObject<string[]>(`${approval}SlackUserGroups`);
  const somebody = approverUserIds?.length || approverUserGroupIds?.length;
  if (hub === undefined || !somebody) return undefined;
  return { channel: config.require("slackChannel"), approverUserIds, approverUserGroupIds };
}

/** The hub, for a gate of which at least one approval is in Slack. */
export function hubFor(...approvals: string[]) {
  return approvals.some(inSlack) ? hub?.connection : undefined;
}
