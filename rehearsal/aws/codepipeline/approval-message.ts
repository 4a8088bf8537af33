/** The notification that CodePipeline publishes when an approval action starts to wait. */
import { readArn } from "../../../iam/arns";
import type { ApprovalRequest } from "./types";
import type { Notification } from "../sns";

/** SNS refuses a longer subject (API reference of Publish). */
export const longestSubject = 100;

/** The message's JSON, as the CodePipeline User Guide documents it. */
export interface ApprovalMessage {
  readonly region: string;
  readonly consoleLink: string;
  readonly approval: {
    readonly pipelineName: string;
    readonly stageName: string;
    readonly actionName: string;
    readonly token: string;
    readonly expires: string;
    readonly externalEntityLink?: string | null;
    readonly approvalReviewLink: string;
    readonly customData?: string;
  };
}

/** The SNS message of an approval request. Keys come in AWS's order; what is not set stays absent. */
export function approvalNotification(request: ApprovalRequest, region: string): Notification {
  if (request.notificationArn === undefined) {
    throw new Error(
      `Action ${request.actionName} of pipeline ${request.pipelineName} has no NotificationArn, ` +
        "so there is no topic to publish to.",
    );
  }
  const { pipelineName, stageName, actionName, token } = request;
  const { partition = "" } = readArn(request.notificationArn);
  const consoleLink = `${pipelineConsole(partition, region)}/${pipelineName}`;
  const message: ApprovalMessage = {
    region,
    consoleLink,
    approval: {
      pipelineName,
      stageName,
      actionName,
      token,
      expires: toTheMinute(request.expires),
      ...(request.externalEntityLink !== undefined && {
        externalEntityLink: request.externalEntityLink,
      }),
      approvalReviewLink: `${consoleLink}/${stageName}/${actionName}/approve/${token}`,
      ...(request.customData !== undefined && { customData: request.customData }),
    },
  };
  const subject = `APPROVAL NEEDED: AWS CodePipeline ${pipelineName} for action ${actionName}`;
  return {
    topicArn: request.notificationArn,
    subject: subject.slice(0, longestSubject),
    message: JSON.stringify(message),
  };
}

/** Reads a message back; undefined when it is not an approval's. */
export function parseApprovalMessage(message: string): ApprovalMessage | undefined {
  try {
    const value = JSON.parse(message);
    return typeof value?.approval?.token === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

function pipelineConsole(partition: string, region: string): string {
  return `https://${consoleHost(partition)}/codepipeline/home?region=${region}#/view`;
}

function consoleHost(partition: string): string {
  if (partition === "aws-cn") return "console.amazonaws.cn";
  if (partition === "aws-us-gov") return "console.amazonaws-us-gov.com";
  return "console.aws.amazon.com";
}

function toTheMinute(when: Date): string {
  return `${when.toISOString().slice(0, 16)}Z`;
}
