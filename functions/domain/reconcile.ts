/** How a request ended that ended elsewhere, or of which nobody saw the end: by what CodePipeline shows of it. */
import { endEvent } from "./request-events";
import { isOurs } from "./session";
import { summaryOf } from "./summary";
import { type Change, isOpen, next } from "./transitions";
import type { ApprovalRequest, Attempt, DecisionResult, ObservedAction, Outcome } from "./types";

/** CodePipeline publishes `expires` without its seconds. */
const expiryUncertainty = 60_000;

/**
 * Gives an open request the end that CodePipeline knows of. Undefined while it waits there, and
 * where it has ended here already.
 */
export function reconcile(
  request: ApprovalRequest,
  observed: ObservedAction,
  now: Date,
  deciderRoleArn: string,
): ApprovalRequest | undefined {
  if (!isOpen(request) || observed.status === "InProgress") return undefined;
  const at = (momentOf(observed.lastChange) ?? now).toISOString();
  const cancelled = cancellation(request, observed, at);
  if (cancelled !== undefined) {
    const change: Change = { status: "CANCELLED", outcome: cancelled };
    return next(request, change, endEvent("Cancelled", cancelled));
  }
  if (observed.status === "Failed" && timedOut(request, observed, at)) {
    const outcome: Outcome = { at };
    return next(request, { status: "EXPIRED", outcome }, endEvent("Expired", outcome));
  }
  const { updatedBy: decidedBy, summary } = observed;
  const result = observed.status === "Succeeded" ? "Approved" : "Rejected";
  const ours = attemptBehind(request, result, observed, deciderRoleArn);
  const outcome: Outcome =
    ours === undefined
      ? { at, result, decidedBy, reason: summary }
      : { at, result, ...saidIn(ours), decidedBy };
  return next(request, { status: "DECIDED", outcome }, endEvent("Decided", outcome));
}

const saidIn = ({ person, reason, agreed }: Attempt) => ({
  ...{ person, reason },
  ...(agreed && { agreed }),
});

/**
 * CodePipeline User Guide, "Monitoring CodePipeline events": CANCELED is an action whose pipeline was
 * changed. The API has no status of that name: it shows a failure, and nobody who rejected. Where no
 * event has said so, one after the expiry is a timeout, and one with a summary a rejection.
 */
function cancellation(
  request: ApprovalRequest,
  observed: ObservedAction,
  at: string,
): Outcome | undefined {
  const { status, executionStatus, updatedBy, summary, isCancelled } = observed;
  const changed: Outcome = { at, reason: "Cancelled" };
  if (status === "Abandoned") return isCancelled ? changed : { at, reason: executionStatus };
  if (status !== "Failed" || updatedBy !== undefined) return undefined;
  const isOther = Boolean(summary) || timedOut(request, observed, at);
  return isCancelled || !isOther ? changed : undefined;
}

function momentOf(iso: string | undefined): Date | undefined {
  const moment = new Date(iso ?? NaN);
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}

/** The attempt that CodePipeline's history shows to have come through, be it taken over since. */
function attemptBehind(
  { attempt, earlierAttempts = [] }: ApprovalRequest,
  result: DecisionResult,
  { updatedBy, summary }: ObservedAction,
  deciderRoleArn: string,
): Attempt | undefined {
  const made = [attempt, ...earlierAttempts.toReversed()]
    .filter((one) => one !== undefined)
    .filter((one) => one.result === result && isOurs(updatedBy, one.person, deciderRoleArn))
    // Whoever may name their own session so can decide too, but not with our words by chance.
    .filter((one) => !summary || summary.startsWith(summaryOf(result, one.person)));
  return (
    made.find((one) => summaryOf(result, one.person, one.reason, one.agreed) === summary) ?? made[0]
  );
}

/**
 * FAILED is both a rejection and a timeout. Nobody can reject after the end, and a rejection before
 * it has somebody who rejected, or a reason.
 */
function timedOut(request: ApprovalRequest, observed: ObservedAction, at: string): boolean {
  const somebody = /:(?:user|assumed-role|federated-user|root)(?:\/|$)/.test(
    observed.updatedBy ?? "",
  );
  const early = observed.summary ? 0 : expiryUncertainty;
  return !somebody && Date.parse(at) >= Date.parse(request.expires) - early;
}
