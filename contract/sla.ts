/** What a gate says about its SLA: within how long to answer, when to remind, whom to escalate to. */
import type { BusinessHours } from "./working-time";

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
