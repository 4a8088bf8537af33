/** What is said of a use of a break-glass role that is to be reviewed, is not yet, and was. */
import {
  reviewedAttribute,
  reviewerAttribute,
  reviewerKey,
  reviewReasonAttribute,
} from "../../../contract/records";
import { type Mail, mailSubject } from "../mail";
import { utc } from "../moment";
import { duration } from "../notice";
import type { BypassEvent } from "./bypass-event";
import type { ReviewEvent } from "./review-event";
import type { Refusal } from "./reviews";
import { linesOf, value } from "./words";

/** What a reviewer types, who finds nothing else of the hub. */
export function howToReview({ id, region, gates }: BypassEvent, tableName: string): string[] {
  const text = (S: string): object => ({ S });
  const item = {
    [reviewerAttribute]: text(reviewerKey(gates[0], "user", "YOUR_NAME")),
    [reviewedAttribute]: text(id),
    [reviewReasonAttribute]: text("WHAT_YOU_FOUND"),
  };
  return [
    "One of the gate's breakGlass.reviewers, who is not who broke the glass, reviews it with the AWS CLI:",
    `aws dynamodb put-item --region ${region} --table-name ${tableName} --item '${JSON.stringify(item)}'`,
    "YOUR_NAME is that of an IAM user. With a role write session/YOUR_ID in place of user/YOUR_NAME: " +
      "`aws sts get-caller-identity --query UserId --output text` says it.",
  ];
}

/** Minutes. */
const since = (iso: string, now: Date): number =>
  Math.floor((now.getTime() - Date.parse(iso)) / 60_000);

/** More of those who may not say no more. */
export const mostRefusals = 10;

export function overdueMail(
  use: BypassEvent,
  due: string,
  refused: readonly Refusal[],
  tableName: string,
  now: Date,
): Mail {
  const said = refused
    .slice(0, mostRefusals)
    .map(({ reviewer, why }) => `- ${value(reviewer)} ${why}`);
  const lines = [
    `Nobody has reviewed a use of a break-glass role. It is overdue for ${duration(since(due, now))}.`,
    "",
    value(use.what),
    "",
    ...linesOf(use),
    "",
    ...(said.length === 0 ? [] : ["Reviews that do not count:", ...said, ""]),
    ...howToReview(use, tableName),
    "Until then this reminder is sent again every 24 hours.",
  ];
  return {
    subject: mailSubject(`Break-glass approval not reviewed: ${use.pipelineName}`),
    text: lines.join("\n"),
  };
}

export function reviewedMail(use: BypassEvent, { actor, reason, time }: ReviewEvent): Mail {
  const lines = [
    "A use of a break-glass role was reviewed.",
    "",
    `Reviewer:  ${value(actor.id)}`,
    `Found:     ${value(reason)}`,
    `Seen:      ${utc(time)}`,
    "",
    "What was reviewed:",
    value(use.what),
    "",
    ...linesOf(use),
  ];
  return {
    subject: mailSubject(`Break-glass approval reviewed: ${use.pipelineName}`),
    text: lines.join("\n"),
  };
}
