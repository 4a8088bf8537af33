/** Arguments of PagerDutyConnector. */
import type * as pulumi from "@pulumi/pulumi";
import type { ConnectorOptions } from "./connector-args";

/** Where an account of PagerDuty lies. */
export const PagerDutyServiceRegion = {
  /** Addresses under pagerduty.com. */
  Us: "us",
  /** Addresses under eu.pagerduty.com. */
  Eu: "eu",
} as const;

/** Where an account of PagerDuty lies. */
export type PagerDutyServiceRegion =
  (typeof PagerDutyServiceRegion)[keyof typeof PagerDutyServiceRegion];

/** How severe a page is. */
export const PagerDutySeverity = {
  /** High urgency, where the service makes it depend on the severity. */
  Critical: "critical",
  /** High urgency, where the service makes it depend on the severity. */
  Error: "error",
  /** Low urgency, where the service makes it depend on the severity. */
  Warning: "warning",
  /** Low urgency, where the service makes it depend on the severity. */
  Info: "info",
} as const;

/** How severe a page is. */
export type PagerDutySeverity = (typeof PagerDutySeverity)[keyof typeof PagerDutySeverity];

/** Arguments of PagerDutyConnector. */
export interface PagerDutyConnectorArgs extends ConnectorOptions {
  /**
   * ARN of the Secrets Manager secret or SSM SecureString parameter in the hub's Region that holds, as JSON,
   * routingKey of an integration of the Events API v2. For the schedules of gates readerCredentialsSecretArn
   * holds apiToken, which may read. Of another account only with credentialsKmsKeyArn.
   */
  credentialsSecretArn: pulumi.Input<string>;
  /** Service region of the account: us or eu. Defaults to us. */
  serviceRegion?: pulumi.Input<PagerDutyServiceRegion>;
  /** Severity of each page. Defaults to critical. */
  severity?: pulumi.Input<PagerDutySeverity>;
}
