/** What PagerDuty shows of a request that nobody has answered in time, and of a break-glass approval. Pure. */
import {
  type ConnectorKind,
  type PagerDutySettings,
  systemNames,
} from "../../../contract/connectors";
import type { BypassEvent } from "../../domain/bypass/bypass-event";
import { consoleUrlOf } from "../../domain/console";
import { utc } from "../../domain/moment";
import { withoutToken } from "../../domain/published-event";
import { requestId } from "../../domain/request-events";
import { oneLine, shorten } from "../../domain/text";
import type { ApprovalRequest } from "../../domain/types";
import type { AlertEvent } from "./client";

type Trigger = AlertEvent & { readonly event_action: "trigger" };
type Details = Readonly<Record<string, string | undefined>>;

/** Events API v2, "Send an event": characters of `summary`. */
const longestSummary = 1024;

/** A detail is read on a telephone, at night. */
const longestDetail = 1000;
const mostRevisions = 5;

const client = "codepipeline-approvals";

/** One alert of one request, however often it is sent. */
export const alertKey = (request: ApprovalRequest): string => requestId(request);

export function waitingAlert(
  request: ApprovalRequest,
  severity: PagerDutySettings["severity"],
): Trigger {
  const { pipelineName, stageName, actionName, region, customData, revisions } = request;
  const said = {
    ...heading(
      `Approval not answered in time: ${stageName} / ${actionName} of ${pipelineName}`,
      request,
    ),
    severity,
    class: "approval",
    custom_details: details({
      ...{ pipeline: pipelineName, stage: stageName, action: actionName, region },
      execution: request.pipelineExecutionId,
      version: revisions
        .slice(0, mostRevisions)
        .map(({ name, id, summary }) => [name, id, summary ?? ""].filter(Boolean).join(" "))
        .join("; "),
      "what the pipeline says": customData,
      "waits since": utc(request.requestedAt),
      "should have been answered by": request.sla && utc(request.sla.dueAt),
      expires: utc(request.expires),
    }),
  };
  const { token } = request;
  const payload = withoutToken(said, token);
  return { ...alert(alertKey(request)), payload, links: withoutToken(linksOf(request), token) };
}

export function breakGlassAlert(
  event: BypassEvent,
  severity: PagerDutySettings["severity"],
): Trigger {
  const { id, what, remedy, reason, actor, time, reviewBy, region, pipelineName } = event;
  return {
    ...alert(id),
    payload: {
      ...heading(what, event),
      severity,
      class: "break-glass",
      custom_details: details({
        ...{ gates: event.gates.join(", "), region, execution: event.pipelineExecutionId },
        ...{ who: actor?.id, reason, "what to do": remedy, time: utc(time) },
        "review by": reviewBy && utc(reviewBy),
      }),
    },
    links: linksOf({ region, pipelineName }),
  };
}

const alert = (key: string) => ({
  event_action: "trigger" as const,
  dedup_key: key,
  client,
});

const heading = (
  summary: string,
  { pipelineName, region }: Pick<ApprovalRequest, "pipelineName" | "region">,
) => ({
  summary: shorten(oneLine(summary), longestSummary),
  source: `${pipelineName}.${region}`,
});

/** What is known, each on one line. */
function details(known: Details): Record<string, string> {
  const lines = Object.entries(known).map(([label, value = ""]) => [
    label,
    shorten(oneLine(value), longestDetail),
  ]);
  return Object.fromEntries(lines.filter(([, value]) => value !== "")) as Record<string, string>;
}

/** The pipeline in the console, and the tickets that the decider has read: no address that others have worded. */
function linksOf(
  of: Pick<ApprovalRequest, "region" | "pipelineName"> & Partial<Pick<ApprovalRequest, "tickets">>,
): { href: string; text: string }[] {
  const page = consoleUrlOf(of);
  const console = page === undefined ? [] : [{ href: page, text: "Pipeline in the AWS console" }];
  const tickets = (of.tickets ?? []).flatMap(({ kind, label, url }) =>
    url?.startsWith("https://")
      ? [{ href: url, text: oneLine(`${systemNames[kind as ConnectorKind] ?? kind} ${label}`) }]
      : [],
  );
  return [...console, ...tickets];
}
