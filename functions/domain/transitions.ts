/**
 * The life of a request: PENDING, DECIDING, then one of DECIDED, EXPIRED, CANCELLED, which are
 * final. Every function takes a request and returns the next one, whose version is one higher; the
 * requests table lets only one writer replace a version. Where something happened to it, its history
 * has grown by the request event that says so: one write stores both. What really happened is CodePipeline's to
 * say: nothing here is DECIDED before the API has said so.
 */
import { schemaVersion } from "../../contract/records";
import { leaseInSeconds } from "../../contract/timing";
import type { Notification } from "./notification";
import {
  decidingEvent,
  endEvent,
  type EventFacts,
  extendedHistory,
  requestedEvent,
} from "./request-events";
import type { ApprovalRequest, Attempt, DecisionCommand, Outcome, Revision } from "./types";

const secondsPerDay = 86_400;

/** Enough to know who came through; the item must not grow for ever. */
const attemptsKept = 10;

export type Change = Partial<Omit<ApprovalRequest, "version" | "history">>;

export function next(
  request: ApprovalRequest,
  change: Change,
  event?: EventFacts,
): ApprovalRequest {
  const grown = event === undefined ? {} : { history: extendedHistory(request, event) };
  return { ...request, ...change, ...grown, version: request.version + 1 };
}

/** What says which run of the action a request belongs to. */
export type RunIds = Pick<ApprovalRequest, "pipelineExecutionId" | "actionExecutionId">;

/** A request that nobody has seen yet, and the run that CodePipeline showed for its token, if it did. */
export function newRequest(
  { action, token, ...rest }: Notification,
  now: Date,
  retentionDays: number,
  run: RunIds | undefined,
): ApprovalRequest {
  const kept = Math.max(now.getTime(), Date.parse(rest.expires)) / 1000;
  const { pipelineExecutionId, actionExecutionId } = run ?? {};
  const begun = { action, token, requestedAt: now.toISOString() };
  return {
    ...begun,
    ...rest,
    ...(pipelineExecutionId === undefined ? {} : { pipelineExecutionId }),
    ...(actionExecutionId === undefined ? {} : { actionExecutionId }),
    ...(run === undefined ? { unconfirmed: true } : {}),
    status: "PENDING",
    revisions: [],
    messages: [],
    ...(run === undefined ? {} : { history: extendedHistory(begun, requestedEvent(begun)) }),
    schemaVersion,
    version: 1,
    ttl: Math.ceil(kept) + retentionDays * secondsPerDay,
  };
}

/** True while nobody and nothing has ended the request. */
export function isOpen({ status }: Pick<ApprovalRequest, "status">): boolean {
  return status === "PENDING" || status === "DECIDING";
}

/** True when nothing is left to do: it ended, and every message says how. */
export function isSettled(request: ApprovalRequest): boolean {
  return !isOpen(request) && request.messages.every(({ shows }) => shows === request.status);
}

/** What a decision finds when it reaches a request. */
export type StartDecision =
  /** Nobody else is at it: decide. */
  | { readonly kind: "begun"; readonly next: ApprovalRequest }
  /** An attempt was begun and not seen to end: look up the truth, then decide. */
  | { readonly kind: "resumed"; readonly next: ApprovalRequest }
  /** This very command is in other hands at this moment. */
  | { readonly kind: "held-by-retry" }
  /** Somebody else's decision is being carried out. */
  | { readonly kind: "busy"; readonly attempt: Attempt }
  | { readonly kind: "closed" };

/**
 * Begins to carry out a decision. Expiry is not judged here: CodePipeline's clock decides it, and
 * refuses the token.
 */
export function startDecision(
  request: ApprovalRequest,
  command: DecisionCommand,
  now: Date,
): StartDecision {
  if (!isOpen(request)) return { kind: "closed" };
  const { attempt } = request;
  if (attempt !== undefined && now < new Date(attempt.leaseUntil)) {
    return attempt.id === command.id ? { kind: "held-by-retry" } : { kind: "busy", attempt };
  }
  const { id, result, person, reason, agreed } = command;
  const leaseUntil = new Date(now.getTime() + leaseInSeconds * 1000).toISOString();
  const mine: Attempt = { id, result, person, reason, leaseUntil, ...(agreed && { agreed }) };
  const event = decidingEvent(command, now);
  if (attempt === undefined) {
    return { kind: "begun", next: next(request, { status: "DECIDING", attempt: mine }, event) };
  }
  const isSame = attempt.id === id;
  const taken = isSame ? [] : [attempt];
  const earlierAttempts = [...(request.earlierAttempts ?? []), ...taken].slice(-attemptsKept);
  const change: Change = { status: "DECIDING", attempt: mine, earlierAttempts };
  return { kind: "resumed", next: next(request, change, isSame ? undefined : event) };
}

/** The attempt came through: CodePipeline has taken the decision. */
export function recordDecision(
  request: ApprovalRequest,
  now: Date,
  decidedBy?: string,
): ApprovalRequest {
  const { attempt } = request;
  if (request.status !== "DECIDING" || attempt === undefined) {
    throw new Error(`A request that is ${request.status} has no attempt that could be decided.`);
  }
  const { result, person, reason, agreed } = attempt;
  const said = { result, person, reason, ...(agreed && { agreed }) };
  const outcome: Outcome = { at: now.toISOString(), ...said, decidedBy };
  return next(request, { status: "DECIDED", outcome }, endEvent("Decided", outcome));
}

/**
 * CodePipeline has shown that the request waits, and which run of the action waits for it; undefined
 * where that is known already. To be called with what was seen while the token was there: afterwards
 * only these ids find the run.
 */
export function identified(request: ApprovalRequest, run: RunIds): ApprovalRequest | undefined {
  const { pipelineExecutionId, actionExecutionId } = run;
  const found: Change = {
    ...(request.pipelineExecutionId === undefined && pipelineExecutionId !== undefined
      ? { pipelineExecutionId }
      : {}),
    ...(request.actionExecutionId === undefined && actionExecutionId !== undefined
      ? { actionExecutionId }
      : {}),
    ...(request.unconfirmed ? { unconfirmed: false } : {}),
  };
  if (Object.keys(found).length === 0) return undefined;
  return next(request, found, request.unconfirmed ? requestedEvent(request) : undefined);
}

/** Nobody could be asked what is to be released: the message says so. */
export function versionUnread(request: ApprovalRequest): ApprovalRequest | undefined {
  return request.versionUnread ? undefined : next(request, { versionUnread: true });
}

/** What is to be released, as far as CodePipeline tells it; it has shown that the request waits. */
export function recordExecution(
  request: ApprovalRequest,
  { revisions, ...run }: RunIds & { readonly revisions: readonly Revision[] | undefined },
): ApprovalRequest {
  const { version: _version, ...known } = identified(request, run) ?? request;
  const read = known.versionUnread ? { revisions, versionUnread: false } : { revisions };
  return next(request, {
    ...known,
    ...(revisions === undefined ? { versionUnread: true } : read),
  } as Change);
}
