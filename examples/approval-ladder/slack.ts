/** Slack, where the configuration names an app: one hub for all rungs. */
import * as pulumi from "@pulumi/pulumi";
import { ApprovalHub } from "codepipeline-approvals";

const config = new pulumi.Config();
const credentialsSecretArn = config.get("slackCredentialsSecretArn");

/** Undefined without `slackCredentialsSecretArn`: then nothing is created for Slack. */
export const hub =
  credentialsSecretArn === undefined
    ? undefined
    : new ApprovalHub("slack", { slack: { credentialsSecretArn } });

/** Where a rung is shown in Slack and who may decide it there; undefined while nobody is named. */
export function inSlack(rung: string) {
  const approverUserIds = config.getObject<string[]>(`${rung}SlackUsers`);
  const approverUserGroupIds = config.getObject<string[]>(`${rung}SlackUserGroups`);
  const somebody = approverUserIds?.length || approverUserGroupIds?.length;
  if (hub === undefined || !somebody) return undefined;
  return { channel: config.require("slackChannel"), approverUserIds, approverUserGroupIds };
}

/** The hub, for a gate of which at least one approval is in Slack. */
export function hubFor(...rungs: string[]) {
  return rungs.some(inSlack) ? hub?.connection : undefined;
}
