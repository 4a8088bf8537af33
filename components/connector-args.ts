/** Arguments and outputs of connectors: components that open tickets for requests in other systems. */
import type * as pulumi from "@pulumi/pulumi";
import type { HubConnection } from "./slack-args";

/** What every connector has. */
export interface ConnectorOptions {
  /**
   * The connection output of the ApprovalHub whose gates may name this connector, of this stack or, through a
   * StackReference, of another: in the same account and Region. The hub must be of this version.
   */
  hub: pulumi.Input<HubConnection>;
  /**
   * ARN of the Secrets Manager secret or SSM SecureString parameter, JSON, with what the connector's function
   * calls the system with. In the hub's Region; of another account only with credentialsKmsKeyArn.
   */
  credentialsSecretArn: pulumi.Input<string>;
  /**
   * ARN of another secret or parameter of the same form, with which tickets are read before they are believed:
   * only what reads them for a gate that names this connector may use it. Give it a user of its own that may
   * read alone. In the hub's Region. Defaults to credentialsSecretArn.
   */
  readerCredentialsSecretArn?: pulumi.Input<string>;
  /**
   * ARN of the customer managed KMS key that encrypts the credentials, in both secrets where there are two.
   * Defaults to the AWS managed key, which needs no permission.
   */
  credentialsKmsKeyArn?: pulumi.Input<string>;
  /**
   * ARN of a topic of the hub's Region that hears of what the connector could not carry out. CloudWatch can
   * publish to it only if it is not encrypted with "alias/aws/sns". Defaults to alarms without a receiver.
   */
  alarmTopicArn?: pulumi.Input<string>;
  /**
   * ARN of a KMS key for the connector's table, queue, log and environment, with the key policy that kmsKeyArn
   * of ApprovalHub describes. Defaults to keys of AWS.
   */
  kmsKeyArn?: pulumi.Input<string>;
  /** Days that the log is kept, one of those that CloudWatch Logs accepts. Defaults to 365. */
  logRetentionInDays?: pulumi.Input<number>;
  /**
   * ARN of the managed policy that is the permissions boundary of every role that the connector makes. Defaults
   * to none.
   */
  permissionsBoundary?: pulumi.Input<string>;
  /** AWS Region of the hub, like eu-west-1. Defaults to the provider's. */
  region?: pulumi.Input<string>;
  /**
   * Tags for every resource that takes tags, at most 50, with the limits that tags of ApprovalHub has. Defaults
   * to none.
   */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** What a gate needs to know of a connector: the connection output of a connector, of any stack. */
export interface ConnectorConnection {
  /** Version of this record. */
  schemaVersion: pulumi.Input<number>;
  /** webhook, servicenow, jira, pagerduty or teams. */
  kind: pulumi.Input<string>;
  /** Name of the connector; the connectors of a hub differ in it. */
  name: pulumi.Input<string>;
  /** How the system is spoken to, JSON. No secret is in it. */
  settings: pulumi.Input<string>;
  /** ARN of the secret or parameter with which tickets are read before they are believed. */
  credentialsSecretArn: pulumi.Input<string>;
  /** ARN of the KMS key that encrypts it. Absent where that is a key of AWS. */
  credentialsKmsKeyArn?: pulumi.Input<string>;
  /** Name of the hub's table of gates: a gate that names the connector has the same hub. */
  gatesTableName: pulumi.Input<string>;
}
