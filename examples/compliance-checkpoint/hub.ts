/** The hub: it keeps the ledger, and asks in Slack as well where the configuration names an app. */
import * as pulumi from "@pulumi/pulumi";
import { ApprovalHub } from "codepipeline-approvals";

const config = new pulumi.Config();
const credentialsSecretArn = config.get("slackCredentialsSecretArn");
const slack = credentialsSecretArn === undefined ? undefined : { credentialsSecretArn };

export const hub = new ApprovalHub("approvals", {
  slack,
  // GOVERNANCE for a year. Where the record has to stand for longer, write out how, and for how many years.
  audit: {},
  // To be switched off only before the stack is to go: see README.md.
  deletionProtection: config.getBoolean("deletionProtection"),
});

/** Where an approval is shown in Slack and who may decide it there; undefined while nobody is named. */
export function inSlack(approval: string) {
  const approverUserIds = config.getObject<string[]>(`${approval}SlackUsers`);
  const approverUserGroupIds = config.getObject<string[]>(`${approval}SlackUserGroups`);
  const somebody = approverUserIds?.length || approverUserGroupIds?.length;
  if (slack === undefined || !somebody) return undefined;
  return { channel: config.require("slackChannel"), approverUserIds, approverUserGroupIds };
}
