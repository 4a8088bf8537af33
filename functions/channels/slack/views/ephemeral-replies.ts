/** What one person is told in private. Slack's own markup in it is ours alone. */
import type { KnownBlock } from "@slack/types";
import { outcomeSentence } from "../../../domain/outcome";
import { displayName } from "../../../domain/summary";
import { isOpen } from "../../../domain/transitions";
import type { ApprovalRequest, Attempt } from "../../../domain/types";
import type { SlackApprovers } from "../gate";
import { cutLine, plainLine, verbatimLine } from "./escape";
import { approverMentions, deciderMentions } from "./mentions";
import type { Origin } from "../origin";
import { literal } from "./parts";

/** With words of others in it: they see it as plain_text, and the text is for who cannot see blocks. */
export interface QuotingAnswer {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** Our own words alone, or what quotes others. */
export type PrivateAnswer = string | QuotingAnswer;

/** The same sentence in both forms. */
export function quoting(quoted: string, sentence: (quoted: string) => string): QuotingAnswer {
  return {
    text: sentence(verbatimLine(quoted, 1000)),
    blocks: [literal(sentence(plainLine(quoted, 1000)))],
  };
}

/** To somebody without the right, who learns who has it. */
export function notAllowed(
  approvers: SlackApprovers,
  schedules: readonly string[] = [],
  { groups = [], isOnCallUnread = false }: Unread = {},
): string {
  const unread = approverMentions({ approverUserIds: [], approverUserGroupIds: [...groups] });
  const doubt =
    unread === ""
      ? ""
      : ` The members of ${unread} could not be read, so nobody is let through as one of them: try ` +
        "again in a minute, or decide in the AWS console.";
  const noAnswer = isOnCallUnread ? ` ${onCallUnread}` : "";
  const these = deciderMentions(approvers, schedules);
  return `You may not decide this. These may: ${these}.${noAnswer}${doubt}`;
}

/** What could not be read: the reason why somebody may have been turned away. */
interface Unread {
  readonly groups?: readonly string[];
  readonly isOnCallUnread?: boolean;
}

const onCallUnread =
  "Whether you are on call could not be asked, so nobody is let through for being on call: somebody of the " +
  "others decides, or you send your decision again later.";

/** To somebody whom the gate's lists do not name, when the dialog opens. */
export function onCallIsAsked(schedules: readonly string[]): string {
  return (
    "The gate's lists do not name you. When you send your decision, PagerDuty is asked whether you are on call " +
    `(${cutLine(schedules.join(", "), 300)}) under the e-mail address of your Slack account; if not, it decides ` +
    "nothing, and you are told so."
  );
}

export function alreadyEnded(
  request: Pick<ApprovalRequest, "status" | "outcome" | "attempt">,
): PrivateAnswer {
  if (isOpen(request)) return notRecordedYet();
  return quoting(
    outcomeSentence(request),
    (how) => `Nothing was changed, for this request has ended. ${how}.`,
  );
}

export function busy(attempt: Pick<Attempt, "person" | "result">): QuotingAnswer {
  const verb = attempt.result === "Approved" ? "approving" : "rejecting";
  return quoting(
    displayName(attempt.person),
    (who) => `${who} is ${verb} this at the moment. Look again in a minute.`,
  );
}

/** The decision was accepted; whether a call that failed was taken is not known. */
export function notRecordedYet(): string {
  return (
    "Your decision was accepted, but it is not certain yet that CodePipeline has taken it. It is " +
    "tried again; the message in the channel changes when it is done."
  );
}

/** As above, where another try would fail as well. */
export function notRecorded(): string {
  return (
    "Your decision was accepted, but it cannot be carried out, and to try again would not help. Whoever " +
    "operates the hub finds it in the decider's dead letter queue. Look at the pipeline in the AWS console, " +
    "and decide there if it still waits."
  );
}

/** The button is older than the table's memory, or was made up. */
export function unknownRequest(): string {
  return "This request is not known any more. Decide in the AWS console, where it waits if it is open.";
}

/** The click comes from another workspace, app or channel than the message. */
export function elsewhere(): string {
  return (
    "This click does not come from where the request was posted, so it decides nothing. Decide in " +
    "the AWS console."
  );
}

/** In a shared channel, or in an organisation of several workspaces. */
export function notAtHome({ homeId }: Pick<Origin, "homeId">): string {
  if (homeId === undefined) {
    return (
      "Slack does not say in which workspace your account is at home, so you may not decide here. " +
      "Decide in the AWS console."
    );
  }
  return (
    "Your account is at home in another workspace than this app, and Slack does not prove that the " +
    "two belong together, so you may not decide here. Decide in the AWS console."
  );
}

/** There is no gate behind the button: the settings were removed, or never were. */
export function unknownGate(): string {
  return "Nobody may decide this in Slack: the gate has no settings any more. Use the AWS console.";
}

export function failedToOpen(): string {
  return "The dialog could not be opened. Nothing was decided: press the button again.";
}
