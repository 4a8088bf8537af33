/**
 * PENDING, DECIDING, PutApprovalResult, DECIDED. Each step may be the last of a run and be taken up
 * by the next: what is written before a call says what to look for after it.
 */
import { classify } from "../adapters/classify";
import type { ReceivedDecision } from "../channels/channel";
import { FinalError, TransientError } from "../domain/errors";
import type { Clock, Log, Pipelines, RequestStore } from "../domain/ports";
import { summaryOf } from "../domain/summary";
import { reconcile } from "../domain/reconcile";
import { startDecision, recordDecision, isOpen } from "../domain/transitions";
import type { ApprovalRequest, DecisionCommand, GateSettings } from "../domain/types";
import { syncMessages, type SyncMessagesPorts } from "../shared/sync-messages";
import { update } from "../shared/update";

export interface CarryOutPorts {
  readonly requests: RequestStore;
  readonly pipelines: Pick<Pipelines, "decide" | "observe">;
  readonly channels: SyncMessagesPorts["channels"];
  readonly log: Log;
  readonly clock: Clock;
}

/** The command that is carried out, and what it is carried out for. */
export interface Carried {
  readonly command: DecisionCommand;
  readonly decision: ReceivedDecision;
  readonly settings: GateSettings;
  /** False where the request has changed so that it is to be looked at anew. */
  readonly isStill?: (current: ApprovalRequest) => boolean;
}

/** Decides the request, or finds out who did, and brings its messages up to date. Answers what has changed first. */
export async function carryOut(
  request: ApprovalRequest,
  carried: Carried,
  ports: CarryOutPorts,
): Promise<ApprovalRequest | undefined> {
  const { decision, settings } = carried;
  const turn = await notifyOnFailure(() => acquireLease(request, carried, ports), decision);
  switch (turn.kind) {
    case "changed":
      return turn.request;
    case "held-by-retry":
      // That run may fail without a try left: only what is seen to end may be taken off the queue.
      throw new TransientError("This decision is in the hands of another run.");
    case "busy":
      return void (await decision.answer(turn));
    case "closed":
      return replyWithEnd(turn.request, decision, settings, ports);
    case "mine": {
      const ended = await decide(turn.request, turn.resumed, carried, ports);
      return replyWithEnd(ended, decision, settings, ports);
    }
  }
}

type Turn =
  | Exclude<ReturnType<typeof startDecision>, { kind: "begun" | "resumed" | "closed" }>
  | { readonly kind: "closed" | "changed"; readonly request: ApprovalRequest }
  | { readonly kind: "mine"; readonly request: ApprovalRequest; readonly resumed: boolean };

/** Of all who decide at once, one write comes through; the others see what it has made. */
async function acquireLease(
  request: ApprovalRequest,
  { command, isStill = () => true }: Carried,
  { requests, clock }: CarryOutPorts,
): Promise<Turn> {
  const turns: Turn[] = [];
  await update(requests, request, (current) => {
    if (!isStill(current)) {
      turns.push({ kind: "changed", request: current });
      return undefined;
    }
    const begun = startDecision(current, command, clock.now());
    switch (begun.kind) {
      case "begun":
      case "resumed":
        turns.push({ kind: "mine", request: begun.next, resumed: begun.kind === "resumed" });
        return begun.next;
      case "closed":
        turns.push({ kind: "closed", request: current });
        return undefined;
      case "held-by-retry":
      case "busy":
        turns.push(begun);
        return undefined;
    }
  });
  // The last one is the one that was saved, or that found nothing to save.
  return turns[turns.length - 1];
}

/** Nothing is decided here before CodePipeline has said so. */
async function decide(
  request: ApprovalRequest,
  resumed: boolean,
  { command, decision, settings }: Carried,
  ports: CarryOutPorts,
): Promise<ApprovalRequest> {
  const { pipelines, requests, log, clock } = ports;
  const { id, result, person, reason, agreed } = command;
  const about = { action: request.action, token: request.token, person: person.id, result };
  if (resumed) {
    // An earlier attempt was not seen to end: it may have come through.
    const found = await notifyOnFailure(() => lookUp(request, settings, ports), decision);
    if (!isOpen(found)) return found;
  }
  const summary = summaryOf(result, person, reason, agreed);
  const input = { settings, request, result, summary, person };
  const answer = await notifyOnFailure(() => pipelines.decide(input), decision);
  if (answer === "accepted") {
    log.info("decided", about);
    return update(requests, request, (current) =>
      isOpen(current) && current.attempt?.id === id
        ? recordDecision(current, clock.now())
        : undefined,
    );
  }
  log.warn("token_already_used", about);
  const found = await lookUp(request, settings, ports, "refused");
  // CodePipeline refuses the token for good: what the look-up leaves open has no end that it knows.
  return update(requests, found, (current) =>
    reconcile(current, { status: "Abandoned" }, clock.now(), settings.deciderRoleArn),
  );
}

/** Closes the request if CodePipeline knows how it ended. */
export async function lookUp(
  request: ApprovalRequest,
  settings: GateSettings,
  { pipelines, requests, clock }: CarryOutPorts,
  token?: "refused",
): Promise<ApprovalRequest> {
  const { pipelineExecutionId } = request;
  const seen = await pipelines.observe(settings, request, { pipelineExecutionId });
  if (seen === undefined) return request;
  if (token === "refused" && seen.status === "InProgress") {
    // What the API shows lags behind what it did: to close the request now would be a guess.
    throw new TransientError("CodePipeline refuses the token and does not show its end yet.");
  }
  return update(requests, request, (current) =>
    reconcile(current, seen, clock.now(), settings.deciderRoleArn),
  );
}

/**
 * Whoever decided learns that it is not done yet, as long as that is true: once CodePipeline has
 * taken the decision or refused it, what fails is only the telling.
 */
export async function notifyOnFailure<T>(
  work: () => Promise<T>,
  decision: ReceivedDecision,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // What went wrong first is what is tried again, whether or not this arrives.
    const kind = classify(error) instanceof FinalError ? "not-recorded" : "not-recorded-yet";
    await decision.answer({ kind }).catch(() => undefined);
    throw error;
  }
}

/** The message says how it ended; who did not bring that about is told so in private as well. */
export async function replyWithEnd(
  request: ApprovalRequest,
  decision: ReceivedDecision,
  settings: GateSettings,
  ports: CarryOutPorts,
): Promise<undefined> {
  const current = await syncMessages(request, settings, ports);
  const { person, result } = decision.command;
  const { outcome } = current;
  const isMine =
    outcome?.result === result &&
    [outcome.person, ...(outcome.agreed ?? [])].some(
      (one) => one?.id === person.id && one.channel === person.channel,
    );
  if (!isMine) await decision.answer({ kind: "already-ended", request: current });
}
