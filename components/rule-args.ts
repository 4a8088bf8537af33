/** Arguments that say how many must agree before a request is approved, out of whom, and who may not. */
import type * as pulumi from "@pulumi/pulumi";

/** Whether people may approve where it is not known whose release it is. */
export const UnknownPerson = {
  /** Nobody's approval counts: the request waits, and can be rejected. */
  Refuse: "refuse",
  /** Approvals count, as if whoever is not known were nobody of those who approve. */
  Allow: "allow",
} as const;

/** Whether people may approve where it is not known whose release it is. */
export type UnknownPerson = (typeof UnknownPerson)[keyof typeof UnknownPerson];

/** People of whom some must agree, such as those of security. At least one of the lists names somebody. */
export interface RuleGroup {
  /**
   * Name of the group, as messages and the ledger show it: 1 to 40 letters, digits, spaces and . _ - Each name
   * once in a rule, whatever its case.
   */
  name: pulumi.Input<string>;
  /**
   * Slack user ids of its members, like U0123ABCDEF, each once. They may decide without being named in
   * slack.approverUserIds; both lists together have at most 100 ids. Defaults to none.
   */
  slackUserIds?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Ids of Slack user groups whose members are its members, like S0123ABCDEF, each once; together with
   * slack.approverUserGroupIds at most 10 ids. Defaults to none.
   */
  slackUserGroupIds?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * How many of its members must approve, 1 to 20. A person who is a member of several groups counts in one
   * of them. Defaults to 1.
   */
  approvals?: pulumi.Input<number>;
}

/**
 * One person, or one machine, by the names under which a release or the move of a ticket may be known to be theirs: at
 * least one name beside slackUserId is given.
 */
export interface Identity {
  /**
   * Slack user id, like U0123ABCDEF. Left out for what is nobody in Slack: a machine that starts pipelines or
   * writes commits and approves nothing. Needed beside a name in another system.
   */
  slackUserId?: pulumi.Input<string>;
  /** E-mail addresses, at most 10, whatever their case: those of commits, or of sessions. Defaults to none. */
  emails?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * ARNs with which the pipeline is started, at most 10: of an IAM user, of a session of a role
   * (arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION), or of a role, which stands for each of its sessions.
   * Defaults to none.
   */
  principals?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * User name in ServiceNow, as approverIds of the gate's connector has it, 1 to 100 characters: what they decide by
   * a ticket is their vote, the same as one in Slack. Defaults to nobody there.
   */
  serviceNowUserName?: pulumi.Input<string>;
  /** Account id in Jira, in the same way. Defaults to nobody there. */
  jiraAccountId?: pulumi.Input<string>;
  /** Id of the actor that a webhook's system names, in the same way. Defaults to nobody there. */
  webhookActorId?: pulumi.Input<string>;
}

/**
 * How many people must agree, out of whom, and who may not. It rules what is decided through the hub: what
 * IAM lets people do in the console it cannot forbid.
 */
export interface Rule {
  /**
   * How many distinct people must approve in all, 1 to 20, and no fewer than the groups want together: of
   * those in slack and in groups. Defaults to what the groups want together, and to 1 without groups.
   */
  approvals?: pulumi.Input<number>;
  /** Groups of which some must agree, at most 10. Defaults to none: anybody of slack counts. */
  groups?: pulumi.Input<pulumi.Input<RuleGroup>[]>;
  /** So many rejections, of distinct people, end the request as rejected, 1 to 20. Defaults to 1. */
  rejections?: pulumi.Input<number>;
  /**
   * Whether the approval of the person who started the pipeline's execution, or rolled it back, is refused.
   * They may reject. Defaults to true.
   */
  excludeStarter?: pulumi.Input<boolean>;
  /**
   * Whether the approval of the author of what is released is refused. They may reject. The author is whom
   * authorVariable names, or else AuthorEmail of each source action: that of the head commit, as the commit
   * says it. Defaults to true.
   */
  excludeAuthor?: pulumi.Input<boolean>;
  /**
   * Variable with the e-mail addresses of the authors, as NAMESPACE.NAME, of an action before the gate: a
   * build can export one, with spaces, commas or semicolons between several addresses. Defaults to
   * AuthorEmail of the source actions, which sources of CodeConnections have.
   */
  authorVariable?: pulumi.Input<string>;
  /**
   * What happens where excludeAuthor is on and no author is known: refuse takes no approval, allow takes
   * them. Defaults to refuse.
   */
  unknownAuthor?: pulumi.Input<UnknownPerson>;
  /**
   * What happens where excludeStarter is on and whoever started the execution is nobody that identities or
   * Slack knows: refuse takes no approval, allow takes them. What a change of the source or a schedule
   * started was started by no person. Defaults to refuse.
   */
  unknownStarter?: pulumi.Input<UnknownPerson>;
  /**
   * Whose names are one person's, at most 200 entries. No Slack user, address, ARN or name in another system stands
   * in two of them. Whoever is not listed is known by the e-mail address of their profile in Slack, and votes by no
   * ticket. Defaults to none.
   */
  identities?: pulumi.Input<pulumi.Input<Identity>[]>;
  /**
   * True says that those in approvers and breakGlass stand above the rule: they decide alone, through IAM,
   * and beside a rule they are refused otherwise. It is known when the program runs. Defaults to false.
   */
  aboveRule?: boolean;
}
