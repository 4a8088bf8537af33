/** Whether a ticket still says what somebody has voted by it: moved on, or put on hold, it takes that back. */
import type { DecidingKind } from "../../../contract/connectors";
import { requestId } from "../../domain/request-events";
import type { Vote } from "../../domain/rule/standing";
import { votesIn } from "../../domain/rule/votes";
import { ticketOf } from "../../domain/tickets/kept";
import type { ApprovalRequest, GateSettings } from "../../domain/types";
import { commandOf } from "./decision";
import { type ReadPorts, readTicket } from "./read-ticket";

/** Throws where the ticket cannot be read. */
export async function stillSays(
  { id, person }: Pick<Vote, "id" | "person">,
  request: ApprovalRequest,
  settings: GateSettings,
  kind: DecidingKind,
  ports: ReadPorts,
): Promise<boolean> {
  const isOwn = (vote: Pick<Vote, "id" | "person">): boolean =>
    vote.id === id && vote.person.id === person.id;
  for (const connector of settings.connectors ?? []) {
    const ticket = connector.kind === kind ? ticketOf(request, connector.name) : undefined;
    const reading = ticket && (await readTicket(ticket.id, settings, connector, ports));
    if (reading?.requestId !== requestId(request) || reading.state.kind === "waiting") continue;
    const command = commandOf(reading, reading.state, request, kind, ports);
    if (votesIn(command).some(isOwn)) return true;
  }
  return false;
}
