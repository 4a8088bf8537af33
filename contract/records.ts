/** What outlives a deployment: the keys of the two tables, the gate record, and their versions. */

import type { ConnectorRecord } from "./connectors";
import type { BusinessHours } from "./working-time";

/** Hash key of both tables, range key and expiry of the table of requests. */
export const actionAttribute = "action";
export const tokenAttribute = "token";
export const ttlAttribute = "ttl";

/**
 * Sparse index of the table of requests: an item stands in it as long as it has the attribute, which is as
 * long as there is something left to do. Absent in what 0.1.0 kept.
 */
export const unsettledIndex = { name: "unsettled", attribute: "unsettled", value: "yes" } as const;

/** What publisher writes of a request. */
export const publishedAttribute = "publishedThrough";

/** What the function `measures` writes of a request. */
export const stuckToldAttribute = "stuckToldAt";

/** What the function of the ledger writes of a request; absent where its hub had no ledger when it began. */
export const ledgerAttribute = "ledgerThrough";

/** Hash key of the table of what bypassed a gate, and where an item has it as JSON. */
export const bypassIdAttribute = "id";
export const bypassAttribute = "event";

/** Names an approval action: `PIPELINE/STAGE/ACTION`. Names cannot hold a slash: it is unambiguous. */
export type ActionKey = string;

export function actionKey(pipeline: string, stage: string, action: string): ActionKey {
  return `${pipeline}/${stage}/${action}`;
}

/** The names that a key was made of. */
export function namesOfAction(key: ActionKey): {
  readonly pipelineName: string;
  readonly stageName: string;
  readonly actionName: string;
} {
  const [pipelineName, stageName, actionName] = key.split("/");
  return { pipelineName, stageName, actionName };
}

/** Version of what is written now: gate records, requests, and the connection of a hub. */
export const schemaVersion = 1;

/**
 * Version of a gate record with a rule: an earlier hub, which would let one person decide where several
 * must agree, cannot read it.
 */
export const ruleSchemaVersion = 2;

/** What a hub says in its connection that counts votes as this version does; "1" counts none of tickets. */
export const ruleVersion = "2";

/**
 * True for what this version reads: its own records, and those of 0.1.0, which have no version. Hub
 * and gates are upgraded in different stacks, so that both may be newer than the other.
 */
export function isReadable(version: number | undefined): boolean {
  return version === undefined || version === schemaVersion;
}

/** What a gate says about one approval action: an item of the table of gates. */
export interface GateRecord {
  readonly schemaVersion?: number;
  readonly action: ActionKey;
  /** The functions believe what this topic says about the action, and no other. */
  readonly topicArn: string;
  /** Id of the Slack channel that requests are posted to; absent where IAM alone decides. */
  readonly channel?: string;
  /** Slack user ids that may decide: nobody where IAM alone decides. */
  readonly approverUserIds: readonly string[];
  /** Slack user group ids whose members may decide. */
  readonly approverUserGroupIds: readonly string[];
  /** Minutes after which a request expires. Absent for CodePipeline's own 7 days, and in older records. */
  readonly timeoutInMinutes?: number;
  /** Absent where nobody is reminded; a hub of an earlier version reads the record without it. */
  readonly sla?: SlaRecord;
  /** The gate's own role: it reads the pipeline and, for a gate in Slack, decides its actions. */
  readonly deciderRoleArn: string;
  /** Who decides through IAM. Absent in older records, and where the hub has no bypassAlerts. */
  readonly native?: NativeRecord;
  /** Absent where nobody may break the glass. */
  readonly breakGlass?: BreakGlassRecord;
  /** Absent where people alone decide; a hub of an earlier version reads the record without it. */
  readonly automaticDecision?: AutomaticDecisionRecord;
  /** Systems that open tickets for its requests. A hub of an earlier version reads the record without it. */
  readonly connectors?: readonly ConnectorRecord[];
  /** Absent where one person decides. A record that has it is of `ruleSchemaVersion`. */
  readonly rule?: RuleRecord;
}

/** Attributes of the record that only a gate in Slack has: all of them, or it is not read. */
export const slackAttributes = [
  "channel",
  "approverUserIds",
  "approverUserGroupIds",
] as const satisfies readonly (keyof GateRecord)[];

/** A part of the gate record. A hub of an earlier version reads the record without it. */
export interface SlaRecord {
  readonly respondWithinMinutes: number;
  /** Ascending, each shorter than the whole. */
  readonly remindAfterMinutes: readonly number[];
  /** Absent where every minute counts. */
  readonly businessHours?: BusinessHours;
  readonly escalation?: EscalationRecord;
}

/** Who hears that nobody has answered in time. Being told gives nobody a right to decide. */
interface EscalationRecord {
  readonly topicArns: readonly string[];
  /** Id of a Slack channel; absent for the thread of the request's own message. */
  readonly slackChannel?: string;
  readonly slackUserIds: readonly string[];
  readonly slackUserGroupIds: readonly string[];
}

/** Who may decide without Slack: in the console, with the CLI, through the API. */
export interface NativeRecord {
  /** True where the gate names nobody and is not in Slack: whoever IAM lets decides. */
  readonly anybody?: boolean;
  /** Names of users, roles and groups, and ARNs of permission sets. */
  readonly users: readonly string[];
  readonly roles: readonly string[];
  readonly groups: readonly string[];
  readonly permissionSets: readonly string[];
  /** A group whose members are the users, and nobody else. */
  readonly filledGroup?: string;
  /** ARNs of the policies that let them. */
  readonly policyArns: readonly string[];
  readonly requireMfa?: boolean;
}

/** Who decides in an emergency: a role of its own, each use of which somebody else reviews. */
export interface BreakGlassRecord {
  readonly roleArn: string;
  readonly reviewWithinMinutes: number;
  /** ARNs of the policies that let users take on the role, and reviewers review. */
  readonly policyArns: readonly string[];
  /** Names of groups and roles that review. */
  readonly reviewerGroups: readonly string[];
  readonly reviewerRoles: readonly string[];
}

/** What decides a request without people, and leaves to them what it does not decide: one of both. */
export interface AutomaticDecisionRecord {
  /** ARN of the function that is asked. */
  readonly functionArn?: string;
  /** Conditions that must all hold. */
  readonly when?: readonly VariableConditionRecord[];
}

/** What an output variable of an earlier action must be: one of the three. */
interface VariableConditionRecord {
  /** `NAMESPACE.NAME`. */
  readonly variable: string;
  readonly equals?: string;
  readonly oneOf?: readonly string[];
  /** A regular expression of JavaScript that matches the whole value. */
  readonly matches?: string;
}

/** How many must agree, out of whom, and who may not. */
export interface RuleRecord {
  /** Distinct people in all. */
  readonly approvals: number;
  readonly groups: readonly RuleGroupRecord[];
  /** So many end the request as rejected. */
  readonly rejections: number;
  readonly excludeStarter: boolean;
  readonly excludeAuthor: boolean;
  /** `NAMESPACE.NAME` of the variable with the author's e-mail address; absent for the source's own. */
  readonly authorVariable?: string;
  readonly unknownAuthor: UnknownPerson;
  readonly unknownStarter: UnknownPerson;
  readonly identities: readonly IdentityRecord[];
}

/** Whether somebody may approve where it is not known whose release it is. */
type UnknownPerson = "refuse" | "allow";

export interface RuleGroupRecord {
  readonly name: string;
  readonly slackUserIds: readonly string[];
  readonly slackUserGroupIds: readonly string[];
  readonly approvals: number;
}

/** One person, or one machine, by all their names. */
export interface IdentityRecord {
  /** Absent for what is nobody in Slack. */
  readonly slackUserId?: string;
  readonly emails: readonly string[];
  /** ARNs of IAM users, of roles, and of sessions of roles. */
  readonly principals: readonly string[];
  /** In other systems, whose tickets may vote. */
  readonly serviceNowUserName?: string;
  readonly jiraAccountId?: string;
  readonly webhookActorId?: string;
}

/** Session tag with which whoever takes on the break-glass role says why: the role's trust policy demands it. */
export const reasonTag = "Reason";

/**
 * The table of reviews, which reviewers write themselves: the policy of a gate's reviewers lets each write below
 * a hash key that names the gate and themselves, so that the key proves who has written an item.
 */
export const reviewerAttribute = "reviewer";
/** Range key: the id of the bypass that was reviewed. */
export const reviewedAttribute = "bypass";
export const reviewReasonAttribute = "reason";
/** Global secondary index with hash key and range key the other way round. */
export const reviewsOfBypassIndex = "reviews-of-bypass";

/** IAM has a name for users, and an id `ROLE_ID:SESSION_NAME` for sessions of roles. */
export type ReviewerKind = "user" | "session";

/** Hash key of a review; `who` may be a variable of IAM. */
export function reviewerKey(action: ActionKey, kind: ReviewerKind, who: string): string {
  return `${action}#${kind}/${who}`;
}
