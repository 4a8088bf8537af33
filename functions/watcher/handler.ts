/** Closes on every channel what ended elsewhere: in the console, by the CLI, by time, by a stop. */
import type { ActionKey } from "../../contract/records";
import { aggregate } from "../adapters/classify";
import { describe } from "../adapters/log";
import { MalformedError, remedyOf, TransientError, UnknownEndError } from "../domain/errors";
import { type ActionEnd, parseActionEvent } from "../domain/events";
import type { Clock, GateStore, Log, Pipelines, RequestStore } from "../domain/ports";
import { identified, isOpen, reconcile } from "../domain/transitions";
import type { ApprovalRequest, GateSettings, ObservedAction } from "../domain/types";
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
 * The event names the run that ended and no token. Every request of the action that is not settled is
 * looked up in CodePipeline, for the event of another may have been lost; CodePipeline's word counts,
 * and the event says when to look and for which of them there must be something to see.
 */
export function createHandler(ports: Ports): Handler {
  return async (event) => {
    const end = parseActionEvent(event);
    if (end === undefined) return;
    const settings = await ports.gates.read(end.action);
    if (settings === undefined) return;
    const { requests, unreadable } = await ports.requests.unsettled(end.action);
    const failures: unknown[] = unreadable.map((token) => unread(end.action, token, ports));
    for (const request of requests) {
      try {
        await close(request, end, settings, ports);
      } catch (error) {
        const { action, token } = request;
        const about = { action, token, ...describe(error), remedy: remedyOf(error) };
        ports.log.error("close_failed", about);
        failures.push(error);
      }
    }
    if (failures.length > 0) {
      const some = `${failures.length} requests of ${end.action}`;
      throw aggregate(failures, `${some} could not be closed.`);
    }
  };
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
  end: ActionEnd,
  settings: GateSettings,
  ports: Ports,
): Promise<void> {
  const current = isOpen(request) ? await settled(request, end, settings, ports) : request;
  await syncMessages(current, settings, ports);
}

async function settled(
  request: ApprovalRequest,
  end: ActionEnd,
  settings: GateSettings,
  { pipelines, requests, log, clock }: Ports,
): Promise<ApprovalRequest> {
  const { action, token } = request;
  const about = { action, token, state: end.state };
  const pipelineExecutionId = request.pipelineExecutionId ?? end.pipelineExecutionId;
  const seen = await pipelines.observe(settings, request, { pipelineExecutionId });
  if (seen === undefined) {
    log.warn("request_unknown_to_codepipeline", about);
    if (isOther(request, end)) return request;
    throw new UnknownEndError();
  }
  if (seen.status === "InProgress") {
    const current = await update(requests, request, (latest) => identified(latest, seen));
    if (isOther(current, end)) return current;
    const { actionExecutionId } = end;
    const isItself =
      actionExecutionId !== undefined && current.actionExecutionId === actionExecutionId;
    // Nothing lags so long: the stage was retried, and this token is a newer one.
    const isLate = clock.now().getTime() - Date.parse(end.at ?? "") > longestLag;
    if (isLate && !isItself) return current;
    throw new TransientError("CodePipeline does not show the end of the action yet.");
  }
  log.info("ended_outside_slack", about);
  const isCancelled = end.state === "CANCELED" && !isOther(request, end);
  const ending = isCancelled ? cancelled(seen) : seen;
  return update(requests, request, (current) =>
    reconcile(current, ending, clock.now(), settings.deciderRoleArn),
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

/**
 * CodePipeline User Guide, "Monitoring CodePipeline events": CANCELED is an action whose pipeline was
 * changed. The API has no status of that name, and nobody who decided is in what it shows instead.
 */
function cancelled(seen: ObservedAction): ObservedAction {
  const isByNobody = seen.status === "Failed" && seen.updatedBy === undefined;
  if (seen.status !== "Abandoned" && !isByNobody) return seen;
  return { ...seen, status: "Abandoned", executionStatus: "Cancelled" };
}
