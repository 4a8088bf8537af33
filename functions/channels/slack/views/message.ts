/** The message that shows a request in Slack, while it waits and when it has ended. */
import type { Button, KnownBlock } from "@slack/types";
import { leftSentence } from "../../../domain/automatic/left";
import { outcomeSentence } from "../../../domain/outcome";
import { isOpen } from "../../../domain/transitions";
import type { ApprovalRequest, GateSettings } from "../../../domain/types";
import { type SlackApprovers, slackOf } from "../gate";
import { schedulesOf } from "../on-call";
import { deciderMentions } from "./mentions";
import { buttons, buttonValue } from "./button";
import { shorten } from "../../../domain/text";
import { consoleUrl } from "../../../domain/console";
import { link, plainLine, plainQuoted } from "./escape";
import {
  fallbackText,
  literal,
  longestHeader,
  mrkdwn,
  placeBlock,
  plain,
  type Section,
  section,
  slackDate,
  titleBlock,
  titled,
} from "./parts";
import { slaLine } from "./reminder";
import { ticketLines } from "./tickets";
import { votes } from "./votes";
import {
  customDataLines,
  revisionLines,
  revisionLinks,
  shortExecution,
  shortVersion,
} from "./revision-lines";

/** Slack API documentation, "Blocks" and "Composition objects", in characters. */
export const limits = {
  header: longestHeader,
  field: 2000,
  text: 3000,
  message: 13_200,
} as const;

/** Text under a title; the title and what JSON adds need the rest of the 3000. */
const longestText = 2900;

/** Shares of that for messages in which everything is long at once; the last one always fits. */
const shares = [1, 0.6, 0.3, 0.2];

/** What of the gate a message shows. */
type Shown = Pick<GateSettings, "channels" | "topicArn" | "rule" | "connectors">;

/** Of a gate that has left Slack. */
const nobody: SlackApprovers = { approverUserIds: [], approverUserGroupIds: [] };

/** Text and blocks of the message, as it is true for the request at this moment. */
export function requestMessage(
  request: ApprovalRequest,
  settings: Shown,
): { text: string; blocks: KnownBlock[] } {
  const says = isOpen(request) ? titleOf(request) : outcomeSentence(request);
  const text = fallbackText(says, request);
  let blocks: KnownBlock[] = [];
  for (const share of shares) {
    blocks = draw(request, settings, share);
    if (text.length + JSON.stringify(blocks).length <= limits.message) break;
  }
  return { text, blocks };
}

function draw(request: ApprovalRequest, settings: Shown, share: number): KnownBlock[] {
  const max = Math.floor(longestText * share);
  const { externalEntityLink: url } = request;
  const customData = customDataLines(request, max);
  return [
    header(request),
    place(request),
    ...version(request, max),
    ...(customData === undefined ? [] : titled("What the pipeline says", literal(customData))),
    ...(url ? titled("Link", externalLink(url, max)) : []),
    ...ticketLines(request, max),
    ...(isOpen(request) ? waiting(request, settings, share) : ended(request, max)),
  ];
}

function version({ revisions, versionUnread }: ApprovalRequest, max: number): KnownBlock[] {
  if (revisions.length === 0) {
    return versionUnread ? [section("*Version*\ncould not be read: see the console")] : [];
  }
  const links = revisionLinks(revisions, max);
  return [
    ...titled("Version", literal(revisionLines(revisions, max))),
    ...(links === undefined ? [] : [section(links)]),
  ];
}

/** externalEntityLink: whatever is no address of the web is no more than a quotation. */
function externalLink(url: string, max: number): Section {
  const address = link(url, max);
  return address === undefined ? literal(plainQuoted(url, Math.min(max, 1000))) : section(address);
}

function titleOf({ status, outcome, unconfirmed }: ApprovalRequest): string {
  switch (status) {
    case "PENDING":
    case "DECIDING":
      return unconfirmed ? "Not confirmed" : "Approval needed";
    case "DECIDED":
      return outcome?.result ?? "Decided";
    case "EXPIRED":
      return "Expired";
    case "CANCELLED":
      return "Cancelled";
  }
}

function header(request: ApprovalRequest): KnownBlock {
  return titleBlock(titleOf(request), request);
}

/** The run of the pipeline, by which two requests of one action can be told apart. */
function place(request: ApprovalRequest): Section {
  const execution = shortExecution(request.pipelineExecutionId);
  return placeBlock(request, execution === undefined ? {} : { Execution: execution });
}

function waiting(request: ApprovalRequest, settings: Shown, share: number): KnownBlock[] {
  const left = leftSentence(request);
  const expires: KnownBlock = {
    type: "context",
    elements: [
      mrkdwn(`Expires ${slackDate(request.expires)}`),
      ...slaLine(request),
      ...(left === undefined ? [] : [plain(plainLine(left, longestText * share))]),
    ],
  };
  if (request.unconfirmed)
    return [section(notConfirmed), expires, ...pressed([], request, settings)];
  const value = buttonValue(request, {
    execution: shortExecution(request.pipelineExecutionId),
    version: shortVersion(request.revisions),
  });
  const decide = [
    { ...button(buttons.approve, "Approve"), style: "primary" as const, value },
    { ...button(buttons.reject, "Reject"), style: "danger" as const, value },
  ];
  return [
    ...asked(request, settings, longestText * share),
    expires,
    ...pressed(decide, request, settings),
  ];
}

function asked(request: ApprovalRequest, settings: Shown, max: number): KnownBlock[] {
  const { channels, rule } = settings;
  const approvers = slackOf({ channels }) ?? nobody;
  const who = deciderMentions(approvers, schedulesOf(settings), max);
  return rule === undefined
    ? [section(`*Who may decide*\n${who}`)]
    : votes(request, rule, approvers, max);
}

/** Whoever may publish to the topic can word a request: none is decided on their word. */
const notConfirmed =
  "*Not confirmed*\nCodePipeline could not be asked yet whether it waits for this, so there is nothing " +
  "to press. It is asked again. What you see in the console is true.";

const button = (action: string, label: string) => ({
  type: "button" as const,
  action_id: action,
  text: plain(label),
});

/** The buttons, if there are any. */
function pressed(
  decide: Button[],
  { pipelineName }: ApprovalRequest,
  { topicArn }: Shown,
): KnownBlock[] {
  const url = consoleUrl(topicArn, pipelineName);
  const open = url === undefined ? [] : [{ ...button(buttons.open, "Open in console"), url }];
  const elements = [...decide, ...open];
  return elements.length === 0 ? [] : [{ type: "actions", elements }];
}

/** Who, when, what and why. There is nothing left to press. */
function ended(request: ApprovalRequest, max: number): KnownBlock[] {
  const { outcome, status } = request;
  const sentence = literal(shorten(outcomeSentence(request), max));
  if (outcome === undefined) return [sentence];
  const when: KnownBlock = { type: "context", elements: [mrkdwn(slackDate(outcome.at))] };
  const why = status === "DECIDED" ? plainQuoted(outcome.reason ?? "", max) : ">";
  return why.trim() === ">"
    ? [sentence, when]
    : [sentence, ...titled("Reason", literal(why)), when];
}
