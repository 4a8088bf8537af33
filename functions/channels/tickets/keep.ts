/** What a request keeps of its ticket: where it is, and why it decides nothing yet. */
import type { DecidingKind } from "../../../contract/connectors";
import type { TicketReading, TicketState } from "../../connectors/connector";
import { withTicket } from "../../domain/tickets/kept";
import type { ApprovalRequest } from "../../domain/types";
import { update } from "../../shared/update";
import type { ReadPorts } from "./read-ticket";

export async function keep(
  request: ApprovalRequest,
  { ticket }: TicketReading,
  state: TicketState,
  connector: string,
  kind: DecidingKind,
  { requests, log }: ReadPorts,
): Promise<ApprovalRequest> {
  const { id, label, url } = ticket;
  const note = state.kind === "waiting" ? state.why : undefined;
  const said = { connector, kind, id, label, ...(url && { url }), ...(note && { note }) };
  const kept = await update(requests, request, (latest) => withTicket(latest, said));
  const { action, token } = request;
  const event = note === undefined ? "ticket_kept" : "ticket_waits";
  log.info(event, { action, token, ticket: label, note });
  return kept;
}
