/**
 * Which keys each record of arguments has. The compiler sees to it that none is missing and none is
 * one too many; programs without types are held to them when they run.
 */
import type { Approval, Approvers, PermissionSet, Subscription } from "./args";
import type { StageSlack } from "./slack-args";

/** The keys of T, each named once. */
export function keysOf<T>(keys: Record<keyof T, true>): readonly string[] {
  return Object.keys(keys);
}

export const approverKeys = keysOf<Approvers>({
  users: true,
  existingGroupNames: true,
  roleNames: true,
  permissionSets: true,
  path: true,
  requireMfa: true,
  consoleAccess: true,
  groupName: true,
  policyName: true,
});
export const permissionSetKeys = keysOf<PermissionSet>({
  instanceArn: true,
  permissionSetArn: true,
});
export const subscriptionKeys = keysOf<Subscription>({
  protocol: true,
  endpoint: true,
  filterPolicy: true,
  filterPolicyScope: true,
  deadLetterQueueArn: true,
  rawMessageDelivery: true,
  subscriptionRoleArn: true,
});
export const approvalKeys = keysOf<Approval>({
  name: true,
  runOrder: true,
  customData: true,
  externalEntityLink: true,
  timeoutInMinutes: true,
  topicArn: true,
  emails: true,
  subscriptions: true,
  approvers: true,
  slack: true,
});
export const slackKeys = keysOf<StageSlack>({
  channel: true,
  approverUserIds: true,
  approverUserGroupIds: true,
  credentialsSecretArn: true,
  signingSecretArn: true,
  credentialsKmsKeyArn: true,
  teamId: true,
  appId: true,
  alarmTopicArn: true,
  kmsKeyArn: true,
  ownHub: true,
});

/** The arguments of MultiApprovalStage, which holds them against its interface. */
export const stageArguments = {
  pipelineName: true,
  stageName: true,
  order: true,
  approvals: true,
  customData: true,
  externalEntityLink: true,
  timeoutInMinutes: true,
  topicArn: true,
  kmsMasterKeyId: true,
  displayName: true,
  topicPolicyStatements: true,
  emails: true,
  subscriptions: true,
  approvers: true,
  slack: true,
  hub: true,
  permissionsBoundary: true,
  region: true,
  tags: true,
} as const;
