/**
 * PENDING, DECIDING, PutApprovalResult, DECIDED. Each step may be the last of a run and be taken up
 * by the next: what is written before a call says what to look for after it.
 */
import { classify } from "../adapters/classify";
import type { ReceivedDecision } from "../channels/channel";
import { FinalError, TransientError } from "../domain/errors";
import type { Clock, Log, Pipelines, RequestStore } from "../domain/ports";
import { summaryOf } from "../domain/summary";
import { adopted } from "../domain/messages";
import { reconcile } from "../domain/reconcile";
import { startDecision, recordDecision, isOpen } from "../domain/transitions";
import type { ApprovalRequest, DecisionCommand, GateSettings } from "../domain/types";
import { syncMessages, type SyncMessagesPorts } from "../shared/sync-messages";
import { update } from "../shared/update";

export interface ExecuteDecisionPorts {
  readonly requests: RequestStore;
  readonly pipelines: Pick<Pipelines, "decide" | "observe">;
  readonly channels: SyncMessagesPorts["channels"];
  readonly log: Log;
  readonly clock: Clock;
}

/** Decides the request, or finds out who did, and brings its messages up to date. */
export async function executeDecision(
  decision: ReceivedDecision,
  settings: GateSettings,
  ports: ExecuteDecisionPorts,
): Promise<void> {
  const { requests, log } = ports;
  const { command, message } = decision;
  const about = { action: command.action, token: command.token, command: command.id };
  if (settings.rule !== undefined) {
    await decision.answer({ kind: "not-recorded" }).catch(() => undefined);
    throw new FinalError("The gate has a rule, which this hub does not count: nobody decides.");
  }
  const known = await requests.read(command.action, command.token);
  if (known === undefined) {
    log.error("request_not_stored", about);
    return void (await decision.answer({ kind: "request-unknown" }));
  }
  const refusal = decision.refusalFor(known, settings);
  if (refusal !== undefined) {
    const { level, reason, remedy } = refusal;
    log[level](reason, { ...about, person: command.person.id, remedy });
    return void (await refusal.tell());
  }
  // A message that the table does not know is closed with the others from now on.
  const request = await notifyOnFailure(
    () => update(requests, known, (current) => message && adopted(current, message)),
    decision,
  );
  const turn = await notifyOnFailure(() => acquireLease(request, command, ports), decision);
  switch (turn.kind) {
    case "held-by-retry":
      // That run may fail without a try left: only what is seen to end may be taken off the queue.
      throw new TransientError("This decision is in the hands of another run.");
    case "busy":
      return void (await decision.answer(turn));
    case "closed":
      return replyWithEnd(turn.request, decision, settings, ports);
    case "mine": {
      const ended = await decide(turn.request, turn.resumed, decision, settings, ports);
      return replyWithEnd(ended, decision, settings, ports);
    }
  }
}

type Turn =
  | Exclude<ReturnType<typeof startDecision>, { kind: "begun" | "resumed" | "closed" }>
  | { readonly kind: "closed"; readonly request: ApprovalRequest }
  | { readonly kind: "mine"; readonly request: ApprovalRequest; readonly resumed: boolean };

/** Of all who decide at once, one write comes through; the others see what it has made. */
async function acquireLease(
  request: ApprovalRequest,
  command: DecisionCommand,
  { requests, clock }: ExecuteDecisionPorts,
): Promise<Turn> {
  const turns: Turn[] = [];
  await update(requests, request, (current) => {
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
  decision: ReceivedDecision,
  settings: GateSettings,
  ports: ExecuteDecisionPorts,
): Promise<ApprovalRequest> {
  const { pipelines, requests, log, clock } = ports;
  const { id, result, person, reason } = decision.command;
  const about = { action: request.action, token: request.token, person: person.id, result };
  if (resumed) {
    // An earlier attempt was not seen to end: it may have come through.
    const found = await notifyOnFailure(() => lookUp(request, settings, ports), decision);
    if (!isOpen(found)) return found;
  }
  const summary = summaryOf(result, person, reason);
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
async function lookUp(
  request: ApprovalRequest,
  settings: GateSettings,
  { pipelines, requests, clock }: ExecuteDecisionPorts,
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
async function notifyOnFailure<T>(work: () => Promise<T>, decision: ReceivedDecision): Promise<T> {
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
async function replyWithEnd(
  request: ApprovalRequest,
  decision: ReceivedDecision,
  settings: GateSettings,
  ports: ExecuteDecisionPorts,
): Promise<void> {
  const current = await syncMessages(request, settings, ports);
  const { person, result } = decision.command;
  const by = current.outcome?.person;
  const isMine =
    by?.id === person.id && by.channel === person.channel && current.outcome?.result === result;
  if (!isMine) await decision.answer({ kind: "already-ended", request: current });
}
