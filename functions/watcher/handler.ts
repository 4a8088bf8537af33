/** Closes on every channel what ended elsewhere: in the console, by the CLI, by time, by a stop. */
import type { ActionKey } from "../../contract/records";
import { defaultTimeoutInMinutes, sweepMinutes } from "../../contract/timing";
import { aggregate } from "../adapters/classify";
import { describe } from "../adapters/log";
import {
  MalformedError,
  remedyOf,
  TransientError,
  UnknownEndError,
  UnknownPipelineError,
} from "../domain/errors";
import { type ActionEnd, parseActionEvent } from "../domain/codepipeline-events";
import type { Clock, GateStore, Log, Pipelines, RequestStore } from "../domain/ports";
import { isFinished } from "../domain/publication";
import { parseSweep } from "../domain/sweep-event";
import { reconcile } from "../domain/reconcile";
import { identified, isOpen, next } from "../domain/transitions";
import type { ApprovalRequest, GateSettings, ObservedAction } from "../domain/types";
import { lookAfterEach } from "../shared/look-after";
import { syncMessages, type SyncMessagesPorts } from "../shared/sync-messages";
import { update } from "../shared/update";

export interface Ports {
  readonly gates: GateStore;
  readonly requests: RequestStore;
  readonly pipelines: Pick<Pipelines, "observe">;
  readonly channels: SyncMessagesPorts["channels"];
  readonly log: Log;
  readonly clock: Clock;
}

/** Milliseconds; shorter than Lambda's three tries together take. */
const longestLag = 120_000;

/** A token has 36 characters: more of what stands in its place says no more. */
const longestToken = 100;

export type Handler = (event: unknown) => Promise<void>;

/**
 * An event names the run that ended and no token. Every request of the action that is not settled is
 * looked up in CodePipeline, for the event of another may have been lost; CodePipeline's word counts,
 * and the event says when to look and for which of them there must be something to see. Sweep names
 * actions alone, of which none need have ended.
 */
export function createHandler(ports: Ports): Handler {
  return async (event) => {
    const swept = parseSweep(event);
    if (swept !== undefined) {
      return lookAfterEach(swept, (action) => closeAll(action, undefined, ports), ports.log);
    }
    const end = parseActionEvent(event);
    if (end === undefined) return;
    const failures = await closeAll(end.action, end, ports);
    if (failures.length > 0) {
      const some = `${failures.length} requests of ${end.action}`;
      throw aggregate(failures, `${some} could not be closed.`);
    }
  };
}

/** Answers what could not be done; each is in the log. */
async function closeAll(
  action: ActionKey,
  end: ActionEnd | undefined,
  ports: Ports,
): Promise<unknown[]> {
  const settings = await ports.gates.read(action);
  // An event of an action that no gate has is nobody's.
  if (settings === undefined && end !== undefined) return [];
  const { requests, finished, unreadable } = await ports.requests.unsettled(action);
  // Written once more, it leaves the index.
  for (const request of finished) {
    await update(ports.requests, request, (latest) =>
      isFinished(latest) ? next(latest, {}) : undefined,
    );
  }
  if (settings === undefined) return [];
  const failures: unknown[] = unreadable.map((token) => unread(action, token, ports));
  for (const request of inTurn(requests, ports.clock)) {
    try {
      await close(request, end, settings, ports);
    } catch (error) {
      const { token } = request;
      const about = { action, token, ...describe(error), remedy: remedyOf(error) };
      ports.log.error("close_failed", about);
      failures.push(error);
    }
  }
  return failures;
}

/**
 * Each sweep begins with another: where an action has more of them than one run has time for, all have
 * their turn. Counted in sweeps, since of five requests every fifth minute is the turn of the same one.
 */
function inTurn<T>(all: readonly T[], clock: Clock): T[] {
  const start = Math.floor(clock.now().getTime() / (sweepMinutes * 60_000)) % all.length;
  return [...all.slice(start), ...all.slice(0, start)];
}

/**
 * Only the functions write the table, so the alarm has to ring for what they did not write. The log
 * has what is needed to find it, and none of what it says.
 */
function unread(action: ActionKey, token: string, { log }: Ports): MalformedError {
  log.error("stored_request_unreadable", {
    ...{ action, token: token.slice(0, longestToken) },
    remedy: "Find out who wrote it, and delete it from the table of requests.",
  });
  return new MalformedError("A stored request cannot be read.");
}

async function close(
  request: ApprovalRequest,
  end: ActionEnd | undefined,
  settings: GateSettings,
  ports: Ports,
): Promise<void> {
  const current = isOpen(request) ? await settled(request, end, settings, ports) : request;
  await syncMessages(current, settings, ports);
}

async function settled(
  request: ApprovalRequest,
  end: ActionEnd | undefined,
  settings: GateSettings,
  ports: Ports,
): Promise<ApprovalRequest> {
  const { pipelines, requests, log, clock } = ports;
  const { action, token } = request;
  const about = { action, token, state: end?.state };
  const pipelineExecutionId = request.pipelineExecutionId ?? end?.pipelineExecutionId;
  const look = pipelines.observe(settings, request, { pipelineExecutionId });
  const seen = end === undefined ? await look.catch(unlessGone) : await look;
  if (seen === undefined) {
    log.warn("request_unknown_to_codepipeline", about);
    if (end === undefined) return forgotten(request, settings, ports);
    if (isOther(request, end)) return request;
    throw new UnknownEndError();
  }
  if (seen.status === "InProgress") {
    const current = await update(requests, request, (latest) => identified(latest, seen));
    if (end === undefined || isOther(current, end)) return current;
    const { actionExecutionId } = end;
    const isItself =
      actionExecutionId !== undefined && current.actionExecutionId === actionExecutionId;
    // Nothing lags so long: the stage was retried, and this token is a newer one.
    const isLate = clock.now().getTime() - Date.parse(end.at ?? "") > longestLag;
    if (isLate && !isItself) return current;
    throw new TransientError("CodePipeline does not show the end of the action yet.");
  }
  log.info("ended_outside_slack", about);
  const isCancelled = end?.state === "CANCELED" && !isOther(request, end);
  return update(requests, request, (current) =>
    reconcile(current, { ...seen, isCancelled }, clock.now(), settings.deciderRoleArn),
  );
}

/** A pipeline that is gone knows of no run. */
function unlessGone(error: unknown): undefined {
  if (!(error instanceof UnknownPipelineError)) throw error;
}

/** Who worded a request that CodePipeline has not confirmed may have worded its expiry too. */
function expiryOf(request: ApprovalRequest, { timeoutInMinutes }: GateSettings): number {
  const expires = Date.parse(request.expires);
  if (!request.unconfirmed) return expires;
  const waits = (timeoutInMinutes ?? defaultTimeoutInMinutes) * 60_000;
  return Math.max(expires, Date.parse(request.requestedAt) + waits);
}

/** Milliseconds after its expiry for which CodePipeline may still be late to show an end. */
const longestSilence = 3_600_000;

/**
 * A request that CodePipeline does not know any more, its pipeline gone or its history too long: nobody
 * can decide it once it has expired. How it ended is not known, and not said.
 */
async function forgotten(
  request: ApprovalRequest,
  settings: GateSettings,
  { requests, clock }: Ports,
): Promise<ApprovalRequest> {
  const now = clock.now();
  if (now.getTime() < expiryOf(request, settings) + longestSilence) return request;
  const gone: ObservedAction = {
    status: "Abandoned",
    executionStatus: "CodePipeline does not know the request any more",
  };
  return update(requests, request, (current) =>
    reconcile(current, gone, now, settings.deciderRoleArn),
  );
}

/** True where the event is surely about another run than the one that the request waits for. */
function isOther(request: ApprovalRequest, end: ActionEnd): boolean {
  const { pipelineExecutionId, actionExecutionId } = request;
  if (actionExecutionId !== undefined && end.actionExecutionId !== undefined) {
    return actionExecutionId !== end.actionExecutionId;
  }
  return pipelineExecutionId !== undefined && pipelineExecutionId !== end.pipelineExecutionId;
}
