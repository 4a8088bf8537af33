/** What an ApprovalGate takes. */
import type * as pulumi from "@pulumi/pulumi";
import type { Approvers, Subscription } from "./args";
import type { AutomaticDecision } from "./automatic-args";
import type { BreakGlass } from "./break-glass-args";
import type { Rule } from "./rule-args";
import type { Sla } from "./sla-args";
import type { GateConnector } from "./gate-connector-args";
import type { HubConnection, Slack } from "./slack-args";

/** Arguments of ApprovalGate. */
export interface ApprovalGateArgs {
  /**
   * Name of the pipeline that the gate stands in, 1 to 100 characters of A-Z a-z 0-9 . @ - _ as the
   * CodePipeline API documents. Give the pipeline the same constant as its name: without a name of
   * its own it gets random characters, and the right to decide would be one on a pipeline that does
   * not exist. The pipeline's own name output makes a circle, as the gate's stage goes into the
   * pipeline.
   */
  pipelineName: pulumi.Input<string>;
  /**
   * Name of the stage, of the same length and characters. Required where action is used, which goes
   * into a stage of the program's own. Defaults to the component's name.
   */
  stageName?: pulumi.Input<string>;
  /** Name of the approval action, of the same length and characters. Defaults to the stage's name. */
  actionName?: pulumi.Input<string>;
  /** Place of the action in its stage, 1 to 999. Defaults to 1. */
  runOrder?: pulumi.Input<number>;
  /**
   * What the approver should know, 1 to 1000 characters, not white space alone. Variables of earlier actions are written
   * as "#{namespace.variable}" and filled in when the pipeline runs.
   */
  customData?: pulumi.Input<string>;
  /**
   * Address of what the approver should look at, 1 to 1000 characters, beginning with https:// or
   * http://. Variables are written as in customData. White space at its ends is left out.
   */
  externalEntityLink?: pulumi.Input<string>;
  /**
   * Minutes after which the request expires and the stage fails, 5 to 86400. Defaults to
   * CodePipeline's own 7 days.
   */
  timeoutInMinutes?: pulumi.Input<number>;
  /**
   * ARN of an existing standard topic in the pipeline's Region. Nothing is created for it but the
   * subscriptions; its policy stays as it is. A topic of another account needs a policy that lets the
   * pipeline's role publish and this account subscribe. SNS keeps one subscription a topic, protocol and
   * endpoint: components of one program share it, with the same settings, and it belongs to the stack. What two
   * stacks subscribe to one topic neither can see: subscribe it in one of them. Defaults to a new, encrypted
   * topic where somebody is notified (emails, subscriptions, slack or hub), else to none.
   */
  topicArn?: pulumi.Input<string>;
  /**
   * KMS key that encrypts the topic: an alias, a key id, or the ARN of either, in the pipeline's
   * Region. The pipeline's role needs the use of a customer managed key: see pipelinePolicyJson. A key
   * of another account is given by its ARN, and its key policy must let this account use
   * kms:Decrypt and kms:GenerateDataKey. Defaults to "alias/aws/sns".
   */
  kmsMasterKeyId?: pulumi.Input<string>;
  /**
   * Name of the sender in e-mails and text messages, of which a text message shows the first 10
   * characters: SNS's display name of the topic, 1 to 100 characters on one line. Refused beside
   * topicArn. Defaults to SNS's own, "AWS Notifications".
   */
  displayName?: pulumi.Input<string>;
  /**
   * Further statements for the policy of the topic, as JSON text of a statement, a list of them or a
   * policy document, without Resource. They stand behind those of the topic, and none is replaced. What
   * allows everybody or a service must say in a Condition from which account or organization. Together
   * at most 30 KB and 100 statements, SNS's quota. Giving them makes a topic in any case. Refused
   * beside topicArn. Defaults to none.
   */
  topicPolicyStatements?: pulumi.Input<string>;
  /**
   * E-mail addresses that receive each approval request, each once; every owner confirms by a link.
   * White space at the ends of an address is left out.
   */
  emails?: pulumi.Input<pulumi.Input<string>[]>;
  /** Further subscriptions of the topic: sms, https, sqs, lambda, firehose. */
  subscriptions?: pulumi.Input<pulumi.Input<Subscription>[]>;
  /** Who may decide. Left out, nobody gets a right from this gate: IAM alone decides. */
  approvers?: Approvers;
  /**
   * Within how long the request should be answered, when to remind of it and whom to tell where nobody
   * answers. Needs hub, with reminders. It decides nothing and gives nobody a right. Defaults to no reminders.
   */
  sla?: Sla;
  /**
   * Who may decide in an emergency, through a role of its own with MFA, a reason and their own name, and who
   * reviews each use, which alarmTopicArn of the hub is told at once and reminded of until it is reviewed
   * (docs/bypass.md). Needs hub, with bypassAlerts. Defaults to nobody.
   */
  breakGlass?: BreakGlass;
  /**
   * What decides the request without people where it can: a function of yours, or conditions on variables of
   * earlier actions. What it does not decide waits for people as always (docs/automatic-decisions.md). Needs
   * hub, with automaticDecisions. Defaults to people alone.
   */
  automaticDecision?: AutomaticDecision;
  /**
   * How many people must agree in Slack, out of whom, and who may not: never whoever started or wrote what is
   * released, unless the rule says otherwise (docs/rules.md). Needs slack and, where hub is given, a hub of a
   * version that counts votes. Refused beside approvers and breakGlass, unless its aboveRule is true. Defaults
   * to one person of slack, whoever they are.
   */
  rule?: Rule;
  /**
   * Connectors that open a ticket for the request in another system, and whose tickets may decide it
   * (docs/connectors.md), at most 5. Needs hub. Defaults to none.
   */
  connectors?: GateConnector[];
  /**
   * Show the request in Slack, with buttons for those who may decide it there. Independent of
   * approvers, who decide through IAM. Without hub, everything that Slack needs is made for this gate.
   */
  slack?: Slack;
  /**
   * The connection output of an ApprovalHub in the pipeline's account and Region, which then keeps the
   * request and how it ended and, with slack, carries it to Slack. Without slack IAM alone decides, and
   * the hub gets no right to. Defaults to a hub of the gate's own where slack is given, else to none.
   */
  hub?: pulumi.Input<HubConnection>;
  /**
   * ARN of the managed policy that is the permissions boundary of every role that is made here: the gate's
   * role for its hub, its break-glass role and, without hub, those of the functions.
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
