/** Arguments and outputs of the Slack half. */
import type * as pulumi from "@pulumi/pulumi";
import type { HubOptions } from "./hub-args";

/** Where a request is shown in Slack, and who may decide it there. */
export interface ApprovalSlack {
  /**
   * Id of the channel that requests are posted to, like C0123ABCDEF: at the end of the channel's
   * details in Slack. The app must be a member of the channel.
   */
  channel?: pulumi.Input<string>;
  /**
   * Slack user ids that may decide, like U0123ABCDEF, at most 100. Nobody is allowed by default:
   * users or user groups must be named, here or in the groups of rule.
   */
  approverUserIds?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Ids of Slack user groups whose members may decide, like S0123ABCDEF, at most 10. User groups are
   * part of Slack's paid plans.
   */
  approverUserGroupIds?: pulumi.Input<pulumi.Input<string>[]>;
}

/**
 * Slack for a stage: defaults for each of its approvals, and the Slack app where the stage has no
 * hub.
 */
export interface StageSlack extends ApprovalSlack {
  /**
   * ARN of the Secrets Manager secret or SSM SecureString parameter that holds the Slack app's
   * credentials: JSON with botToken, signingSecret and, during a rotation, previousSigningSecret.
   * Required without hub, refused with it.
   */
  credentialsSecretArn?: pulumi.Input<string>;
  /**
   * ARN of another secret or parameter that holds the signing secret: JSON with signingSecret and,
   * during a rotation, previousSigningSecret. The functions that only post then have no right to what
   * signs clicks, and credentialsSecretArn holds botToken alone. Defaults to credentialsSecretArn.
   * Refused with hub.
   */
  signingSecretArn?: pulumi.Input<string>;
  /**
   * ARN of the customer managed KMS key that encrypts the credentials, in both secrets where there are
   * two. Defaults to the AWS managed key, which needs no permission. Refused with hub.
   */
  credentialsKmsKeyArn?: pulumi.Input<string>;
  /**
   * Id of the Slack workspace, like T0123ABCDEF, or of the organisation, like E0123ABCDEF, where the app
   * is installed for all of it: clicks from any other are refused. Defaults to the workspace that the
   * request was posted to. Refused with hub.
   */
  teamId?: pulumi.Input<string>;
  /**
   * Id of the Slack app, like A0123ABCDEF: clicks from any other are refused. Defaults to the app that
   * posted the request. Refused with hub.
   */
  appId?: pulumi.Input<string>;
  /**
   * ARN of a topic of the pipeline's Region that hears of a decision or a request that could not be
   * carried out. Defaults to alarms without a receiver. Refused with hub.
   */
  alarmTopicArn?: pulumi.Input<string>;
  /**
   * ARN of a KMS key for tables, queues, logs and the functions' environment, with the key policy that
   * kmsKeyArn of ApprovalHub describes. Defaults to keys of AWS. Refused with hub.
   */
  kmsKeyArn?: pulumi.Input<string>;
  /**
   * How the hub is run that is made where there is none. Defaults to what an ApprovalHub defaults to.
   * Refused with hub.
   */
  ownHub?: HubOptions;
}

/** The arguments that an approval of a stage has in common with the others: the stage has one app. */
export const appKeys = [
  "credentialsSecretArn",
  "signingSecretArn",
  "credentialsKmsKeyArn",
  "teamId",
  "appId",
  "alarmTopicArn",
  "kmsKeyArn",
  "ownHub",
] as const satisfies readonly (keyof StageSlack)[];

/** Slack for a gate: where its request is shown, who may decide it there, and through which app. */
export interface Slack extends StageSlack {
  /**
   * Id of the channel that requests are posted to, like C0123ABCDEF: at the end of the channel's
   * details in Slack. The app must be a member of the channel.
   */
  channel: pulumi.Input<string>;
}

/** A Slack app, as a hub knows it. */
export interface SlackApp {
  /**
   * ARN of the Secrets Manager secret or SSM SecureString parameter that holds the app's
   * credentials: JSON with botToken, signingSecret and, during a rotation, previousSigningSecret.
   * In the hub's Region; of another account only with credentialsKmsKeyArn.
   */
  credentialsSecretArn: pulumi.Input<string>;
  /**
   * ARN of another secret or parameter that holds the signing secret: JSON with signingSecret and,
   * during a rotation, previousSigningSecret. The functions that only post then have no right to what
   * signs clicks, and credentialsSecretArn holds botToken alone. In the hub's Region. Defaults to
   * credentialsSecretArn.
   */
  signingSecretArn?: pulumi.Input<string>;
  /**
   * ARN of the customer managed KMS key that encrypts the credentials, in both secrets where there are
   * two. Defaults to the AWS managed key, which needs no permission.
   */
  credentialsKmsKeyArn?: pulumi.Input<string>;
  /**
   * Id of the Slack workspace, like T0123ABCDEF, or of the organisation, like E0123ABCDEF, where the app
   * is installed for all of it: clicks from any other are refused. Defaults to the workspace that the
   * request was posted to.
   */
  teamId?: pulumi.Input<string>;
  /**
   * Id of the Slack app, like A0123ABCDEF: clicks from any other are refused. Defaults to the app that
   * posted the request.
   */
  appId?: pulumi.Input<string>;
}

/** What a gate needs to know of a hub: the connection output of an ApprovalHub, of any stack. */
export interface HubConnection {
  /**
   * Version of this record. Absent in what 0.1.0 put out. A gate takes the connection of a hub of its own
   * version and of the one before.
   */
  schemaVersion?: pulumi.Input<number>;
  /** ARN of the function that posts requests; the gate's topic is subscribed to it. */
  notifierArn: pulumi.Input<string>;
  /** ARN of the queue that keeps what the function could not take. */
  notifierDeadLetterQueueArn: pulumi.Input<string>;
  /** ARN of the notifier's role, which may read the gate's pipeline through the gate's own role. */
  notifierRoleArn: pulumi.Input<string>;
  /**
   * ARN of the decider's role, which may decide through the gate's own role in the name of who decides. Absent,
   * as is deciderRolePath, where the hub has neither a Slack app nor automaticDecisions; slackCallbackUrl and
   * slackAppManifest are absent where it has no Slack app.
   */
  deciderRoleArn?: pulumi.Input<string>;
  /** ARN of the watcher's role, which may read the gate's pipeline through the gate's own role. */
  watcherRoleArn: pulumi.Input<string>;
  /**
   * ARN of the role of the function that reminds, which may read the gate's pipeline and publish to its topics
   * through the gate's own role. Absent where the hub reminds nobody.
   */
  reminderRoleArn?: pulumi.Input<string>;
  /**
   * ARN of the function that has requests decided automatically. Absent where the hub has no automaticDecisions;
   * gates with automaticDecision are refused there.
   */
  automaticFunctionArn?: pulumi.Input<string>;
  /**
   * ARN of the role of the function that looks for what bypasses a gate, which may read the gate's pipeline
   * through the gate's own role. Absent where the hub does not look.
   */
  bypassRoleArn?: pulumi.Input<string>;
  /**
   * Path of the break-glass roles of gates, to which the function listens. Absent where the hub has no
   * bypassAlerts, as is reviewsTableArn.
   */
  breakGlassRolePath?: pulumi.Input<string>;
  /** ARN of the table in which reviewers say that they have reviewed a use of a break-glass role. */
  reviewsTableArn?: pulumi.Input<string>;
  /** ARN of the KMS key that encrypts that table. Absent where that is a key of AWS. */
  reviewsKmsKeyArn?: pulumi.Input<string>;
  /**
   * Version in which the hub counts votes of gates with a rule. Absent where it is of a version that counts none.
   */
  ruleVersion?: pulumi.Input<string>;
  /** Name of the table of gates, which says where requests are shown and who may decide them. */
  gatesTableName: pulumi.Input<string>;
  /** Name of the table of requests. Absent where the hub is of a version without connectors, as is eventBusName. */
  requestsTableName?: pulumi.Input<string>;
  /** ARN of the KMS key that encrypts both tables. Absent where that is a key of AWS. */
  tablesKmsKeyArn?: pulumi.Input<string>;
  /** Name of the event bus with what happens to requests. */
  eventBusName?: pulumi.Input<string>;
  /**
   * ARN of the function that decides, to which connectors say where to look. Absent where the hub has nothing that
   * decides: no Slack app, no automaticDecisions and no connectors.
   */
  deciderFunctionArn?: pulumi.Input<string>;
  /** Path of the own roles of gates in Slack: the functions may assume roles under it. */
  deciderRolePath?: pulumi.Input<string>;
  /**
   * Path of the own roles of gates that IAM alone decides: notifier and watcher may assume roles under
   * it, to read the pipeline. Absent where the hub is of version 0.1.0.
   */
  watcherRolePath?: pulumi.Input<string>;
  /** Address that Slack sends clicks to. */
  slackCallbackUrl?: pulumi.Input<string>;
  /** App manifest, JSON, to paste into Slack. */
  slackAppManifest?: pulumi.Input<string>;
}
