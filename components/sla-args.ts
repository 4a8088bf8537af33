/** Arguments that say within how long a request should be answered, and what happens where it is not. */
import type * as pulumi from "@pulumi/pulumi";

/** When a calendar is open, by the day of the week: HH:MM-HH:MM, like 09:00-17:30. A day that is left out is closed. */
export interface WeeklyHours {
  /** Hours of Monday, like 09:00-17:30, in the local time of timeZone. Defaults to closed. */
  monday?: pulumi.Input<string>;
  /** Hours of Tuesday. Defaults to closed. */
  tuesday?: pulumi.Input<string>;
  /** Hours of Wednesday. Defaults to closed. */
  wednesday?: pulumi.Input<string>;
  /** Hours of Thursday. Defaults to closed. */
  thursday?: pulumi.Input<string>;
  /** Hours of Friday. Defaults to closed. */
  friday?: pulumi.Input<string>;
  /** Hours of Saturday. Defaults to closed. */
  saturday?: pulumi.Input<string>;
  /** Hours of Sunday. Defaults to closed. */
  sunday?: pulumi.Input<string>;
}

/** The hours in which the minutes of an SLA count. */
export interface BusinessHours {
  /** Time zone of hours and holidays: a name of the IANA database, like Europe/Berlin, or UTC. */
  timeZone: pulumi.Input<string>;
  /** Hours by the day of the week; at least one day is open. 24:00 is the end of a day. */
  hours: WeeklyHours;
  /** Local dates that are closed all day, like 2026-12-25, at most 400, each once. Defaults to none. */
  holidays?: pulumi.Input<pulumi.Input<string>[]>;
}

/**
 * Who is told when nobody has answered in time. Being told gives nobody a right to decide: those who may
 * decide stand in approvers and slack. At least one of the arguments is given.
 */
export interface Escalation {
  /** E-mail addresses, each once, on a new topic of their own: every owner confirms by a link. */
  emails?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * ARN of an existing standard topic in the pipeline's Region. Nothing is created for it; a topic of
   * another account needs a policy that lets the gate's role publish, and one that is encrypted with a
   * customer managed key needs that key's policy to. Defaults to none.
   */
  topicArn?: pulumi.Input<string>;
  /**
   * Id of the Slack channel that it is posted to, like C0123ABCDEF; the app must be a member of it. Refused
   * without slack. Defaults to the thread of the request's own message.
   */
  slackChannel?: pulumi.Input<string>;
  /** Slack user ids that are mentioned, like U0123ABCDEF, at most 100. Refused without slack. */
  slackUserIds?: pulumi.Input<pulumi.Input<string>[]>;
  /** Ids of Slack user groups that are mentioned, like S0123ABCDEF, at most 10. Refused without slack. */
  slackUserGroupIds?: pulumi.Input<pulumi.Input<string>[]>;
}

/** Within how long a request should be answered. It needs a hub with reminders; it decides nothing. */
export interface Sla {
  /**
   * Minutes within which somebody should approve or reject, 5 to 80000, of businessHours where they are
   * given. Shorter than timeoutInMinutes, and than CodePipeline's 7 days where that is left out.
   */
  respondWithinMinutes: pulumi.Input<number>;
  /**
   * Minutes after which those who may decide are reminded, ascending, each shorter than
   * respondWithinMinutes, at most 10; an empty list for no reminder. Defaults to half of
   * respondWithinMinutes.
   */
  remindAfterMinutes?: pulumi.Input<pulumi.Input<number>[]>;
  /** Hours in which the minutes count. Defaults to every minute. */
  businessHours?: BusinessHours;
  /** Who else is told when nobody has answered in time. Defaults to those alone who hear of the request. */
  escalation?: Escalation;
}
