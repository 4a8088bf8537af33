/** What a MultiApprovalStage takes. */
import type * as pulumi from "@pulumi/pulumi";
import type { Approval, ApprovalOrder, ApproverPrincipals, Subscription } from "./args";
import type { Rule } from "./rule-args";
import type { Sla } from "./sla-args";
import type { GateConnector } from "./gate-connector-args";
import type { HubConnection, StageSlack } from "./slack-args";

/** Arguments of MultiApprovalStage. */
export interface MultiApprovalStageArgs {
  /**
   * Name of the pipeline that the stage stands in, 1 to 100 characters of A-Z a-z 0-9 . @ - _ Give the
   * pipeline the same constant as its name: without a name of its own it gets random characters, and
   * the right to decide would be one on a pipeline that does not exist. The pipeline's own name
   * output makes a circle, as the stage goes into the pipeline.
   */
  pipelineName: pulumi.Input<string>;
  /** Name of the stage, of the same length and characters. Defaults to the component's name. */
  stageName?: pulumi.Input<string>;
  /** Whether the approvals are requested together or one after the other. Defaults to Parallel. */
  order?: pulumi.Input<ApprovalOrder>;
  /** The approvals, 1 to 50: the quota of actions in a stage. Every one is needed. */
  approvals: pulumi.Input<Approval>[];
  /** Default for every approval: what the approver should know. */
  customData?: pulumi.Input<string>;
  /** Default for every approval: address of what the approver should look at. White space at its ends is left out. */
  externalEntityLink?: pulumi.Input<string>;
  /** Default for every approval: minutes after which a request expires, 5 to 86400. */
  timeoutInMinutes?: pulumi.Input<number>;
  /**
   * Default for every approval: ARN of an existing topic in the pipeline's Region. The approvals
   * share it, so the stage's emails and subscriptions are subscribed to it once.
   */
  topicArn?: pulumi.Input<string>;
  /** KMS key that encrypts the topics. Defaults to "alias/aws/sns". */
  kmsMasterKeyId?: pulumi.Input<string>;
  /**
   * Name of the sender in e-mails and text messages, of which a text message shows the first 10
   * characters: SNS's display name of the topics, 1 to 100 characters on one line. Refused beside
   * topicArn. Defaults to SNS's own, "AWS Notifications".
   */
  displayName?: pulumi.Input<string>;
  /**
   * Further statements for the policies of the topics, as JSON text of a statement, a list of them or a
   * policy document, without Resource. They stand behind those of the topics, and none is replaced. What
   * allows everybody or a service must say in a Condition from which account or organization. Together
   * at most 30 KB and 100 statements, SNS's quota. Giving them makes a topic in any case. Refused
   * beside topicArn. Defaults to none.
   */
  topicPolicyStatements?: pulumi.Input<string>;
  /** Default for every approval: e-mail addresses that receive the request. White space at their ends is left out. */
  emails?: pulumi.Input<pulumi.Input<string>[]>;
  /** Default for every approval: further subscriptions. */
  subscriptions?: pulumi.Input<pulumi.Input<Subscription>[]>;
  /**
   * Default for every approval: who may decide. The people who are named here get one group, and one
   * policy for all the approvals that leave approvers out: a second one begins where IAM's 6144
   * characters are full. Where nobody is named yet, each approval has a group and a policy of its own.
   */
  approvers?: ApproverPrincipals;
  /**
   * Default for every approval: within how long it should be answered, when to remind and whom to tell.
   * Needs hub, with reminders. E-mail addresses of an escalation are subscribed once for each approval; a
   * topicArn is not.
   */
  sla?: Sla;
  /**
   * Default for every approval: how many people must agree in Slack, out of whom, and who may not. Then every
   * approval needs slack. Each approval counts for itself: who has approved one may approve another.
   */
  rule?: Rule;
  /**
   * Default for every approval: connectors that open a ticket for its request in another system, and whose tickets
   * may decide it (docs/connectors.md), at most 5. Needs hub. Defaults to none.
   */
  connectors?: GateConnector[];
  /**
   * Default for every approval: where its request is shown in Slack and who may decide it there. The
   * Slack app is the stage's: all approvals share it.
   */
  slack?: StageSlack;
  /**
   * The connection output of an ApprovalHub in the pipeline's account and Region, which then keeps
   * the requests and how they ended and, of approvals in slack, carries them to Slack. The others IAM
   * alone decides, and the hub gets no right to. Defaults to a hub of the stage's own where slack is
   * given, else to none.
   */
  hub?: pulumi.Input<HubConnection>;
  /**
   * ARN of the managed policy that is the permissions boundary of every role that is made here: the stage's
   * role for its hub, its break-glass roles and, without hub, those of the functions.
   * It must allow what the role's own policy allows. Defaults to none.
   */
  permissionsBoundary?: pulumi.Input<string>;
  /** AWS Region of the pipeline, like eu-west-1. Defaults to the provider's. */
  region?: pulumi.Input<string>;
  /**
   * Tags for every resource that takes tags, at most 50: keys of 1 to 128 characters, values of at most
   * 256, of letters, digits, spaces and _ . : / = + - @ as IAM takes them. No key begins with "aws:",
   * and no two differ by case alone. Defaults to none.
   */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}
