/** The ticket of a connector, as a request keeps it: the first that the decider has read counts, and no other. */
import type { DecidingKind } from "../../../contract/connectors";
import { isOpen, next } from "../transitions";
import type { ApprovalRequest } from "../types";
import type { RequestTicket } from "../request-parts";

type Tickets = Pick<ApprovalRequest, "tickets">;

export const ticketOf = ({ tickets = [] }: Tickets, connector: string): RequestTicket | undefined =>
  tickets.find((one) => one.connector === connector);

/** False for another ticket than the one that the request has of the connector. */
export function mayBeTicket(request: Tickets, connector: string, id: string): boolean {
  const known = ticketOf(request, connector);
  return known === undefined || known.id === id;
}

/** The request with the ticket as it is now; undefined where nothing of it is new, or it came too late. */
export function withTicket(
  request: ApprovalRequest,
  ticket: Omit<RequestTicket, "kind"> & { readonly kind: DecidingKind },
): ApprovalRequest | undefined {
  const { tickets = [] } = request;
  if (!isOpen(request) || !mayBeTicket(request, ticket.connector, ticket.id)) return undefined;
  const known = ticketOf(request, ticket.connector);
  if (known !== undefined && ticketKey(known) === ticketKey(ticket)) return undefined;
  const others = tickets.filter(({ connector }) => connector !== ticket.connector);
  const all = [...others, ticket].sort((a, b) => (a.connector < b.connector ? -1 : 1));
  return next(request, { tickets: all });
}

const ticketKey = ({ connector, kind, id, label, url, note }: RequestTicket): string =>
  JSON.stringify([connector, kind, id, label, url, note]);

/** The same for requests whose messages show the same of their tickets. */
export const ticketsKey = ({ tickets = [] }: Tickets): string => tickets.map(ticketKey).join(" ");
