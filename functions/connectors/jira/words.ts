/** Texts of a ticket in Jira, as plain text and in the Atlassian Document Format. */
import { partitionOf } from "../../../contract/partitions";
import { consoleUrl } from "../../domain/console";
import { outcomeSentence } from "../../domain/outcome";
import { type RequestEvent, requestId } from "../../domain/request-events";
import { displayName } from "../../domain/summary";
import { oneLine, shorten } from "../../domain/text";
import type { ApprovalRequest } from "../../domain/types";

/** The property of an issue that says for which request it was opened. */
export const propertyKey = "codepipeline-approvals";

/** What a ticket bears from its creation on: a label, or the end of the summary. */
export const markOf = (id: string): string => `approval-${id}`;

/** Jira refuses a longer summary. */
const longestSummary = 255;
const longestLine = 500;
const mostRevisions = 10;

const placeOf = ({ pipelineName, stageName, actionName }: ApprovalRequest): string =>
  `${actionName} in ${stageName} of ${pipelineName}`;

/** The mark is never cut off. */
export function summaryOf(request: ApprovalRequest, mark?: string): string {
  const end = mark === undefined ? "" : ` (${mark})`;
  return `${shorten(`Approve ${oneLine(placeOf(request))}`, longestSummary - end.length)}${end}`;
}

/** The paragraphs of the description. */
export function descriptionOf(
  request: ApprovalRequest,
  mode: "issue" | "request",
): readonly string[] {
  const { revisions, customData, region, pipelineName, expires } = request;
  const shown = revisions.slice(0, mostRevisions).map(({ name, id, summary = "" }) => {
    const words = oneLine(summary);
    return line(`${name || "source"}: ${id}${words && ` – ${words}`}`);
  });
  const more = revisions.length - shown.length;
  const said = oneLine(customData ?? "");
  const console = /^[a-z]+(-[a-z]+)+-\d+$/.test(region)
    ? consoleUrl(`arn:${partitionOf(region)}:sns:${region}`, pipelineName)
    : undefined;
  return [
    `AWS CodePipeline waits until ${expires} for a decision about ${line(placeOf(request))}.`,
    ...shown,
    ...(more > 0 ? [`and ${more} more`] : []),
    ...(said === "" ? [] : [line(`The pipeline says: ${said}`)]),
    ...(console === undefined ? [] : [console]),
    mode === "issue"
      ? "The status of this issue decides, if whoever moves it may decide at this gate."
      : "The approval of this request decides, if those who answer it may decide at this gate.",
    `Request ${requestId(request)}`,
  ];
}

const line = (text: string): string => shorten(oneLine(text), longestLine);

/** What is said when it has happened; undefined for what is only on its way. */
export function commentOn(
  { type, actor, result, reason, time, sequence }: RequestEvent,
  request: ApprovalRequest,
): string | undefined {
  const who = actor === undefined ? "somebody" : displayName(actor);
  const why = oneLine(reason ?? "");
  const because = why && `: ${why}`;
  const at = `(event ${sequence}, ${time})`;
  switch (type) {
    case "Requested":
    case "Deciding":
      return undefined;
    case "Voted":
      return line(
        `${who} has voted ${result === "Approved" ? "for" : "against"} it${because} ${at}`,
      );
    case "Reminded":
      return `Approvers were reminded ${at}`;
    case "SlaBreached":
      return `Nobody has decided within the time that the gate's SLA gives ${at}`;
    case "Escalated":
      return `It was escalated ${at}`;
    case "Decided":
      return line(`${outcomeSentence(request)}${because} ${at}`);
    case "Expired":
    case "Cancelled":
      return `${outcomeSentence(request)} ${at}`;
  }
}

/** developer.atlassian.com, "Atlassian Document Format": what a text is in the API of version 3. */
export interface Document {
  readonly type: "doc";
  readonly version: 1;
  readonly content: readonly object[];
}

export const documentOf = (paragraphs: readonly string[]): Document => ({
  ...{ type: "doc", version: 1 },
  content: paragraphs.map((text) => ({ type: "paragraph", content: textNodes(text) })),
});

/** An empty text is none; an address alone is a link. */
function textNodes(text: string): readonly object[] {
  if (text === "") return [];
  const link = { type: "link", attrs: { href: text } };
  return [{ type: "text", text, ...(text.startsWith("https://") && { marks: [link] }) }];
}

/** The text of a document, whatever else Jira has put into it. */
export function textOf(node: unknown): string {
  if (typeof node !== "object" || node === null) return "";
  const { text, content } = node as { text?: unknown; content?: unknown };
  const own = typeof text === "string" ? text : "";
  return Array.isArray(content) ? own + content.map(textOf).join("") : own;
}
