/** Arguments that more than one component takes, or that stand inside others. */
import type * as pulumi from "@pulumi/pulumi";
import type { AutomaticDecision } from "./automatic-args";
import type { BreakGlass } from "./break-glass-args";
import type { GateConnector } from "./gate-connector-args";
import type { Rule } from "./rule-args";
import type { Sla } from "./sla-args";
import type { ApprovalSlack } from "./slack-args";

/** How the approvals of one stage stand to one another. */
export const ApprovalOrder = {
  /** All approvals are requested at the same moment; every one is needed. */
  Parallel: "Parallel",
  /** Each approval is requested after the one before it was given. */
  Sequential: "Sequential",
} as const;

/** How the approvals of one stage stand to one another. */
export type ApprovalOrder = (typeof ApprovalOrder)[keyof typeof ApprovalOrder];

/** The protocols that SNS delivers approval requests over. Plain http is not among them. */
export const SubscriptionProtocol = {
  /** Readable text to an e-mail address; its owner confirms the subscription first. */
  Email: "email",
  /** The notification as JSON to an e-mail address; its owner confirms the subscription first. */
  EmailJson: "email-json",
  /** A text message to a phone number in E.164 form. */
  Sms: "sms",
  /** A POST to a URL that starts with https://; the endpoint confirms the subscription first. */
  Https: "https",
  /** A message to an SQS queue; the queue's own policy must let the topic send. */
  Sqs: "sqs",
  /** An invocation of a Lambda function; the permission for it is created with the subscription. */
  Lambda: "lambda",
  /** A record to a Firehose delivery stream. */
  Firehose: "firehose",
} as const;

/** The protocols that SNS delivers approval requests over. Plain http is not among them. */
export type SubscriptionProtocol = (typeof SubscriptionProtocol)[keyof typeof SubscriptionProtocol];

/** One SNS subscription of a gate's topic. */
export interface Subscription {
  /** How the request is delivered. */
  protocol: pulumi.Input<SubscriptionProtocol>;
  /**
   * Where it is delivered: an e-mail address, a phone number in E.164 form, a URL that starts with
   * https://, or the ARN of the queue, function or delivery stream. A function must be in the
   * pipeline's account and Region, a delivery stream in its Region. A queue may be anywhere in the
   * partition; in another account the subscription waits until the queue's owner confirms it.
   * White space at the ends of an e-mail address is left out.
   */
  endpoint: pulumi.Input<string>;
  /**
   * SNS filter policy as JSON text, for example to take one pipeline's requests from a shared
   * topic. CodePipeline sends no message attributes, so set `filterPolicyScope` to MessageBody.
   */
  filterPolicy?: pulumi.Input<string>;
  /** What the filter policy looks at: MessageAttributes or MessageBody. Defaults to MessageAttributes. */
  filterPolicyScope?: pulumi.Input<string>;
  /**
   * ARN of a standard SQS queue in the pipeline's Region and account that receives what SNS could not
   * deliver. The queue's own policy must let the topic send.
   */
  deadLetterQueueArn?: pulumi.Input<string>;
  /** Deliver the message without SNS's envelope. Only for https, sqs and firehose. Defaults to false. */
  rawMessageDelivery?: pulumi.Input<boolean>;
  /** ARN of the role that SNS assumes to put records. Required for firehose, refused elsewhere. */
  subscriptionRoleArn?: pulumi.Input<string>;
}

/** A permission set of IAM Identity Center that receives the approver policy by its name. */
export interface PermissionSet {
  /** ARN of the IAM Identity Center instance. */
  instanceArn: pulumi.Input<string>;
  /** ARN of the permission set. Its accounts must include the pipeline's. */
  permissionSetArn: pulumi.Input<string>;
}

/**
 * Who receives the right to decide. Without any receiver a new, empty group is made, to which
 * people can be added later: a warning says so, unless the group is given a name. Nobody outside the principals named here gets any right.
 */
export interface ApproverPrincipals {
  /**
   * Names of existing IAM users. They become the members of the new group, and the only ones: a
   * member added by hand is removed by the next deployment. At most 64 characters each.
   */
  users?: pulumi.Input<pulumi.Input<string>[]>;
  /** Names of existing IAM groups that receive the right; their members may decide. */
  existingGroupNames?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Names of existing IAM roles that receive the right, without path, at most 64 characters each.
   * Roles that AWS reserves are refused: for those of IAM Identity Center, which begin with
   * AWSReservedSSO_, name the permission set in permissionSets.
   */
  roleNames?: pulumi.Input<pulumi.Input<string>[]>;
  /** Permission sets of IAM Identity Center that receive the right through the policy's name. */
  permissionSets?: pulumi.Input<pulumi.Input<PermissionSet>[]>;
  /** Path of the policies and the new group, at most 512 characters. Defaults to "/". */
  path?: pulumi.Input<string>;
  /**
   * Demand that the approver signed in with MFA. Long-term access keys then cannot decide. It is a
   * condition of the right given here: it takes away no right that the person has from elsewhere.
   * Refused beside permissionSets, because sessions of IAM Identity Center carry no sign of MFA and
   * nobody could decide (Identity Center has an MFA setting of its own), and for an approval that is
   * in Slack, where a click proves no MFA. Defaults to false.
   */
  requireMfa?: pulumi.Input<boolean>;
  /** Add codepipeline:ListPipelines, which the console's list of pipelines needs. Defaults to false. */
  consoleAccess?: pulumi.Input<boolean>;
}

/** Who may decide one approval action. */
export interface Approvers extends ApproverPrincipals {
  /**
   * Name of the new group, at most 128 characters. Giving it makes the group in any case. Another
   * name is another group: IAM deletes the old one only when nobody is in it who is not in users.
   * Defaults to "approvers-PIPELINE-STAGE-ACTION-REGION-HASH", cut to 128 characters: the hash is of the
   * component as well, so that one can take another's place.
   */
  groupName?: pulumi.Input<string>;
  /**
   * Name of the policy, at most 128 characters, so that it is known before it exists. Defaults to
   * "approve-PIPELINE-STAGE-ACTION-REGION-HASH", cut to 128 characters: the hash is of the component
   * as well, so that one can take another's place.
   */
  policyName?: pulumi.Input<string>;
}

/** One approval of a MultiApprovalStage. What is left out comes from the stage's arguments. */
export interface Approval {
  /**
   * Name of the approval action, unique in the stage, 1 to 100 characters of A-Z a-z 0-9 . @ - _ It is
   * known when the program runs: the approval's resources are named after it.
   */
  name: string;
  /** Place of the action in the stage, 1 to 999. Defaults to what order says. */
  runOrder?: pulumi.Input<number>;
  /** What this approver should know, 1 to 1000 characters, with variables "#{namespace.variable}". */
  customData?: pulumi.Input<string>;
  /**
   * Address of what this approver should look at, 1 to 1000 characters. White space at its ends is
   * left out.
   */
  externalEntityLink?: pulumi.Input<string>;
  /** Minutes after which this request expires, 5 to 86400. */
  timeoutInMinutes?: pulumi.Input<number>;
  /**
   * ARN of an existing topic in the pipeline's Region. Defaults to a new one where somebody is
   * notified, else to none.
   */
  topicArn?: pulumi.Input<string>;
  /**
   * E-mail addresses that receive this request, each once. White space at the ends of an address is
   * left out.
   */
  emails?: pulumi.Input<pulumi.Input<string>[]>;
  /** Further subscriptions for this request. */
  subscriptions?: pulumi.Input<pulumi.Input<Subscription>[]>;
  /** Who may decide this approval. */
  approvers?: Approvers;
  /** Within how long this request should be answered, whole in place of the stage's. */
  sla?: Sla;
  /**
   * Who may decide this approval in an emergency, and who reviews each use. Needs hub, with bypassAlerts.
   * Defaults to nobody.
   */
  breakGlass?: BreakGlass;
  /**
   * What decides this request without people where it can. Needs hub, with automaticDecisions. Defaults to
   * people alone.
   */
  automaticDecision?: AutomaticDecision;
  /**
   * How many people must agree to this approval in Slack, out of whom, and who may not, whole in place of the
   * stage's. Needs slack.
   */
  rule?: Rule;
  /**
   * Connectors that open a ticket for this request in another system, and whose tickets may decide it, whole in
   * place of the stage's. Needs hub.
   */
  connectors?: GateConnector[];
  /** Where this request is shown in Slack and who may decide it there, field by field before the stage's. */
  slack?: ApprovalSlack;
}

/** One approval action, as CodePipeline takes it inside a stage. */
export interface ActionBlock {
  /** Name of the action. */
  name: pulumi.Output<string>;
  /** Always Approval. */
  category: string;
  /** Always AWS. */
  owner: string;
  /** Always Manual. */
  provider: string;
  /** Always 1. */
  version: string;
  /** Place of the action in its stage; actions of one number run at the same time. */
  runOrder: pulumi.Output<number>;
  /** NotificationArn, and CustomData and ExternalEntityLink where they were given. */
  configuration: Record<string, pulumi.Output<string>>;
  /** Minutes after which the request expires, where they were given; CodePipeline's default is 7 days. */
  timeoutInMinutes?: pulumi.Output<number>;
}

/** A stage of nothing but approvals, for the stages of an aws.codepipeline.Pipeline. */
export interface StageBlock {
  /** Name of the stage. */
  name: pulumi.Output<string>;
  /** The approval actions of the stage. */
  actions: ActionBlock[];
}
