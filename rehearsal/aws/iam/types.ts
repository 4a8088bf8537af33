/** Who may do what on the local account. Names and shapes are IAM's. */
import type { Values } from "../../../iam/context";

/** A caller whose signature was verified. */
export interface Principal {
  /** For example `arn:aws:iam::111122223333:user/qa-engineer`, or an assumed-role ARN. */
  readonly arn: string;
  readonly accountId: string;
  /** As GetCallerIdentity answers it. */
  readonly userId: string;
  /** Condition keys known of the caller, for example `aws:username`, `aws:MultiFactorAuthPresent`. */
  readonly context: Readonly<Record<string, string>>;
  /** Tags of a session that every session has that comes out of it. */
  readonly transitiveTags?: Readonly<Record<string, string>>;
}

/** A pair of keys as a person would have it in `~/.aws/credentials`. */
export interface AccessKey {
  /** Profile name: the user's name, or the name and `-mfa` for a session that passed MFA. */
  readonly profile: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly principal: Principal;
  /** When temporary keys end, by the rehearsal's clock; absent for keys that last the run. */
  readonly expires?: Date;
}

/** A session of a role, as AssumeRole names it. */
export interface AssumedRole {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly sourceIdentity?: string;
  readonly externalId?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Those of the tags that pass on to sessions that come out of this one. */
  readonly transitiveTagKeys?: readonly string[];
  /** Whether the caller has passed multi-factor authentication with the request. */
  readonly mfa?: boolean;
  /** When it began, by the rehearsal's clock, where that is to be known. */
  readonly issued?: Date;
  /** By the rehearsal's clock. Defaults to the end of the run. */
  readonly expires?: Date;
}

export interface Decision {
  readonly allowed: boolean;
  /** One sentence for people: which statement of which policy allowed or denied, or that none did. */
  readonly reason: string;
  /** Set when a Deny decided, as opposed to the lack of an Allow. */
  readonly explicitDeny?: boolean;
  /** Set where something may allow it, were more known of the request. */
  readonly possible?: true;
}

/** The users, groups, roles and policies that the program created. */
export interface IamDirectory {
  /** The identities of an account: this one's, or those that are known of another. */
  inAccount(accountId: string): IamDirectory;
  hasRole(roleArn: string): boolean;
  /** A session of a role, of whatever account; undefined where the role is not known. */
  rolePrincipal(roleArn: string): Principal | undefined;
  putPolicy(policyArn: string, document: string): void;
  putUser(name: string): void;
  putGroup(name: string): void;
  /**
   * Roles are named without path; `trust` is the assume-role policy document, `longestSession` is
   * in seconds and by default an hour.
   */
  putRole(name: string, arn: string, trust: string, longestSession?: number): void;
  /** How long sessions of a role may last at most, in seconds. */
  longestSession(roleArn: string): number;
  deletePolicy(policyArn: string): void;
  /** Ends an identity with its keys; nobody else's policies change. */
  deleteIdentity(kind: "user" | "group" | "role", name: string): void;
  /** Who is a member, and what is attached, stays; keys are issued anew. */
  rename(one: { kind: "user" | "group"; name: string }, to: string): void;
  removeUserFromGroup(user: string, group: string): void;
  detach(from: { kind: "user" | "group" | "role"; name: string }, policyArn: string): void;
  deleteInline(from: { kind: "user" | "group" | "role"; name: string }, policyName: string): void;
  /**
   * Groups, roles, users who have rights, and managed policies, as `group/NAME` and ARNs. A user
   * without rights may be a person of the account whom no program made.
   */
  made(): string[];
  addUserToGroup(user: string, group: string): void;
  attach(to: { kind: "user" | "group" | "role"; name: string }, policyArn: string): void;
  putInline(
    to: { kind: "user" | "group" | "role"; name: string },
    policyName: string,
    document: string,
  ): void;
  /** Every person: created users and users named in a group membership, each with and without MFA. */
  accessKeys(): AccessKey[];
  accessKey(accessKeyId: string): AccessKey | undefined;
  /** Keys of a role's session, without asking who may assume it. Throws where there is no role. */
  assume(assumed: AssumedRole): AccessKey;
  /** Asks the role's trust policy and the caller's own policies for sts:AssumeRole. */
  decideAssume(caller: Principal, assumed: AssumedRole, context?: Values): Decision;
  /** Asks the role's trust policy whether a service, for example `lambda.amazonaws.com`, may assume it. */
  decideServiceAssume(roleArn: string, service: string, context?: Values): Decision;
  /** The program's policies, managed and inline, whether or not somebody has them. */
  documents(): string[];
  groupsOf(user: string): string[];
  membersOf(group: string): string[];
  /** Asks the policies of a principal. Deny wins; what nothing allows is denied. */
  decide(principal: Principal, action: string, resource: string, context?: Values): Decision;
  /**
   * The same for a role that the account itself acts under, for example the pipeline's, or for a
   * user known by ARN alone.
   */
  decideRole(roleArn: string, action: string, resource: string, context?: Values): Decision;
}
