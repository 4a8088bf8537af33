/** The readable text of an SNS e-mail. */
import { readArn } from "../../../iam/arns";
import { dnsSuffix } from "../../../contract/partitions";
import type { Notification, Subscription } from "./types";
import { type ApprovalMessage, parseApprovalMessage } from "../codepipeline";

/** The plain-text body: an approval told in words, anything else as published; then SNS's footer. */
export function emailText(notification: Notification, subscription: Subscription): string {
  const approval = parseApprovalMessage(notification.message);
  const body = approval ? approvalText(approval) : notification.message;
  return `${body}\n\n${footer(subscription)}\n`;
}

/**
 * The names of the lines are those of CodePipeline's own e-mail (CodePipeline User Guide, "Approve
 * or reject an approval action in CodePipeline", the sample notification). It has no more: no commit,
 * no execution, nobody's name. The sentence above them is the rehearsal's.
 */
function approvalText({ region, approval }: ApprovalMessage): string {
  const { externalEntityLink, customData } = approval;
  return [
    "A pipeline waits for your decision.",
    "",
    `Pipeline name: ${approval.pipelineName}`,
    `Stage name: ${approval.stageName}`,
    `Action name: ${approval.actionName}`,
    `Region: ${region}`,
    "",
    `Approve or reject: ${approval.approvalReviewLink}`,
    ...(customData ? [`Additional information: ${customData}`] : []),
    ...(externalEntityLink ? [`Content to review: ${externalEntityLink}`] : []),
    `Deadline: ${approval.expires}`,
  ].join("\n");
}

function footer(subscription: Subscription): string {
  return [
    "--",
    "To stop these notifications, unsubscribe:",
    unsubscribeUrl(subscription),
    "Do not reply to this address: nobody reads it.",
  ].join("\n");
}

/** The link that SNS puts under e-mails and into envelopes. */
export function unsubscribeUrl(subscription: Subscription): string {
  const { partition = "", region } = readArn(subscription.topicArn);
  return (
    `https://sns.${region}.${dnsSuffix(partition ?? "aws")}/?Action=Unsubscribe` +
    `&SubscriptionArn=${encodeURIComponent(subscription.arn)}`
  );
}
