/** What the ledger says of a request event: who, what, when, why, what they saw, what let them. */
import { createHash } from "node:crypto";
import { codePipelineChannel, type RequestEvent } from "../request-events";
import { publishedEvent } from "../published-event";
import { sessionArn, sourceIdentity } from "../session";
import { isAutomatic } from "../summary";
import type { Actor, ApprovalRequest } from "../types";
import { canonicalJson, type JsonObject } from "./canonical";
import type { LedgerContent, Meaning } from "./entry";

/** What of an entry does not depend on its place. */
export type Recorded = Pick<LedgerContent, "event" | "request" | "bypass">;

/**
 * `gate` is its record in the hub, where that can be read; `omitted` counts the events before this one
 * that the request has lost.
 */
export function recordOf(
  of: ApprovalRequest,
  event: RequestEvent,
  gate: JsonObject | undefined,
  omitted: number,
): Recorded {
  // It names no token, wherever people have written it.
  const { actor, reason, request, ...published } = publishedEvent(of, event);
  const { id, sequence, type, time, result } = published;
  const revisions = of.revisions.map(({ name, id }) => ({ name, id }));
  return {
    event: {
      ...{ id, sequence, type, time, result, reason, meaning: meaningOf(event) },
      ...(actor === undefined ? {} : { actor: actorOf(actor, of, event, gate) }),
      authority: authorityOf(event, gate),
      ...(omitted > 0 ? { omitted } : {}),
    },
    request: {
      id: request.id,
      ...{ pipelineName: of.pipelineName, stageName: of.stageName, actionName: of.actionName },
      region: of.region,
      requestedAt: inUtc(of.requestedAt),
      expires: inUtc(of.expires),
      pipelineExecutionId: of.pipelineExecutionId,
      ...(revisions.length > 0 ? { revisions } : {}),
      gateSha256: gate && digest(gate),
      // Sweep has found it: what approvers see in the console the hub was never told.
      ...(of.unnotified ? {} : { shownSha256: digest(shownOf(of)) }),
    },
  };
}

const meanings = {
  Requested: "request",
  Reminded: "remind",
  SlaBreached: "breach",
  Escalated: "escalate",
  Voted: "vote",
  Deciding: "decide",
  Expired: "expire",
  Cancelled: "cancel",
} as const satisfies Record<Exclude<RequestEvent["type"], "Decided">, Meaning>;

function meaningOf({ type, result }: RequestEvent): Meaning {
  if (type !== "Decided") return meanings[type];
  return result === "Approved" ? "approve" : "reject";
}

/** Who decided on a channel has decided through the gate's role, whose session names them. */
function actorOf(
  actor: Actor,
  { outcome }: ApprovalRequest,
  { type }: RequestEvent,
  { deciderRoleArn }: JsonObject = {},
) {
  const { channel, id, displayName } = actor;
  const known = { channel, id, displayName };
  if (channel === codePipelineChannel) return { ...known, arn: id };
  if (type !== "Decided") return known;
  const session =
    typeof deciderRoleArn === "string" ? sessionArn(deciderRoleArn, actor) : undefined;
  const arn = outcome?.decidedBy ?? session;
  return { ...known, arn, sourceIdentity: sourceIdentity(actor) };
}

function authorityOf({ type, actor }: RequestEvent, gate: JsonObject = {}): string | undefined {
  if (actor === undefined || !["Voted", "Deciding", "Decided"].includes(type)) return undefined;
  if (actor.channel === codePipelineChannel) return "IAM.";
  if (isAutomatic(actor) && gate.automaticDecision !== undefined) {
    return "The gate's automaticDecision.";
  }
  // What the votes amount to lets the last of them decide.
  if (type !== "Voted" && gate.rule !== undefined && actor.onCall === undefined) {
    return "The gate's rule.";
  }
  const { connectors = [] } = gate;
  const isByTicket = ({ kind }: { readonly kind?: unknown }): boolean => kind === actor.channel;
  if (Array.isArray(connectors) && (connectors as { kind?: unknown }[]).some(isByTicket)) {
    return "The gate's connectors.";
  }
  if (actor.onCall === "pagerduty") return "On call in PagerDuty.";
  const list = Object.keys(gate).find((name) => {
    const value = gate[name];
    return Array.isArray(value) && value.includes(actor.id);
  });
  // Groups are their channel's: their members stand in no record.
  return list === undefined ? "The gate's record in the hub." : `The gate's ${list}.`;
}

const shownOf = ({ customData, externalEntityLink }: ApprovalRequest): JsonObject => ({
  customData,
  externalEntityLink,
});

/** Undefined for what has no canonical text: nothing that is odd in a record keeps an event out. */
function digest(value: JsonObject): string | undefined {
  try {
    return createHash("sha256").update(canonicalJson(value)).digest("hex");
  } catch {
    return undefined;
  }
}

const inUtc = (moment: string): string => new Date(moment).toISOString();
