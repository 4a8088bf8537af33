/** What is kept of an answer in the request, and who has to look at a request. */
import { leaseInSeconds } from "../../../contract/timing";
import { isOpen, next } from "../transitions";
import { isAutomatic } from "../summary";
import { oneLine } from "../text";
import type { ApprovalRequest, DecisionResult } from "../types";
import type { AutomaticAnswer, AutomaticResult } from "./answer";

export const resultOf = (decision: AutomaticResult["decision"]): DecisionResult =>
  decision === "approve" ? "Approved" : "Rejected";

/** True where people decide, for good: who was asked has said so. */
export const isLeft = ({ automatic }: Pick<ApprovalRequest, "automatic">): boolean =>
  automatic?.decision === "ask";

/** `Left to people by small-changes: it has failed`; undefined where it was not. */
export function leftSentence({
  automatic,
}: Pick<ApprovalRequest, "automatic">): string | undefined {
  if (automatic?.decision !== "ask") return undefined;
  const { by, reason } = automatic;
  return `Left to people by ${by === "when" ? "automaticDecision.when" : oneLine(by)}: ${oneLine(reason)}`;
}

/** True while nobody has begun to decide it but who decides without people, and CodePipeline has shown it. */
export const isFree = (request: ApprovalRequest): boolean =>
  isOpen(request) &&
  !request.unconfirmed &&
  (request.attempt === undefined || isAutomatic(request.attempt.person));

/**
 * The request with what was answered; undefined where it counts no more: people decide, or another run does at
 * this moment what it was told itself.
 */
export function answered(
  request: ApprovalRequest,
  { decision, reason }: AutomaticAnswer,
  by: string,
  now: Date,
): ApprovalRequest | undefined {
  if (!isFree(request) || isLeft(request)) return undefined;
  // What has rejected does not approve: neither after a crash nor after a second thought.
  if (request.automatic?.decision === "reject" && decision === "approve") return undefined;
  const { attempt } = request;
  const isHeld = attempt !== undefined && now < new Date(attempt.leaseUntil);
  if (isHeld && (decision === "ask" || attempt.result !== resultOf(decision))) return undefined;
  return next(request, { automatic: { decision, reason, by, at: now.toISOString() } });
}

/** Its messages say now that it was left to people; undefined where there is nothing to note. */
export function leftShown(request: ApprovalRequest): ApprovalRequest | undefined {
  const { automatic } = request;
  if (!isOpen(request) || automatic?.decision !== "ask" || automatic.shown) return undefined;
  return next(request, { automatic: { ...automatic, shown: true } });
}

/**
 * True where the request is still to be looked at: nobody has answered yet or, long enough ago, what was answered
 * has not come to its end.
 */
export function isUnasked(
  request: ApprovalRequest,
  now: Date,
  wokenBy: "event" | "sweep",
): boolean {
  const { requestedAt, automatic } = request;
  if (!isFree(request) || automatic?.shown) return false;
  if (wokenBy === "event") return automatic === undefined;
  // Until then the run that the event has woken may be at it.
  return now.getTime() - Date.parse(automatic?.at ?? requestedAt) >= leaseInSeconds * 1000;
}
