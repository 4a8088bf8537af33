/**
 * The SLA of a request: when somebody is reminded, when it counts as answered too late. Planned once, when
 * the request begins: what the gate says later is for later requests. One step at a time, each claimed by
 * one run in the table before anything is said.
 */
import { afterOpenMinutes } from "../../contract/working-time";
import { leaseInSeconds } from "../../contract/timing";
import { isOpen, next } from "./transitions";
import type { ApprovalRequest, GateSettings } from "./types";

export type Sla = NonNullable<ApprovalRequest["sla"]>;

/** A request with an SLA of which something is still to be said, and of which people may be asked. */
export type TimedRequest = ApprovalRequest & { readonly sla: Sla };

/** What a new request keeps of its gate's SLA. */
export function plannedSla({ sla }: Pick<GateSettings, "sla">, from: Date): { readonly sla?: Sla } {
  if (sla === undefined) return {};
  const { respondWithinMinutes, remindAfterMinutes, businessHours } = sla;
  const at = (minutes: number): string => {
    try {
      return afterOpenMinutes(from, minutes, businessHours).toISOString();
    } catch {
      // A time zone that this machine does not know: too early is better than never.
      return afterOpenMinutes(from, minutes).toISOString();
    }
  };
  const reminders = remindAfterMinutes.map((m) => ({ kind: "remind" as const, at: at(m) }));
  const dueAt = at(respondWithinMinutes);
  const steps = [...reminders, { kind: "respond" as const, at: dueAt }];
  const calendar = businessHours === undefined ? {} : { businessHours };
  return { sla: { respondWithinMinutes, ...calendar, dueAt, steps, next: 0 } };
}

/** True while there is something to be reminded of. */
export const isTimed = (request: ApprovalRequest): request is TimedRequest =>
  isOpen(request) &&
  !request.unconfirmed &&
  request.sla !== undefined &&
  request.sla.next < request.sla.steps.length;

/** The newest step that is due: where several are, the earlier ones have nothing left to say. */
export function dueStep({ sla }: TimedRequest, now: Date): number | undefined {
  const due = sla.steps.findLastIndex(({ at }) => Date.parse(at) <= now.getTime());
  return due < sla.next ? undefined : due;
}

/** What a run finds that wants to take a step. */
export type ClaimedStep =
  | { readonly kind: "claimed"; readonly next: ApprovalRequest }
  /** Another run is at it, or somebody decides at this moment. */
  | { readonly kind: "held" }
  /** It was taken, or the request has ended. */
  | { readonly kind: "done" };

/** Takes a step in hand. The breach of an SLA is a fact, whoever can be told of it. */
export function claimStep(request: ApprovalRequest, step: number, now: Date): ClaimedStep {
  if (!isTimed(request) || step < request.sla.next) return { kind: "done" };
  const { sla, attempt } = request;
  const isHeld = (until: string | undefined): boolean => now < new Date(until ?? 0);
  if (isHeld(sla.telling?.until) || isHeld(attempt?.leaseUntil)) return { kind: "held" };
  const until = new Date(now.getTime() + leaseInSeconds * 1000).toISOString();
  const told = sla.telling?.step === step ? sla.telling.told : [];
  const time = now.toISOString();
  const isBreach = sla.steps[step].kind === "respond" && sla.breachedAt === undefined;
  const claimed: Sla = { ...sla, telling: { step, until, told } };
  return {
    kind: "claimed",
    next: isBreach
      ? next(request, { sla: { ...claimed, breachedAt: time } }, { type: "SlaBreached", time })
      : next(request, { sla: claimed }),
  };
}

/** Somebody was told: a run that takes the step up again tells the others alone. */
export function recordTold(
  request: ApprovalRequest,
  step: number,
  whom: string,
): ApprovalRequest | undefined {
  const telling = request.sla?.telling;
  if (request.sla === undefined || telling?.step !== step) return undefined;
  const told = [...telling.told.filter((one) => one !== whom), whom];
  return next(request, { sla: { ...request.sla, telling: { ...telling, told } } });
}

/** The step is in no hands any more: whoever comes next need not wait. */
export function releasedStep(request: ApprovalRequest, step: number): ApprovalRequest | undefined {
  const telling = request.sla?.telling;
  if (request.sla === undefined || telling?.step !== step) return undefined;
  return next(request, {
    sla: { ...request.sla, telling: { ...telling, until: request.requestedAt } },
  });
}

/** Everybody was told. */
export function completedStep(
  request: ApprovalRequest,
  step: number,
  now: Date,
  escalates: boolean,
): ApprovalRequest | undefined {
  const { sla } = request;
  if (sla === undefined || step < sla.next) return undefined;
  const { telling: _, ...rest } = sla;
  const time = now.toISOString();
  const done: Sla = { ...rest, next: step + 1 };
  if (sla.steps[step].kind === "remind") {
    return next(request, { sla: { ...done, remindedAt: time } }, { type: "Reminded", time });
  }
  return escalates
    ? next(request, { sla: { ...done, escalatedAt: time } }, { type: "Escalated", time })
    : next(request, { sla: done });
}
