/** Texts of a ticket in Jira, as plain text and in the Atlassian Document Format. None of them has the token. */
import { partitionOf } from "../../../contract/partitions";
import { consoleUrl } from "../../domain/console";
import { outcomeSentence } from "../../domain/outcome";
import { withoutToken } from "../../domain/published-event";
import { type RequestEvent, requestId } from "../../domain/request-events";
import { displayName } from "../../domain/summary";
import { oneLine, shorten } from "../../domain/text";
import type { ApprovalRequest } from "../../domain/types";
import type { FoundIssue } from "./answers";

/** The property of an issue that says for which request it was opened. */
export const propertyKey = "codepipeline-approvals";

/** What a ticket bears from its creation on: a label, or the end of the summary. */
export const markOf = (id: string): string => `approval-${id}`;

/** A label, or the summary's last word: what comes before it in a summary was named by others. */
export const bears = (
  { labels, summary }: Pick<FoundIssue["fields"], "labels" | "summary">,
  mark: string,
): boolean => labels?.includes(mark) === true || summary?.endsWith(` (${mark})`) === true;

/** Jira refuses a longer summary. */
const longestSummary = 255;
const longestLine = 500;
const mostRevisions = 10;

const placeOf = ({ pipelineName, stageName, actionName }: ApprovalRequest): string =>
  `${actionName} in ${stageName} of ${pipelineName}`;

/** The mark is never cut off. */
export function summaryOf(request: ApprovalRequest, mark?: string): string {
  const end = mark === undefined ? "" : ` (${mark})`;
  const asked = { text: `Approve ${oneLine(placeOf(request))}` };
  const { text } = withoutToken(asked, request.token);
  return `${shorten(text, longestSummary - end.length)}${end}`;
}

/** The pipeline's page. The links that a request has were worded by others. */
export const consoleOf = ({ region, pipelineName }: ApprovalRequest): string | undefined =>
  /^[a-z]+(-[a-z]+)+-\d+$/.test(region)
    ? consoleUrl(`arn:${partitionOf(region)}:sns:${region}`, pipelineName)
    : undefined;

/** The paragraphs of the description. */
export function descriptionOf(
  request: ApprovalRequest,
  mode: "issue" | "request",
): readonly string[] {
  const { revisions, customData, expires } = request;
  const shown = revisions.slice(0, mostRevisions).map(({ name, id, summary = "" }) => {
    const words = oneLine(summary);
    return line(`${name || "source"}: ${id}${words && ` – ${words}`}`);
  });
  const more = revisions.length - shown.length;
  const said = oneLine(customData ?? "");
  const link = consoleOf(request);
  const paragraphs = [
    `AWS CodePipeline waits until ${expires} for a decision about ${line(placeOf(request))}.`,
    ...shown,
    ...(more > 0 ? [`and ${more} more`] : []),
    ...(said === "" ? [] : [line(`The pipeline says: ${said}`)]),
    ...(link === undefined ? [] : [link]),
    mode === "issue"
      ? "The status of this issue decides, if whoever moves it may decide at this gate."
      : "The approval of this request decides, if those who answer it may decide at this gate.",
    `Request ${requestId(request)}`,
  ];
  return withoutToken(paragraphs, request.token);
}

const line = (text: string): string => shorten(oneLine(text), longestLine);

/** What is said when it has happened; undefined for what is only on its way. Its time tells it from all others. */
export function commentOn(event: RequestEvent, request: ApprovalRequest): string | undefined {
  const sentence = sentenceOn(event, request);
  if (sentence === undefined) return undefined;
  const { said } = withoutToken({ said: line(sentence) }, request.token);
  return `${said} (event ${event.sequence}, ${event.time})`;
}

function sentenceOn(
  { type, actor, result, reason = "" }: RequestEvent,
  request: ApprovalRequest,
): string | undefined {
  const who = actor === undefined ? "Somebody" : displayName(actor);
  const why = oneLine(reason);
  const because = why && `: ${why}`;
  switch (type) {
    case "Requested":
    case "Deciding":
      return undefined;
    case "Voted":
      return `${who} has voted ${result === "Approved" ? "for" : "against"} it${because}`;
    case "Reminded":
      return "Approvers were reminded";
    case "SlaBreached":
      return "Nobody has decided within the time that the gate's SLA gives";
    case "Escalated":
      return "It was escalated";
    case "Decided":
      return `${outcomeSentence(request)}${because}`;
    case "Expired":
    case "Cancelled":
      return outcomeSentence(request);
  }
}

/** developer.atlassian.com, "Atlassian Document Format": what a text is in the API of version 3. */
export interface Document {
  readonly type: "doc";
  readonly version: 1;
  readonly content: readonly object[];
}

/** Where a paragraph is the link, it is one; no address that others have worded becomes one. */
export const documentOf = (paragraphs: readonly string[], link?: string): Document => ({
  ...{ type: "doc", version: 1 },
  content: paragraphs.map((text) => ({
    type: "paragraph",
    content: textNodes(text, text === link ? [{ type: "link", attrs: { href: text } }] : []),
  })),
});

/** An empty text is none. */
const textNodes = (text: string, marks: readonly object[]): readonly object[] =>
  text === "" ? [] : [{ type: "text", text, ...(marks.length > 0 && { marks }) }];

/** The text of a document, whatever else Jira has put into it. */
export function textOf(node: unknown): string {
  if (typeof node !== "object" || node === null) return "";
  const { text, content } = node as { text?: unknown; content?: unknown };
  const own = typeof text === "string" ? text : "";
  return Array.isArray(content) ? own + content.map(textOf).join("") : own;
}
