/**
 * Has the decider look at requests of gates that decide by themselves. It is woken when a request begins and by
 * sweep, and says where to look: what is decided, the decider asks for itself. To be woken twice is harmless.
 */
import type { ActionKey } from "../../contract/records";
import { aggregate } from "../adapters/classify";
import { handOverOf } from "../domain/automatic/handover";
import { isUnasked } from "../domain/automatic/left";
import { MalformedError } from "../domain/errors";
import type { Clock, GateStore, InvocationQueue, Log, RequestStore } from "../domain/ports";
import { parseRequested } from "../domain/requested-event";
import { parseSweep } from "../domain/sweep-event";
import type { ApprovalRequest } from "../domain/types";
import { eachRequest, lookAfterEach } from "../shared/look-after";

export interface Ports {
  readonly gates: GateStore;
  readonly requests: Pick<RequestStore, "unsettled">;
  readonly decider: InvocationQueue;
  readonly log: Log;
  readonly clock: Clock;
}

export type Handler = (event: unknown) => Promise<void>;

export function createHandler(ports: Ports): Handler {
  return async (event) => {
    const swept = parseSweep(event);
    if (swept !== undefined) {
      return lookAfterEach(swept, (action) => lookAfter(action, ports, "sweep"), ports.log);
    }
    const action = parseRequested(event);
    if (action === undefined) throw new MalformedError("The event names no approval action.");
    await lookAfter(action, ports, "event");
  };
}

/** Each request for itself: one that cannot be handed over holds up no other. */
async function lookAfter(
  action: ActionKey,
  { gates, requests, decider, log, clock }: Ports,
  wokenBy: "event" | "sweep",
): Promise<void> {
  const settings = await gates.read(action);
  if (settings?.automaticDecision === undefined) return;
  const unsettled = await requests.unsettled(action);
  const handOver = async (request: ApprovalRequest): Promise<void> => {
    if (!isUnasked(request, clock.now(), wokenBy)) return;
    await decider.send(handOverOf(request));
    log.info("automatic_handed_over", { action, token: request.token });
  };
  const failures = await eachRequest(
    unsettled.requests,
    handOver,
    "automatic_not_handed_over",
    log,
  );
  if (failures.length > 0) throw aggregate(failures, `${failures.length} requests of ${action}.`);
}
