/**
 * What each argument is meant to be: a table for every component, with all that stands inside its
 * arguments. The compiler sees to it that none is missing, none is one too many, and a list is a list;
 * programs without types are held to it when they run.
 */
import type * as pulumi from "@pulumi/pulumi";
import type { Approval, Approvers, PermissionSet, ApproverPrincipals, Subscription } from "../args";
import type { ApprovalHubArgs, HubOptions } from "../hub-args";
import type { StageSlack } from "../slack-args";

/** A record of keys of its own choice, such as tags, which its own check reads. */
type Map = "map";
/** What a hub puts out as a whole; another version of it may have further keys. */
type Whole = "connection";

/** An argument that another record takes: where it belongs and why. */
export interface Elsewhere {
  readonly belongs: string;
}

export type Shape =
  | "string"
  | "number"
  | "boolean"
  | Map
  | Whole
  | { readonly listOf: Shape }
  | { readonly record: Fields }
  | Elsewhere;
export type Fields = { readonly [key: string]: Shape };

type Plain<T> = Exclude<T, Promise<unknown> | pulumi.OutputInstance<unknown> | null | undefined>;
type ShapeOf<T> = [T] extends [string]
  ? "string"
  : [T] extends [number]
    ? "number"
    : [T] extends [boolean]
      ? "boolean"
      : [T] extends [readonly (infer E)[]]
        ? { readonly listOf: ShapeOf<Plain<E>> }
        : string extends keyof T
          ? Map
          : "notifierArn" extends keyof T
            ? Whole
            : { readonly record: FieldsOf<T> };
/** The shape of every key of T. */
export type FieldsOf<T> = { readonly [K in keyof Required<T>]: ShapeOf<Plain<T[K]>> };

const texts = { listOf: "string" } as const;

export const permissionSet: FieldsOf<PermissionSet> = {
  instanceArn: "string",
  permissionSetArn: "string",
};
const receivers: FieldsOf<ApproverPrincipals> = {
  users: texts,
  existingGroupNames: texts,
  roleNames: texts,
  permissionSets: { listOf: { record: permissionSet } },
  path: "string",
  requireMfa: "boolean",
  consoleAccess: "boolean",
};
const approvers: FieldsOf<Approvers> = {
  ...receivers,
  groupName: "string",
  policyName: "string",
};
/** IAM has a name once, and a stage may have several groups and policies. */
const ofOneApproval: Elsewhere = {
  belongs:
    "to one approval, as the groups and the policies of a stage may be several. Give it in the " +
    "`approvers` of that approval, or leave it out",
};
const stageReceivers = { ...receivers, groupName: ofOneApproval, policyName: ofOneApproval };

export const subscription: FieldsOf<Subscription> = {
  protocol: "string",
  endpoint: "string",
  filterPolicy: "string",
  filterPolicyScope: "string",
  deadLetterQueueArn: "string",
  rawMessageDelivery: "boolean",
  subscriptionRoleArn: "string",
};
const recipients = { emails: texts, subscriptions: { listOf: { record: subscription } } } as const;

const hubOptions: FieldsOf<HubOptions> = {
  logRetentionInDays: "number",
  requestRetentionInDays: "number",
  reservedConcurrency: "number",
  deletionProtection: "boolean",
  rolePath: "string",
  tracing: "boolean",
  vpc: { record: { subnetIds: texts, securityGroupIds: texts } },
};
const app = {
  credentialsSecretArn: "string",
  signingSecretArn: "string",
  credentialsKmsKeyArn: "string",
  teamId: "string",
  appId: "string",
} as const;
const slack: FieldsOf<StageSlack> = {
  channel: "string",
  approverUserIds: texts,
  approverUserGroupIds: texts,
  ...app,
  alarmTopicArn: "string",
  kmsKeyArn: "string",
  ownHub: { record: hubOptions },
};

/** What a gate and an approval of a stage have in common. */
const approval = {
  runOrder: "number",
  customData: "string",
  externalEntityLink: "string",
  timeoutInMinutes: "number",
  topicArn: "string",
  ...recipients,
  approvers: { record: approvers },
  // What belongs to the stage is refused there in words of its own.
  slack: { record: slack },
} as const;
const ofApprovals: FieldsOf<Approval> = { name: "string", ...approval };

const ofBoth = {
  pipelineName: "string",
  stageName: "string",
  kmsMasterKeyId: "string",
  displayName: "string",
  topicPolicyStatements: "string",
  hub: "connection",
  permissionsBoundary: "string",
  region: "string",
  tags: "map",
} as const;

export const gateShape = {
  ...ofBoth,
  actionName: "string",
  ...approval,
} as const;

const { runOrder: _ofOne, ...defaults } = approval;
export const stageShape = {
  ...ofBoth,
  order: "string",
  approvals: { listOf: { record: ofApprovals } },
  ...defaults,
  approvers: { record: stageReceivers },
} as const;

export const groupShape = {
  actionArns: texts,
  ...approvers,
  tags: "map",
} as const;

export const hubShape: FieldsOf<ApprovalHubArgs> = {
  slack: { record: app },
  appName: "string",
  slackCallbackUrl: "string",
  alarmTopicArn: "string",
  kmsKeyArn: "string",
  permissionsBoundary: "string",
  functionRoles: {
    record: {
      notifierRoleArn: "string",
      deciderRoleArn: "string",
      watcherRoleArn: "string",
      publisherRoleArn: "string",
      slackCallbackRoleArn: "string",
    },
  },
  region: "string",
  tags: "map",
  ...hubOptions,
};
