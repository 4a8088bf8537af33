/**
 * Reminds of requests that wait, and escalates what nobody answers. It is woken when a request begins, when
 * a schedule fires and by sweep, and each time looks at the open requests of one action: what is due is
 * said, and what is next is scheduled. To be woken twice, late or for nothing is harmless.
 */
import type { ActionKey } from "../../contract/records";
import { aggregate } from "../adapters/classify";
import { MalformedError } from "../domain/errors";
import type { Schedules } from "../domain/ports";
import { requestId } from "../domain/request-events";
import { parseReminder } from "../domain/reminder-event";
import { dueStep, isTimed, type TimedRequest } from "../domain/sla";
import { parseSweep } from "../domain/sweep-event";
import type { ApprovalRequest, GateSettings } from "../domain/types";
import { eachRequest, lookAfterEach } from "../shared/look-after";
import { takeStep, type TellPorts } from "./take-step";

export interface Ports extends TellPorts {
  readonly schedules: Schedules;
}

export type Handler = (event: unknown) => Promise<void>;

export function createHandler(ports: Ports): Handler {
  return async (event) => {
    const swept = parseSweep(event);
    if (swept !== undefined) {
      return lookAfterEach(swept, (action) => lookAfter(action, ports, "sweep"), ports.log);
    }
    const action = parseReminder(event);
    if (action === undefined) throw new MalformedError("The event names no approval action.");
    await lookAfter(action, ports, "event");
  };
}

/** Each request for itself: what fails of one holds up no other. */
async function lookAfter(
  action: ActionKey,
  ports: Ports,
  wokenBy: "sweep" | "event",
): Promise<void> {
  const settings = await ports.gates.read(action);
  if (settings?.sla === undefined) return;
  const { requests } = await ports.requests.unsettled(action);
  const failures = await eachRequest(
    requests,
    (request) => bringOn(request, settings, ports, wokenBy),
    "reminder_failed",
    ports.log,
  );
  if (failures.length > 0) throw aggregate(failures, `${failures.length} reminders of ${action}.`);
}

/** Says what is due; then the next step gets its schedule. */
async function bringOn(
  request: ApprovalRequest,
  settings: GateSettings,
  ports: Ports,
  wokenBy: "sweep" | "event",
): Promise<void> {
  if (!isTimed(request)) return;
  const due = dueStep(request, ports.clock.now());
  // Sweep makes no schedules of its own: it is itself what comes where one was lost.
  if (due === undefined) return wokenBy === "sweep" ? undefined : schedule(request, ports);
  const taken = await takeStep(request, due, settings, ports);
  if (taken !== undefined && isTimed(taken)) await schedule(taken, ports);
}

/** Named after the request and the step: what made it before has made it. */
async function schedule(request: TimedRequest, { schedules, log }: Ports): Promise<void> {
  const { action, token, sla } = request;
  const { at } = sla.steps[sla.next];
  const made = await schedules.create(`${requestId(request)}-${sla.next}`, new Date(at), action);
  if (made === "created") log.info("reminder_scheduled", { action, token, at, step: sla.next });
}
