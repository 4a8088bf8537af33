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

function approvalText({ region, consoleLink, approval }: ApprovalMessage): string {
  const lines = [
    "Hello,",
    "",
    "A pipeline waits for your decision.",
    "",
    "-- Pipeline --",
    `Pipeline:  ${approval.pipelineName}`,
    `Stage:     ${approval.stageName}`,
    `Action:    ${approval.actionName}`,
    `Region:    ${region}`,
    `Console:   ${consoleLink}`,
    "",
    "-- Decide --",
    `Approve or reject by ${approval.expires}:`,
    approval.approvalReviewLink,
  ];
  if (approval.externalEntityLink) {
    lines.push("", "-- What to look at --", approval.externalEntityLink);
  }
  if (approval.customData) lines.push("", "-- Comments --", approval.customData);
  lines.push("", "Without a decision by then, the action fails and the pipeline stops.");
  return lines.join("\n");
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
