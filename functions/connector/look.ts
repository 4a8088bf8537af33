/**
 * Has the decider look at a ticket where it says something else than when it looked at last, and once more after a
 * while where the request is open all the same: a run of the decider may have failed for good, or somebody may decide
 * now who could not then.
 */
import type { ConnectorKind } from "../../contract/connectors";
import { describe } from "../adapters/log";
import type { TicketReading, TicketSystem } from "../connectors/connector";
import { remedyOf } from "../domain/errors";
import type { Clock, InvocationQueue, Log } from "../domain/ports";
import { ticketHandOver } from "../domain/tickets/handover";
import { ticketOf } from "../domain/tickets/kept";
import { isOpen } from "../domain/transitions";
import type { ApprovalRequest } from "../domain/types";
import type { RowInHand } from "./row-in-hand";

export interface LookPorts {
  readonly kind: ConnectorKind;
  /** Name of the connector. */
  readonly name: string;
  readonly system: TicketSystem;
  /** Absent where nothing of the system reaches the decider. */
  readonly decider?: InvocationQueue;
  readonly log: Log;
  readonly clock: Clock;
}

/** Minutes until what was handed over in vain is handed over again. */
const againMinutes = 15;

export async function look(
  request: ApprovalRequest,
  hand: RowInHand,
  { system, decider, kind, name, log, clock }: LookPorts,
): Promise<void> {
  const { row } = hand;
  const { ticket, action, token } = row;
  if (decider === undefined || ticket === undefined || !isOpen(request)) return;
  const about = { action, token, ticket: ticket.label };
  let reading: TicketReading | undefined;
  try {
    reading = await system.read?.(ticket.id);
  } catch (error) {
    // The next run reads it again, a minute later.
    log.warn("ticket_unread", { ...about, ...describe(error), remedy: remedyOf(error) });
    return;
  }
  if (reading === undefined) return log.warn("ticket_gone", about);
  const says = JSON.stringify(reading.state);
  const isKnown = says === row.handedOver;
  // A ticket that waits has nothing to bring about but its link in the messages.
  const isInVain = reading.state.kind === "decided" || ticketOf(request, name)?.id !== ticket.id;
  const now = clock.now();
  if (isKnown && !(isInVain && isLongAgo(row.handedOverAt, now))) return;
  await decider.send(ticketHandOver(row, kind, name, ticket.id));
  await hand.change({ handedOver: says, handedOverAt: now.toISOString() });
  log.info("ticket_handed_over", about);
}

const isLongAgo = (at: string | undefined, now: Date): boolean =>
  at === undefined || now.getTime() - Date.parse(at) >= againMinutes * 60_000;
