/** What Slack says of a request that waits: reminders, escalations, and the state of its SLA on its message. */
import type { KnownBlock } from "@slack/types";
import { consoleUrl } from "../../../domain/console";
import { nextSentence, type Notice, waitedSentence } from "../../../domain/notice";
import type { ApprovalRequest, GateSettings } from "../../../domain/types";
import type { SlackApprovers, SlackGate } from "../gate";
import { approverMentions, deciderMentions } from "./mentions";
import { fallbackText, mrkdwn, placeBlock, plain, section, slackDate, titleBlock } from "./parts";

interface Message {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** In the thread of the request's message, which says all the rest. */
export function reminderMessage(
  notice: Notice,
  request: ApprovalRequest,
  approvers: SlackApprovers,
  schedules: readonly string[] = [],
): Message {
  const isLate = notice.kind === "respond";
  const title = isLate ? "Not answered in time" : "Reminder";
  const end = isLate ? "" : `\nIt should be answered by ${slackDate(notice.dueAt)}.`;
  return {
    text: fallbackText(title, request),
    blocks: [
      section(`*${title}*\n${waitedSentence(notice)}.${end}`),
      section(`*Who may decide*\n${deciderMentions(approvers, schedules)}`),
      next(notice),
    ],
  };
}

type Escalation = NonNullable<SlackGate["sla"]>["escalation"];

/** For people who may see the request here for the first time. */
export function escalationMessage(
  notice: Notice,
  request: ApprovalRequest,
  { topicArn }: Pick<GateSettings, "topicArn">,
  escalation: Escalation,
): Message {
  const { slackUserIds = [], slackUserGroupIds = [] } = escalation ?? {};
  const named = approverMentions({
    approverUserIds: slackUserIds,
    approverUserGroupIds: slackUserGroupIds,
  });
  const url = consoleUrl(topicArn, request.pipelineName);
  const open = { type: "button" as const, action_id: "open", text: plain("Open in console"), url };
  return {
    text: fallbackText("Escalated", request),
    blocks: [
      titleBlock("Escalated", request),
      placeBlock(request),
      section(`${waitedSentence(notice)}: nobody has answered in time.`),
      section(`${named === "" ? "" : `${named}\n`}${noRight}`),
      next(notice),
      ...(url === undefined ? [] : [{ type: "actions" as const, elements: [open] }]),
    ] as KnownBlock[],
  };
}

const noRight =
  "Being told gives no right to decide: ask somebody who may, or decide it yourself if you are one of them.";

const next = (notice: Notice): KnownBlock => ({
  type: "context",
  elements: [mrkdwn(`${nextSentence(notice, slackDate)}.`)],
});

/** How the SLA stands, in the reader's own time; nothing where there is none. */
export function slaLine({ sla }: ApprovalRequest): ReturnType<typeof mrkdwn>[] {
  if (sla === undefined) return [];
  const { dueAt, remindedAt, breachedAt, escalatedAt } = sla;
  const said = [
    breachedAt === undefined
      ? `Answer by ${slackDate(dueAt)}`
      : `Not answered by ${slackDate(dueAt)}`,
    ...(remindedAt === undefined ? [] : [`reminded ${slackDate(remindedAt)}`]),
    ...(escalatedAt === undefined ? [] : [`escalated ${slackDate(escalatedAt)}`]),
  ];
  return [mrkdwn(said.join(", "))];
}
