/** What a change says of its request, and the notes on it. Nothing of it has the token. */
import { outcomeSentence } from "../../domain/outcome";
import { publishedEvent, withoutToken } from "../../domain/published-event";
import { type RequestEvent, requestId } from "../../domain/request-events";
import { oneLine, shorten, visible } from "../../domain/text";
import type { ApprovalRequest, Revision } from "../../domain/types";

/** The dictionary's lengths in the tables task and change_request. */
const longest = { shortDescription: 160, description: 4000 } as const;

const mostRevisions = 10;

/** A new change. `fields` are the user's own: none of them says what it is for. */
export function newChange(
  request: ApprovalRequest,
  fields: Readonly<Record<string, string>>,
): Record<string, string> {
  const said = { title: titleOf(request), text: linesOf(request).join("\n") };
  const { title, text } = withoutToken(said, request.token);
  return {
    ...fields,
    short_description: shorten(oneLine(title), longest.shortDescription),
    description: shorten(visible(text), longest.description),
    correlation_id: requestId(request),
    correlation_display: "codepipeline-approvals",
  };
}

const titleOf = ({ pipelineName, stageName, actionName }: ApprovalRequest): string =>
  `Approve ${actionName} in ${stageName} of ${pipelineName}`;

function linesOf(request: ApprovalRequest): string[] {
  const { pipelineName, stageName, actionName, region, pipelineExecutionId, expires } = request;
  const { revisions, customData, externalEntityLink, consoleLink } = request;
  const more = revisions.length - mostRevisions;
  const about: [string, string | undefined][] = [
    ["Pipeline", `${pipelineName} (${region})`],
    ["Stage", stageName],
    ["Action", actionName],
    ["Execution", pipelineExecutionId],
    ["Expires", expires],
    ...revisions.slice(0, mostRevisions).map(revisionLine),
    ["Further revisions", more > 0 ? String(more) : undefined],
    ["Look at", externalEntityLink],
    ["Console", consoleLink],
    // The last, for people may write anything into it.
    ["Custom data", customData],
  ];
  const known = about.filter(([, value]) => value !== undefined && value !== "");
  return [
    "AWS CodePipeline waits for this change.",
    "",
    ...known.map(([name, value = ""]) => `${name}: ${shorten(oneLine(value), 1000)}`),
  ];
}

function revisionLine({ name, id, summary, url }: Revision): [string, string] {
  const said = summary === undefined ? "" : ` ${shorten(oneLine(summary), 200)}`;
  return [`Revision of ${oneLine(name)}`, `${id}${said}${url === undefined ? "" : ` ${url}`}`];
}

export const isEnd = ({ type }: RequestEvent): boolean =>
  type === "Decided" || type === "Expired" || type === "Cancelled";

/** Reminders, votes and attempts are for those who watch the request itself. */
export const isWorthANote = (event: RequestEvent): boolean =>
  event.type === "Escalated" || isEnd(event);

/** What a note is found by, so that it is written once. */
export const markOf = ({ id }: RequestEvent): string => `[${id}]`;

export function noteOf(request: ApprovalRequest, event: RequestEvent): string {
  const { reason = "" } = publishedEvent(request, event);
  const sentence = isEnd(event)
    ? outcomeSentence(request)
    : "Nobody has decided in time: the request was escalated";
  const why = event.type === "Decided" && reason !== "" ? `\nReason: ${oneLine(reason)}` : "";
  const { note } = withoutToken({ note: `${oneLine(sentence)}.${why}` }, request.token);
  return `${withoutBrackets(shorten(note, 1500))}\n${markOf(event)}`;
}

/**
 * Journal fields show as HTML what stands between two tags in brackets, and the mark of an event stands in brackets
 * too: nothing that others have worded has any.
 */
const withoutBrackets = (text: string): string => text.replaceAll("[", "(").replaceAll("]", ")");
