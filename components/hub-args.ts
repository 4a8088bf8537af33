/** Arguments and outputs of a hub. */
import type * as pulumi from "@pulumi/pulumi";
import type { HubAudit } from "./audit-args";
import type { HubMeasures } from "./measures-args";
import type { SlackApp } from "./slack-args";

/** Where the functions of a hub run inside a VPC. */
export interface HubVpc {
  /**
   * Ids of the subnets, 1 to 16 as the Lambda API documents, like subnet-0123456789abcdef0: private
   * ones, from which a NAT gateway or a proxy leads to slack.com.
   */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Ids of the security groups, 1 to 5 as the Lambda API documents, like sg-0123456789abcdef0. They
   * must let HTTPS out; nothing has to come in.
   */
  securityGroupIds: pulumi.Input<pulumi.Input<string>[]>;
}

/**
 * Roles that exist already, for functions that are not to have new ones. Each function of each hub has
 * its own.
 */
export interface FunctionRoles {
  /** ARN of the notifier's role. Defaults to a new role. */
  notifierRoleArn?: pulumi.Input<string>;
  /**
   * ARN of the decider's role, which no other hub may have: its name becomes a part of the path of the
   * gates' roles. Refused without slack, automaticDecisions and connectors. Defaults to a new role.
   */
  deciderRoleArn?: pulumi.Input<string>;
  /**
   * ARN of the watcher's role, which no other hub may have: its name becomes a part of the path of the
   * roles of gates that IAM alone decides. Defaults to a new role.
   */
  watcherRoleArn?: pulumi.Input<string>;
  /**
   * ARN of the role of the function that Slack calls. It must have no right to decide, nor be the
   * role of another function. Refused without slack. Defaults to a new role.
   */
  slackCallbackRoleArn?: pulumi.Input<string>;
  /** ARN of the publisher's role. Defaults to a new role. */
  publisherRoleArn?: pulumi.Input<string>;
  /** ARN of the role of the function that reminds. Refused without reminders. Defaults to a new role. */
  reminderRoleArn?: pulumi.Input<string>;
  /**
   * ARN of the role of the function that has requests decided automatically. Refused without automaticDecisions.
   * Defaults to a new role.
   */
  automaticRoleArn?: pulumi.Input<string>;
  /** ARN of the role of the function that keeps the ledger. Refused without audit. Defaults to a new role. */
  ledgerRoleArn?: pulumi.Input<string>;
  /**
   * ARN of the role of the function that looks for what bypasses a gate. Refused without bypassAlerts.
   * Defaults to a new role.
   */
  bypassRoleArn?: pulumi.Input<string>;
  /** ARN of the role of the function that measures. Refused without metrics. Defaults to a new role. */
  measuresRoleArn?: pulumi.Input<string>;
  /** ARN of sweep's role. Defaults to a new role. */
  sweepRoleArn?: pulumi.Input<string>;
}

/** What each function must be allowed, as policy documents: nothing more is needed. */
export interface FunctionPolicies {
  /** Policy document, JSON, of the notifier's role. */
  notifier: pulumi.Output<string>;
  /** Policy document, JSON, of the decider's role; absent without slack, automaticDecisions and connectors. */
  decider?: pulumi.Output<string>;
  /** Policy document, JSON, of the watcher's role. */
  watcher: pulumi.Output<string>;
  /** Policy document, JSON, of the role of the function that Slack calls; absent without slack. */
  slackCallback?: pulumi.Output<string>;
  /** Policy document, JSON, of the publisher's role. */
  publisher: pulumi.Output<string>;
  /** Policy document, JSON, of the role of the function that reminds; absent without reminders. */
  reminder?: pulumi.Output<string>;
  /**
   * Policy document, JSON, of the role of the function that has requests decided automatically; absent without
   * automaticDecisions.
   */
  automatic?: pulumi.Output<string>;
  /** Policy document, JSON, of the role of the function that keeps the ledger; absent without audit. */
  ledger?: pulumi.Output<string>;
  /**
   * Policy document, JSON, of the role of the function that looks for what bypasses a gate; absent without
   * bypassAlerts.
   */
  bypass?: pulumi.Output<string>;
  /** Policy document, JSON, of the role of the function that measures; absent without metrics. */
  measures?: pulumi.Output<string>;
  /** Policy document, JSON, of sweep's role. */
  sweep: pulumi.Output<string>;
}

/** How a hub is run: the same for one that gates share and for one that a gate makes for itself. */
export interface HubOptions {
  /**
   * Days that the functions' logs are kept: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545,
   * 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653, as CloudWatch Logs accepts. Defaults to 365.
   */
  logRetentionInDays?: pulumi.Input<number>;
  /**
   * Days that a request is kept in the table of requests, 61 to 3653: longer than an approval can
   * wait, which is 86400 minutes. Defaults to 400.
   */
  requestRetentionInDays?: pulumi.Input<number>;
  /**
   * How many calls of the public function may run at the same time, 1 to 1000: they are taken from
   * those of the account, so that a flood of calls cannot use up the rest. Give it wherever the quota
   * allows it: Lambda refuses to leave less than 100 of the account's concurrent executions unreserved,
   * and new accounts may have a quota of 10 in all, where every reservation is refused. Defaults to no
   * limit of its own for that reason; an alarm rings when calls are turned away. Refused without slack:
   * then there is no public function.
   */
  reservedConcurrency?: pulumi.Input<number>;
  /**
   * Refuse to delete the table of requests, which says who decided, and that of the ledger. Before the hub is destroyed, or
   * the gate that made it for itself, deploy it with false. Defaults to true.
   */
  deletionProtection?: pulumi.Input<boolean>;
  /**
   * Path of the functions' roles, and beginning of the path of the gates' roles, which goes on with
   * "codepipeline-approvals/" and the name of the decider's or the watcher's role. It begins and ends with a slash and
   * has at most 424 characters, so that the rest fits into IAM's 512. Another path makes other roles.
   * Defaults to "/".
   */
  rolePath?: pulumi.Input<string>;
  /** Trace the functions with AWS X-Ray: tracing mode Active, and the rights for it. Defaults to false. */
  tracing?: pulumi.Input<boolean>;
  /**
   * Run the functions inside a VPC, with the rights that Lambda needs there. They need a way to
   * slack.com and to STS, Lambda, CodePipeline, DynamoDB, EventBridge, SQS, with reminders SNS and EventBridge Scheduler, with audit KMS and S3, and, for their credentials, Secrets Manager
   * or Systems Manager: docs/regulated.md lists the endpoints. Defaults to no VPC.
   */
  vpc?: HubVpc;
}

/** Arguments of ApprovalHub. */
export interface ApprovalHubArgs extends HubOptions, HubMeasures {
  /**
   * The Slack app: where its credentials lie, and whose clicks count. Without it the hub has no public
   * address, no secret and nothing that decides: it keeps the requests of gates that IAM alone decides,
   * and how they ended. It can be given an app later, and its gates stay as they are. Defaults to no Slack.
   */
  slack?: SlackApp;
  /**
   * Remind of requests whose gates have an sla, and escalate what nobody answers: makes a function, a group
   * of EventBridge Scheduler and the role that it invokes the function with. Gates with sla are refused
   * without it. Defaults to false.
   */
  reminders?: boolean;
  /**
   * Decide requests without people where their gates have an automaticDecision: makes a function and a rule on
   * the hub's event bus and, where there is no slack, the function that decides. Gates with automaticDecision
   * are refused without it. Defaults to false.
   */
  automaticDecisions?: boolean;
  /**
   * Let connectors decide requests, such as a ServiceNowConnector whose change was approved: makes, where there is
   * neither slack nor automaticDecisions, the function that decides. Connectors take any hub; without a function
   * that decides they open tickets, and decide nothing. Defaults to false.
   */
  connectors?: boolean;
  /**
   * Keep a ledger of what happens to requests, which somebody can verify who trusts neither the account nor
   * this package: makes a function, a KMS key that signs, a table and, unless one is given, a bucket with
   * Object Lock. {} is all it needs. docs/audit.md says what it costs, and what is left when the hub is
   * destroyed. Defaults to no ledger.
   */
  audit?: HubAudit;
  /**
   * Tell alarmTopicArn, and the event bus, of what bypasses a gate: a decision by somebody whom the gate does not
   * let, an overridden condition, a rollback, a pipeline that lost its gate, and more (docs/bypass.md). Within
   * seconds or minutes where a trail of CloudTrail logs management events, within the hour without. Makes a
   * function, two tables and a rule; gates are watched once they are deployed after the hub, and may have
   * breakGlass. Needs alarmTopicArn. Defaults to false.
   */
  bypassAlerts?: boolean;
  /**
   * Name of the Slack app in slackAppManifest, 1 to 35 characters as Slack documents. Defaults to
   * "Pipeline approvals". Refused without slack.
   */
  appName?: pulumi.Input<string>;
  /**
   * Address of an endpoint of your own that Slack sends clicks to, beginning with https://: an HTTP API
   * of API Gateway, or whatever else invokes the function slackCallbackFunctionArn with an event of
   * payload format 2.0. No function URL is made then, and you let the endpoint invoke the function.
   * Required where Lambda has no function URLs, as in ca-west-1 or eu-central-2. Refused without slack.
   * Defaults to a function URL.
   */
  slackCallbackUrl?: pulumi.Input<string>;
  /**
   * ARN of a topic of the hub's Region that hears of what could not be carried out. CloudWatch
   * can publish to it only if it is not encrypted with "alias/aws/sns". Defaults to alarms without a
   * receiver.
   */
  alarmTopicArn?: pulumi.Input<string>;
  /**
   * ARN of a KMS key for tables, queues, logs, the event bus and the functions' environment; not for the bucket
   * of the ledger, which nobody is to make unreadable by deleting a key. Its key policy must let
   * logs.REGION.amazonaws.com, sns.amazonaws.com and events.amazonaws.com use kms:Decrypt and
   * kms:GenerateDataKey*, the first and the last of them kms:DescribeKey too, the first kms:Encrypt and kms:ReEncrypt*, each
   * for your account alone: on the condition aws:SourceAccount, for logs
   * kms:EncryptionContext:aws:logs:arn. It must leave rights to the account's IAM policies, as the
   * default key policy does, and whoever deploys needs kms:CreateGrant and kms:Encrypt for the
   * environment. Defaults to keys of AWS.
   */
  kmsKeyArn?: pulumi.Input<string>;
  /**
   * ARN of the managed policy that is the permissions boundary of every role that the hub makes. It
   * must allow what functionPolicies lists. Roles in functionRoles keep their own. Defaults to none.
   */
  permissionsBoundary?: pulumi.Input<string>;
  /**
   * Roles that exist already for the functions, in the hub's account. Lambda must be allowed to take
   * them on, and you attach functionPolicies to them, in the same program. Defaults to new roles.
   */
  functionRoles?: FunctionRoles;
  /** AWS Region of the pipelines, like eu-west-1. Defaults to the provider's. */
  region?: pulumi.Input<string>;
  /**
   * Tags for every resource that takes tags, at most 50: keys of 1 to 128 characters, values of at most
   * 256, of letters, digits, spaces and _ . : / = + - @ as IAM takes them. No key begins with "aws:",
   * and no two differ by case alone. Defaults to none.
   */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}
