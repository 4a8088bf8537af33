/** Other systems that open tickets for requests, and decide them: what deployment time and run time agree on. */

/** Kinds of connectors; each is the name of the channel on which its tickets decide. */
export const connectorKinds = ["webhook", "servicenow", "jira", "pagerduty", "teams"] as const;

export type ConnectorKind = (typeof connectorKinds)[number];

/** Those whose tickets can decide a request. PagerDuty says who may decide in Slack; Teams shows requests. */
export const decidingKinds = ["webhook", "servicenow", "jira"] as const;

export type DecidingKind = (typeof decidingKinds)[number];

/** As sentences name them. */
export const systemNames: Readonly<Record<ConnectorKind, string>> = {
  webhook: "another system",
  servicenow: "ServiceNow",
  jira: "Jira",
  pagerduty: "PagerDuty",
  teams: "Microsoft Teams",
};

/** What a gate says of a connector that it names: a part of its record. */
export interface ConnectorRecord {
  readonly kind: ConnectorKind;
  /** Name of the connector. */
  readonly name: string;
  /** JSON of the kind's own settings, the same that the connector's function has. */
  readonly settings: string;
  /** ARN of the secret or parameter with what the decider reads the system with. */
  readonly credentialsArn: string;
  /** Who may decide, as the system names them. Empty where its tickets decide nothing. */
  readonly approverIds: readonly string[];
  /** PagerDuty: ids of schedules; whoever is on call may decide in Slack. */
  readonly scheduleIds: readonly string[];
}

/** The table of a connector: its tickets, by action and token. */
export const pendingIndex = { name: "pending", attribute: "pending", value: "1" } as const;
