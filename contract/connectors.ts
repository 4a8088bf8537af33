/** Other systems that open tickets for requests, and decide them: what deployment time and run time agree on. */

/** Kinds of connectors; each is the name of the channel on which its tickets decide. */
export const connectorKinds = ["webhook", "servicenow", "jira", "pagerduty", "teams"] as const;

export type ConnectorKind = (typeof connectorKinds)[number];

/** Those whose tickets can decide a request. PagerDuty says who may decide in Slack; Teams shows requests. */
export const decidingKinds = ["webhook", "servicenow", "jira"] as const;

export type DecidingKind = (typeof decidingKinds)[number];

export const isDecidingKind = (kind: ConnectorKind): kind is DecidingKind =>
  (decidingKinds as readonly ConnectorKind[]).includes(kind);

/** By which name of its own an identity of a rule has somebody in the system. */
export const identityNames = {
  webhook: "webhookActorId",
  servicenow: "serviceNowUserName",
  jira: "jiraAccountId",
} as const satisfies Record<DecidingKind, string>;

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

/** JSON of each kind's `settings`: written when a connector is deployed, read when its function or the decider runs. */
export interface ServiceNowSettings {
  /** Origin, without a slash at its end: `https://example.service-now.com`. */
  readonly instanceUrl: string;
  readonly changeType: "normal" | "standard" | "emergency";
  /** sys_id of the template; there where, and only where, the type is `standard`. */
  readonly standardTemplateId?: string;
  /** Further fields of a new change, by their names in the table change_request. */
  readonly fields: Readonly<Record<string, string>>;
  readonly states: ServiceNowStates;
}

/** Values of the field `state`, as text: `-1` for Implement where nobody has changed them. */
export interface ServiceNowStates {
  /** The one state in which a change may be carried out. */
  readonly implement: string;
  /** The change was called off. */
  readonly canceled: string;
  /** The change is over. */
  readonly closed: string;
}

export interface JiraSettings {
  /** Origin, without a slash at its end: `https://example.atlassian.net`. */
  readonly siteUrl: string;
  /** An issue of Jira, or a request of Jira Service Management. */
  readonly mode: "issue" | "request";
  /** Both where the mode is `issue`. */
  readonly projectKey?: string;
  readonly issueTypeId?: string;
  /** Both where the mode is `request`. */
  readonly serviceDeskId?: string;
  readonly requestTypeId?: string;
  /** Further fields of a new issue or request, by their ids, as Jira's REST API takes them. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Ids of the statuses that approve and reject: of `issue`, neither empty; both empty for `request`. */
  readonly approvedStatusIds: readonly string[];
  readonly rejectedStatusIds: readonly string[];
  /** Id of the status into which a ticket is brought whose request ended elsewhere; absent for none. */
  readonly closedStatusId?: string;
}

export interface PagerDutySettings {
  /** Where the account lies: hosts of the Events API and the REST API follow from it. */
  readonly serviceRegion: "us" | "eu";
  readonly severity: "critical" | "error" | "warning" | "info";
}

/** Nothing: the address of the flow is a secret. */
export type TeamsSettings = Readonly<Record<string, never>>;

export interface WebhookSettings {
  /** Where events are sent to. */
  readonly url: string;
}
