/** The cards of a request: when it comes, when nobody has answered in time, and when it has ended. Pure. */
import { type ConnectorKind, systemNames } from "../../../contract/connectors";
import { consoleUrlOf } from "../../domain/console";
import { utc } from "../../domain/moment";
import { outcomeSentence } from "../../domain/outcome";
import { withoutToken } from "../../domain/published-event";
import type { ApprovalRequest } from "../../domain/types";
import { type AdaptiveCard, aside, cardOf, fact, line, openUrl, title } from "./card";

const mostRevisions = 5;

const nobodyDecidesHere = "Nobody decides in Teams: this card has links alone.";

export function waitingCard(request: ApprovalRequest): AdaptiveCard {
  return cardFor(request, [
    title(headingOf("Approval needed", request)),
    ...facts(request),
    ...fact("Expires", utc(request.expires)),
    aside(nobodyDecidesHere),
  ]);
}

export function overdueCard(request: ApprovalRequest): AdaptiveCard {
  return cardFor(request, [
    title(headingOf("Not answered in time", request), "warning"),
    line(`It has waited since ${utc(request.requestedAt)}.`),
    ...facts(request),
    ...fact("Should have been answered by", request.sla && utc(request.sla.dueAt)),
    ...fact("Expires", utc(request.expires)),
    aside(nobodyDecidesHere),
  ]);
}

export function endCard(request: ApprovalRequest): AdaptiveCard {
  const { outcome, status } = request;
  const isApproved = outcome?.result === "Approved";
  const heading = status === "DECIDED" ? (outcome?.result ?? "Decided") : endings[status];
  return cardFor(request, [
    title(headingOf(heading, request), isApproved ? "good" : "attention"),
    line(outcomeSentence(request), 800),
    ...fact("Reason", status === "DECIDED" ? outcome?.reason : undefined, 512),
    ...facts(request),
    ...fact("When", outcome && utc(outcome.at)),
  ]);
}

const endings = {
  PENDING: "Waiting",
  DECIDING: "Waiting",
  EXPIRED: "Expired",
  CANCELLED: "Cancelled",
} as const;

const headingOf = (says: string, { stageName, actionName }: ApprovalRequest): string =>
  `${says}: ${stageName} / ${actionName}`;

function facts(request: ApprovalRequest) {
  const { pipelineName, region, pipelineExecutionId, customData, revisions } = request;
  const version = revisions
    .slice(0, mostRevisions)
    .map(({ name, id, summary }) => [name, id, summary ?? ""].filter(Boolean).join(" "));
  return [
    ...fact("Pipeline", `${pipelineName} in ${region}`),
    ...fact("Execution", pipelineExecutionId),
    ...version.flatMap((one) => fact("Version", one)),
    ...fact("What the pipeline says", customData, 1000),
  ];
}

/** The pipeline in the console, and the tickets that the decider has read: no address that others have worded. */
function cardFor(request: ApprovalRequest, body: AdaptiveCard["body"]): AdaptiveCard {
  const tickets = (request.tickets ?? []).map(({ kind, label, url }) =>
    openUrl(`Open ${label} in ${systemNames[kind as ConnectorKind] ?? kind}`, url),
  );
  const page = openUrl("Open in the AWS console", consoleUrlOf(request));
  return withoutToken(cardOf(body, [page, ...tickets]), request.token);
}
