/** Tells one event of a request in the system, and keeps what has failed until it is tried again. */
import { describe } from "../adapters/log";
import { GoneError, SystemError } from "../connectors/answers";
import { nextTry } from "../connectors/backoff";
import type { Ticket, TicketSystem } from "../connectors/connector";
import { FinalError, remedyOf } from "../domain/errors";
import type { Clock, Log } from "../domain/ports";
import { isEnd, type RequestEvent } from "../domain/request-events";
import { failedOnce, type RowChange, toldThrough } from "../domain/tickets/row";
import { isOpen } from "../domain/transitions";
import type { ApprovalRequest } from "../domain/types";
import type { RowInHand } from "./row-in-hand";

export interface TellPorts {
  readonly system: TicketSystem;
  readonly log: Log;
  readonly clock: Clock;
  /** From 0 to less than 1. */
  readonly random: () => number;
}

/** True where it was told. Throws a FinalError where it never will be: the event is kept, and an alarm says so. */
export async function tellNext(
  event: RequestEvent,
  request: ApprovalRequest,
  hand: RowInHand,
  ports: TellPorts,
): Promise<boolean> {
  const { row } = hand;
  const { system, log } = ports;
  const about = { action: row.action, token: row.token, type: event.type };
  let change: RowChange;
  try {
    change = await tell(event, request, hand, system);
  } catch (error) {
    await keep(error, event, hand, ports);
    return false;
  }
  const isClosed = change.isClosed ?? isEnd(event);
  await hand.save(toldThrough(row, event.sequence, { ...change, isClosed }));
  log.info("ticket_told", { ...about, ticket: hand.row.ticket?.label });
  return true;
}

/** What of the row changes when the event was told. */
async function tell(
  event: RequestEvent,
  request: ApprovalRequest,
  { row: { ticket } }: RowInHand,
  system: TicketSystem,
): Promise<RowChange> {
  const hasTickets = system.read !== undefined;
  if (event.type !== "Requested") {
    // Where no ticket could be opened, there is nothing to say it on.
    if (!hasTickets || ticket !== undefined) await system.tell(event, request, ticket);
    return {};
  }
  if (!hasTickets || isOpen(request)) return opened(await system.open(request), {});
  // Nobody needs a ticket of what has ended before it was there; one that is there all the same is to be closed.
  return opened(await system.find?.(request), { isClosed: true });
}

const opened = (ticket: Ticket | undefined, otherwise: RowChange): RowChange =>
  ticket === undefined ? otherwise : { ticket };

async function keep(
  error: unknown,
  event: RequestEvent,
  hand: RowInHand,
  { log, clock, random }: TellPorts,
): Promise<void> {
  const { row } = hand;
  const { action, token } = row;
  const { type, sequence } = event;
  const about = { action, token, type, ...describe(error), remedy: remedyOf(error) };
  const now = clock.now();
  const failedAt = row.failedAt === undefined ? now : new Date(row.failedAt);
  const retryAfter = error instanceof SystemError ? error.retryAfter : undefined;
  const at =
    error instanceof FinalError
      ? undefined
      : nextTry(row.attempts + 1, failedAt, now, random, retryAfter);
  if (at !== undefined) {
    log.warn("ticket_not_told", { ...about, at: at.toISOString() });
    return hand.save(failedOnce(row, now, at));
  }
  log.error("ticket_given_up", about);
  const isClosed = isEnd(event) || error instanceof GoneError;
  await hand.save(toldThrough(row, sequence, { isClosed }));
  throw new FinalError(`${type} of a request was given up.`, { cause: error });
}
