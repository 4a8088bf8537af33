/** What the gate record says of an SLA. */
import * as pulumi from "@pulumi/pulumi";
import type { SlaRecord } from "../../contract/records";
import type { CreatedApproval } from "../approval/approval";

/** Undefined where there is none. */
export function slaRecord({
  sla,
  escalation: topics,
}: Pick<CreatedApproval, "sla" | "escalation">): pulumi.Output<SlaRecord> | undefined {
  if (sla === undefined) return undefined;
  const { slackChannel, slackUserIds, slackUserGroupIds } = sla.escalation ?? {};
  const all = pulumi.output({
    times: sla.times,
    topicArns: topics.map(({ arn }) => arn),
    slackChannel,
    slackUserIds,
    slackUserGroupIds,
  });
  return all.apply(({ times, topicArns, ...slack }): SlaRecord => {
    if (sla.escalation === undefined) return times as SlaRecord;
    const escalation = {
      topicArns,
      ...(slack.slackChannel && { slackChannel: slack.slackChannel }),
      slackUserIds: slack.slackUserIds ?? [],
      slackUserGroupIds: slack.slackUserGroupIds ?? [],
    };
    return { ...(times as SlaRecord), escalation };
  });
}
