/** The right to remind: to publish to the topics of the approvals that have an SLA, and to no other. */
import * as pulumi from "@pulumi/pulumi";
import type { JoinedApproval } from "../slack/slack-record";
import { pipelinePolicy, type Statement } from "../approval/model/policies";
import { arnOfMade } from "../scope/model/place";

export function noticeRights(timed: readonly JoinedApproval[]): pulumi.Output<Statement[]> {
  const topics = timed.flatMap(({ approval }) => [
    { arn: approval.topicArn, kmsMasterKeyId: approval.kmsMasterKeyId },
    ...approval.escalation,
  ]);
  return pulumi.output(topics).apply((known) => {
    if (known.length === 0) return [];
    const parsed = known.map(({ arn, kmsMasterKeyId: kmsKey }) => ({
      arn: arnOfMade("topic", arn),
      kmsKey,
    }));
    return pipelinePolicy(parsed).Statement.map((statement) =>
      statement.Sid === "PublishApprovalRequests"
        ? { ...statement, Sid: "PublishNotices" }
        : statement,
    );
  });
}
