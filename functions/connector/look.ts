/** Has the decider look at a ticket where it says something else than when it looked at last. */
import type { ConnectorKind } from "../../contract/connectors";
import { describe } from "../adapters/log";
import type { TicketReading, TicketSystem } from "../connectors/connector";
import { remedyOf } from "../domain/errors";
import type { InvocationQueue, Log } from "../domain/ports";
import { ticketHandOver } from "../domain/tickets/handover";
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
}

export async function look(
  request: ApprovalRequest,
  hand: RowInHand,
  { system, decider, kind, name, log }: LookPorts,
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
  if (says === row.handedOver) return;
  await decider.send(ticketHandOver(row, kind, name, ticket.id));
  await hand.change({ handedOver: says });
  log.info("ticket_handed_over", about);
}
