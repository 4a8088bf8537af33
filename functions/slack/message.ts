/** The message that shows a request in Slack, while it waits and when it has ended. */
import type { KnownBlock } from "@slack/types";
import { outcomeSentence } from "../domain/outcome";
import { isOpen } from "../domain/transitions";
import type { ApprovalRequest, GateSettings } from "../domain/types";
import { buttons, buttonValue } from "./button";
import { consoleUrl, cut, cutLine, plainLine, quoted } from "./escape";
import { customDataLines, externalLink, fitted, revisionLines } from "./release";

/** Slack API documentation, "Blocks" and "Composition objects", in characters. */
export const limits = { header: 150, field: 2000, text: 3000, url: 3000, message: 13_200 } as const;

/** Text under a title; the title and what JSON adds need the rest of the 3000. */
const longestText = 2900;

/** Shares of that for messages in which everything is long at once; the last one always fits. */
const shares = [1, 0.6, 0.3];

type Section = Extract<KnownBlock, { type: "section" }>;
type Approvers = Pick<GateSettings, "approverUserIds" | "approverUserGroupIds">;

/** Text and blocks of the message, as it is true for the request at this moment. */
export function requestMessage(
  request: ApprovalRequest,
  settings: Approvers,
): { text: string; blocks: KnownBlock[] } {
  const text = fallback(request);
  let blocks: KnownBlock[] = [];
  for (const share of shares) {
    blocks = draw(request, settings, share);
    if (text.length + JSON.stringify(blocks).length <= limits.message) break;
  }
  return { text, blocks };
}

/** For notifications and for those who cannot see blocks. */
function fallback(request: ApprovalRequest): string {
  const where = `${request.stageName} / ${request.actionName} of ${request.pipelineName}`;
  const says = isOpen(request) ? "Approval needed" : outcomeSentence(request);
  return cutLine(`${says}: ${where}`, 1000);
}

function draw(request: ApprovalRequest, settings: Approvers, share: number): KnownBlock[] {
  const max = Math.floor(longestText * share);
  const { revisions, externalEntityLink: url } = request;
  const customData = customDataLines(request, max);
  return [
    header(request),
    place(request),
    ...(revisions.length > 0 ? [titled("Version", revisionLines(revisions, max))] : []),
    ...(customData === undefined ? [] : [titled("What the pipeline says", customData)]),
    ...(url ? [titled("Link", externalLink(url, max))] : []),
    ...(isOpen(request) ? waiting(request, settings, share) : ended(request, max)),
  ];
}

function titleOf({ status, outcome }: ApprovalRequest): string {
  switch (status) {
    case "PENDING":
    case "DECIDING":
      return "Approval needed";
    case "DECIDED":
      return outcome?.result ?? "Decided";
    case "EXPIRED":
      return "Expired";
    case "CANCELLED":
      return "Cancelled";
  }
}

function header(request: ApprovalRequest): KnownBlock {
  const title = `${titleOf(request)}: ${request.stageName} / ${request.actionName}`;
  return { type: "header", text: plain(plainLine(title, limits.header)) };
}

const plain = (text: string) => ({ type: "plain_text" as const, text, emoji: false });
/** Verbatim: Slack makes no links and no mentions of its own out of words. */
const mrkdwn = (text: string) => ({ type: "mrkdwn" as const, text, verbatim: true });

function section(text: string): Section {
  return { type: "section", text: mrkdwn(text) };
}

function titled(title: string, text: string): Section {
  return section(`*${title}*\n${text}`);
}

/** CodePipeline's names have at most 100 characters. */
function place({ pipelineName, stageName, actionName, region }: ApprovalRequest): Section {
  const field = (label: string, value: string) => mrkdwn(`*${label}*\n${cutLine(value, 150)}`);
  return {
    type: "section",
    fields: [
      field("Pipeline", pipelineName),
      field("Stage", stageName),
      field("Action", actionName),
      field("Region", region),
    ],
  };
}

function waiting(request: ApprovalRequest, settings: Approvers, share: number): KnownBlock[] {
  const value = buttonValue(request);
  const url = [request.approvalReviewLink, request.consoleLink]
    .map((address) => consoleUrl(address, limits.url * share))
    .find((address) => address !== undefined);
  const button = (action: string, label: string) => ({
    type: "button" as const,
    action_id: action,
    text: plain(label),
  });
  return [
    titled("Who may decide", approverMentions(settings, longestText * share)),
    { type: "context", elements: [mrkdwn(`Expires ${slackDate(request.expires)}`)] },
    {
      type: "actions",
      elements: [
        { ...button(buttons.approve, "Approve"), style: "primary", value },
        { ...button(buttons.reject, "Reject"), style: "danger", value },
        ...(url === undefined ? [] : [{ ...button(buttons.open, "Open in console"), url }]),
      ],
    },
  ];
}

/** Who, when, what and why. There is nothing left to press. */
function ended(request: ApprovalRequest, max: number): KnownBlock[] {
  const { outcome, status } = request;
  const sentence = section(`*${cut(outcomeSentence(request), max)}*`);
  if (outcome === undefined) return [sentence];
  const when: KnownBlock = { type: "context", elements: [mrkdwn(slackDate(outcome.at))] };
  const why = status === "DECIDED" ? quoted(outcome.reason ?? "", max) : ">";
  return why.trim() === ">" ? [sentence, when] : [sentence, titled("Reason", why), when];
}

/** Mentions of those who may decide: ids only, which the gate's settings have checked. */
export function approverMentions(
  { approverUserIds, approverUserGroupIds }: Approvers,
  max = 1000,
): string {
  const all = [
    ...approverUserIds.map((id) => `<@${id}>`),
    ...approverUserGroupIds.map((id) => `<!subteam^${id}>`),
  ];
  return fitted(all, max, ", ", (count) => `${count} more`);
}

/** A moment that Slack shows in each reader's own time zone; the rest is for those who cannot. */
export function slackDate(iso: string): string {
  const at = new Date(iso);
  const seconds = Math.floor(at.getTime() / 1000);
  const utc = `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  return `<!date^${seconds}^{date_short_pretty} {time}|${utc}>`;
}
