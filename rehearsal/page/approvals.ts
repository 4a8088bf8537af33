/** What waits for a decision, and whose it is. */
import type { Rehearsal } from "../session";
import { answerText } from "../screen/automatic";
import type { PendingApproval } from "../screen/card";
import { approvalCommand } from "../screen/command";
import { webLink } from "./links";
import { rightViews, slackKey } from "./people";
import type { ApprovalCard, RightView } from "./types";

type Place = Pick<Rehearsal, "credentialsFile" | "url"> & { readonly region: string };

/** One pending approval. */
export function approvalCard(approval: PendingApproval, place: Place): ApprovalCard {
  const { request, slack, left } = approval;
  const { token, pipelineName, stageName, actionName, customData, externalEntityLink } = request;
  const link = webLink(externalEntityLink);
  const { credentialsFile, url: endpoint, region } = place;
  const context = { credentialsFile, region, endpoint, profile: "PROFILE" };
  return {
    ...{ token, pipelineName, stageName, actionName, executionId: request.pipelineExecutionId },
    ...(customData === undefined ? {} : { customData }),
    ...(link === undefined ? {} : { externalEntityLink: link }),
    ...(left === undefined ? {} : { left: answerText(left) }),
    requestedAt: request.requestedAt.toISOString(),
    expires: request.expires.toISOString(),
    rights: rightsOf(approval),
    ...(slack === undefined
      ? {}
      : { inSlack: { channel: slack.message.channel, ts: slack.message.ts } }),
    command: approvalCommand(context, request, "Approved", "Looks good to me."),
  };
}

function rightsOf({ people, slack }: PendingApproval): RightView[] {
  const inSlack = (slack?.users ?? []).map(({ id, named }) => ({
    person: slackKey(id),
    allowed: named,
    reason: named
      ? "The message in Slack calls upon this person."
      : "The message in Slack does not call upon this person.",
  }));
  return [...rightViews(people), ...inSlack];
}
