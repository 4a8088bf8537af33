/**
 * Every limit that this package checks, once, with its source. Messages quote these numbers; arguments whose
 * JSDoc names one, and docs/limits.md, say it as well.
 */

import { codePipelineNameCharacters, slackId, slackIdLetters } from "../../../contract/patterns";

/**
 * A value that nobody may change, as `as const` makes it; but within that, mutation testing changes
 * nothing, and the patterns here are what it is for.
 */
export function fixed<const T>(value: T): T {
  return value;
}

/** CodePipeline API Reference: PipelineDeclaration, StageDeclaration and ActionDeclaration. */
export const codePipeline = fixed({
  /** Pipeline, stage and action names. */
  name: {
    min: 1,
    max: 100,
    characters: "A-Z a-z 0-9 . @ - _",
    pattern: new RegExp(`^${codePipelineNameCharacters}+$`),
  },
  /** Each value of an action's configuration, customData and externalEntityLink among them. */
  configurationValue: { min: 1, max: 1000 },
  /** CodePipeline User Guide, "Manual approval action reference": minutes, manual approval only. */
  timeoutInMinutes: { min: 5, max: 86_400 },
  runOrder: { min: 1, max: 999 },
  /** CodePipeline User Guide, "Quotas": actions in one stage. */
  actionsPerStage: { min: 1, max: 50 },
});

/** The characters of every IAM entity's name. */
const iamName = fixed({ characters: "A-Z a-z 0-9 + = , . @ - _", pattern: /^[\w+=,.@-]+$/ });

/** IAM User Guide, "IAM and AWS STS quotas". */
export const iam = fixed({
  /** Characters of one customer managed policy; white space is not counted. */
  managedPolicySize: 6_144,
  /** Managed policies attached to one group or role; the default quota. */
  managedPoliciesPerPrincipal: 10,
  /** Groups that one user can be a member of. */
  groupsPerUser: 10,
  policyName: { min: 1, max: 128, ...iamName },
  groupName: { min: 1, max: 128, ...iamName },
  roleName: { min: 1, max: 64, ...iamName },
  userName: { min: 1, max: 64, ...iamName },
  /** Characters of a role's trust policy; the default quota. White space is not counted. */
  roleTrustPolicySize: 2_048,
  /** Characters of all inline policies of one role together; white space is not counted. */
  roleInlinePolicySize: 10_240,
  policyPath: { min: 1, max: 512, pattern: /^\/(?:[!-.0-~]+\/)*$/ },
  /**
   * Less what the path of the gates' roles has behind it: "codepipeline-approvals/", a role's name, "/".
   * It becomes a part of policies, where * ? and $ would stand for other paths: so only IAM names.
   */
  hubRolePath: { max: 512 - 23 - 64 - 1, pattern: /^\/(?:[\w+=,.@-]+\/)*$/ },
});

/** SNS API Reference, "Subscribe", and SNS Developer Guide, "Subscription filter policies". */
export const sns = fixed({
  /** RFC 5321: 64 for the local part, one for the @, 255 for the domain. */
  email: { max: 320, pattern: /^[^\s@<>",;:\\()[\]]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/ },
  /**
   * The console and the service itself say 100 characters; a line break would be one in the header
   * of an e-mail.
   */
  displayName: {
    min: 1,
    max: 100,
    characters: "that one line of text can hold",
    pattern: /^[^\p{Cc}\u2028\u2029]+$/u,
  },
  /** E.164: a plus sign and at most 15 digits, the first not 0. */
  phoneNumber: { pattern: /^\+[1-9]\d{1,14}$/ },
});

/** Longer ones are no ids that Slack gives: a mistake shows at preview. */
const id = (letters: string): RegExp => new RegExp(`^${slackId(letters, "2,20")}$`);

/**
 * Slack API documentation: what ids look like (OpenAPI specification of the Web API) and what an
 * app manifest may hold ("App manifest reference").
 */
export const slack = fixed({
  channelId: { pattern: id(slackIdLetters.channel) },
  userId: { pattern: id(slackIdLetters.user) },
  userGroupId: { pattern: id(slackIdLetters.userGroup) },
  teamId: { pattern: id(slackIdLetters.team) },
  appId: { pattern: id(slackIdLetters.app) },
  appName: { min: 1, max: 35 },
  /** So many can be named in the one text of the message that says who may decide. */
  approverUserIds: { max: 100 },
  /** Each is read by usergroups.users.list, which Slack answers some 20 times a minute (tier 2). */
  approverUserGroupIds: { max: 10 },
});

/**
 * Within CodePipeline's longest timeout, 86,400 minutes. A reminder that comes sooner than five minutes is
 * no reminder; a gate record of 400 holidays has 6 KB of DynamoDB's 400.
 */
export const sla = fixed({
  respondWithinMinutes: { min: 5, max: 80_000 },
  remindAfterMinutes: { min: 1, max: 80_000 },
  reminders: { max: 10 },
  holidays: { max: 400 },
});

/** A review is asked for once an hour at the soonest, and after thirty days nobody remembers what was done. */
export const breakGlass = fixed({
  reviewWithinMinutes: { min: 60, max: 43_200, standard: 1_440 },
});

/** CloudWatch Logs API Reference, "PutRetentionPolicy". */
export const logRetentionInDays: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
];

/** S3 User Guide, "Locking objects with Object Lock": a retention of a hundred years at most. */
export const objectLockYears = fixed({ min: 1, max: 100 });

/**
 * S3 User Guide, "General purpose bucket naming rules". A bucket whose name has a dot has no certificate of
 * its own, and is not known to be the one that is meant.
 */
export const bucketName = fixed({
  min: 3,
  max: 63,
  characters: "a-z 0-9 -",
  pattern: /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])$/,
});

/**
 * A request must outlive the longest wait for its decision, 86,400 minutes; ten years at most.
 */
export const requestRetentionInDays = fixed({ min: 61, max: 3653 });

/** Sweep looks every five minutes, and no approval waits for longer than 86,400 minutes. */
export const stuckAfterMinutes = fixed({ min: 5, max: 86_400 });

/**
 * Lambda Developer Guide, "Quotas": concurrent executions of an account, the default quota. There is
 * no default: new accounts have less, and "Configuring reserved concurrency" leaves 100 to all others.
 */
export const reservedConcurrency = fixed({ min: 1, max: 1000 });

/**
 * Names in AWS by the kind of resource: at most so many characters, and which characters are none of
 * them. From the API models (CreateTopic, CreateQueue, CreateRole, PutRolePolicy, CreateFunction,
 * AddPermission, PutRule, PutTargets, CreateLogGroup, PutMetricAlarm, CreateTable); where Pulumi's
 * own name ends sooner (pulumi-aws, autonaming: topics at 80, most others at 255) it ends there too.
 */
export const physicalNames = fixed({
  topic: { max: 80, forbidden: /[^\w-]/gu },
  /** SQS takes 80. Dead letter queues have kept within 64 from the beginning, and keep their names. */
  queue: { max: 64, forbidden: /[^\w-]/gu },
  function: { max: 64, forbidden: /[^\w-]/gu },
  /** StatementId of a function's policy. */
  permission: { max: 100, forbidden: /[^\w-]/gu },
  role: { max: 64, forbidden: /[^\w+=,.@-]/gu },
  inlinePolicy: { max: 128, forbidden: /[^\w+=,.@-]/gu },
  eventBus: { max: 256, forbidden: /[^\w.-]/gu },
  eventRule: { max: 64, forbidden: /[^\w.-]/gu },
  eventTarget: { max: 64, forbidden: /[^\w.-]/gu },
  /** EventBridge Scheduler API Reference, "CreateScheduleGroup". */
  scheduleGroup: { max: 64, forbidden: /[^\w.-]/gu },
  /** KMS API Reference, "CreateAlias": 256, with the "alias/" that stands before it. */
  alias: { max: 250, forbidden: /[^\w/-]/gu },
  logGroup: { max: 255, forbidden: /[^\w.\-/#]/gu },
  alarm: { max: 255, forbidden: /[\p{Cc}\p{Cs}]/gu },
  table: { max: 255, forbidden: /[^\w.-]/gu },
  /** No resource of AWS: IAM knows members of a group, and only Pulumi gives them a name together. */
  membership: { max: 255, forbidden: /[\p{Cc}\p{Cs}]/gu },
});

/**
 * IAM User Guide, "Rules for tagging in IAM and AWS STS", and the API model of TagRole. IAM is the
 * strictest of the services that are tagged here, and compares keys without regard to case. Tags of
 * the provider's `defaultTags` count as well, and are not seen here.
 */
export const tagging = fixed({
  perResource: 50,
  key: { min: 1, max: 128 },
  value: { max: 256 },
  characters: "letters, digits, spaces, _ . : / = + - @",
  pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u,
  reserved: "aws:",
});

/** AWS General Reference, "Regions": us-gov-west-1, us-iso-east-1, eusc-de-east-1 among them. */
export const regionName = /^[a-z]{2,}(?:-[a-z]+)+-\d+$/;

/**
 * Lambda Developer Guide, "Creating and managing Lambda function URLs", read in November 2026: where
 * there are none. A Region that gets them is taken out here; until then `slackCallbackUrl` is the way.
 */
export const regionsWithoutFunctionUrls: readonly string[] = [
  "ap-east-2",
  "ap-south-2",
  "ap-southeast-4",
  "ap-southeast-5",
  "ap-southeast-6",
  "ap-southeast-7",
  "ca-west-1",
  "eu-central-2",
  "eu-south-2",
  "il-central-1",
  "me-central-1",
];

/** Lambda API Reference, "VpcConfig". */
export const lambdaVpc = fixed({ subnetIds: { max: 16 }, securityGroupIds: { max: 5 } });

/** SNS Developer Guide, "Amazon SNS API permissions": quotas of a topic's policy. */
export const topicPolicySize = fixed({ bytes: 30 * 1024, statements: 100 });

/** The same page: the actions that the policy of a topic can name. SNS refuses any other, and "sns:*". */
export const topicActions: readonly string[] = [
  "sns:AddPermission",
  "sns:DeleteTopic",
  "sns:GetDataProtectionPolicy",
  "sns:GetTopicAttributes",
  "sns:ListSubscriptionsByTopic",
  "sns:ListTagsForResource",
  "sns:Publish",
  "sns:PutDataProtectionPolicy",
  "sns:RemovePermission",
  "sns:SetTopicAttributes",
  "sns:Subscribe",
];
