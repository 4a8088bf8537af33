/** The message that shows a request in Slack, while it waits and when it has ended. */
import type { KnownBlock } from "@slack/types";
import { outcomeSentence } from "../domain/outcome";
import { isOpen } from "../domain/transitions";
import type { ApprovalRequest, GateSettings, Revision } from "../domain/types";
import { buttons, buttonValue } from "./button";
import { cut, isButtonUrl, link, oneLine, quoted } from "./escape";

/** Slack API documentation, "Blocks" and "Composition objects", in characters. */
export const limits = {
  header: 150,
  field: 2000,
  text: 3000,
  /** customData has at most 1000 characters, but variables may lengthen it. */
  quotation: 2800,
  revisions: 10,
  summary: 200,
  mentions: 40,
} as const;

type Section = Extract<KnownBlock, { type: "section" }>;

/** Text and blocks of the message, as it is true for the request at this moment. */
export function requestMessage(
  request: ApprovalRequest,
  settings: Pick<GateSettings, "approverUserIds" | "approverUserGroupIds">,
): { text: string; blocks: KnownBlock[] } {
  const title = titleOf(request);
  const blocks: (KnownBlock | undefined)[] = [
    {
      type: "header",
      text: { type: "plain_text", text: cutPlain(title, limits.header), emoji: false },
    },
    place(request),
    ...release(request),
    quotation(request.customData),
    outside(request.externalEntityLink),
    ...(isOpen(request) ? waiting(request, settings) : ended(request)),
  ];
  return {
    text: cut(`${title}: ${oneLine(request.pipelineName)}`, limits.text),
    blocks: blocks.filter((block) => block !== undefined),
  };
}

function titleOf(request: ApprovalRequest): string {
  const what = `${request.stageName} / ${request.actionName}`;
  switch (request.status) {
    case "PENDING":
    case "DECIDING":
      return `Approval needed: ${what}`;
    case "DECIDED":
      return `${request.outcome?.result ?? "Decided"}: ${what}`;
    case "EXPIRED":
      return `Expired: ${what}`;
    case "CANCELLED":
      return `Cancelled: ${what}`;
  }
}

/** A plain_text object shows entities as they are, so nothing is escaped in it. */
function cutPlain(text: string, max: number): string {
  const line = oneLine(text);
  return line.length <= max ? line : `${line.slice(0, max - 1)}…`;
}

function section(text: string): Section {
  return { type: "section", text: { type: "mrkdwn", text, verbatim: true } };
}

function place(request: ApprovalRequest): Section {
  const field = (label: string, value: string) => ({
    type: "mrkdwn" as const,
    text: `*${label}*\n${cut(oneLine(value), limits.field - label.length - 3)}`,
    verbatim: true,
  });
  return {
    type: "section",
    fields: [
      field("Pipeline", request.pipelineName),
      field("Stage", request.stageName),
      field("Action", request.actionName),
      field("Region", request.region),
    ],
  };
}

function release({ revisions }: ApprovalRequest): Section[] {
  if (revisions.length === 0) return [];
  const lines = revisions.slice(0, limits.revisions).map(revisionLine);
  const rest = revisions.length - limits.revisions;
  if (rest > 0) lines.push(`and ${rest} more`);
  return [section(["*Version*", ...lines].join("\n"))];
}

/** A commit is known by its first characters; other versions are shown whole. */
function revisionLine({ name, id, summary, url }: Revision): string {
  const short = /^[0-9a-f]{40,64}$/.test(id) ? id.slice(0, 8) : cut(oneLine(id), 100);
  const shown = (url && url.length <= 500 && link(url, short)) || short;
  const words = summary ? ` – ${cut(oneLine(summary), limits.summary)}` : "";
  return `• ${cut(oneLine(name), 100)}: ${shown}${words}`;
}

function quotation(customData: string | undefined): Section | undefined {
  if (customData === undefined || oneLine(customData) === "") return undefined;
  return section(`*What the pipeline says*\n${quoted(customData, limits.quotation)}`);
}

function outside(url: string | undefined): Section | undefined {
  if (url === undefined) return undefined;
  const known = link(url, "Open what is to be approved");
  // An address that is no link is shown as text, whatever it is.
  const text = known ?? cut(oneLine(url), 1000);
  const long = text.length > limits.text - 20;
  return section(`*Link*\n${long ? cut(oneLine(url), 1000) : text}`);
}

function waiting(
  request: ApprovalRequest,
  settings: Pick<GateSettings, "approverUserIds" | "approverUserGroupIds">,
): KnownBlock[] {
  const value = buttonValue(request);
  const console = [request.approvalReviewLink, request.consoleLink].find(isButtonUrl);
  const label = (text: string) => ({ type: "plain_text" as const, text, emoji: false });
  return [
    section(`*Who may decide*\n${approverMentions(settings)}`),
    section(`*Expires*\n${slackDate(request.expires)}`),
    {
      type: "actions",
      elements: [
        {
          type: "button",
          action_id: buttons.approve,
          text: label("Approve"),
          style: "primary",
          value,
        },
        {
          type: "button",
          action_id: buttons.reject,
          text: label("Reject"),
          style: "danger",
          value,
        },
        ...(console === undefined
          ? []
          : [
              {
                type: "button" as const,
                action_id: buttons.open,
                text: label("Open in console"),
                url: console,
              },
            ]),
      ],
    },
  ];
}

function ended(request: ApprovalRequest): KnownBlock[] {
  const { outcome } = request;
  const lines = [`*${cut(oneLine(outcomeSentence(request)), 1000)}*`];
  if (outcome?.at) lines.push(slackDate(outcome.at));
  const blocks: KnownBlock[] = [section(lines.join("\n"))];
  if (outcome?.reason && oneLine(outcome.reason) !== "") {
    blocks.push(section(`*Reason*\n${quoted(outcome.reason, limits.quotation)}`));
  }
  return blocks;
}

/** Mentions of those who may decide: ids only, which the gate's settings have checked. */
export function approverMentions({
  approverUserIds,
  approverUserGroupIds,
}: Pick<GateSettings, "approverUserIds" | "approverUserGroupIds">): string {
  const all = [
    ...approverUserIds.map((id) => `<@${id}>`),
    ...approverUserGroupIds.map((id) => `<!subteam^${id}>`),
  ];
  const rest = all.length - limits.mentions;
  const named = all.slice(0, limits.mentions).join(", ");
  return rest > 0 ? `${named} and ${rest} more` : named;
}

/** A moment that Slack shows in each reader's own time zone; the rest is for those who cannot. */
export function slackDate(iso: string): string {
  const at = new Date(iso);
  const seconds = Math.floor(at.getTime() / 1000);
  const utc = `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  return `<!date^${seconds}^{date_short_pretty} {time}|${utc}>`;
}
