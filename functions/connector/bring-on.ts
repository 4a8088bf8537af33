/**
 * Brings one request on in the system: opens its ticket, tells its events in their order, closes the ticket, and has
 * the decider look when what the ticket says has changed. Each step may be the last of a run: what it has done is
 * noted before the next, and everything may be done twice.
 */
import type { ActionKey } from "../../contract/records";
import { TransientError } from "../domain/errors";
import type { RequestStore } from "../domain/ports";
import { isDue, isHeld, leased, newRow, type TicketRow, touched } from "../domain/tickets/row";
import type { TicketTable } from "../domain/tickets/ports";
import type { ApprovalRequest } from "../domain/types";
import { look, type LookPorts } from "./look";
import { RowInHand, tries } from "./row-in-hand";
import { tellNext, type TellPorts } from "./tell";

export interface BringOnPorts extends TellPorts, LookPorts {
  readonly requests: Pick<RequestStore, "read">;
  readonly tickets: TicketTable;
}

/** Events of one request that one run tells: the next one goes on. */
const stepsOfARun = 20;

/** `mayBegin` is false where the gate does not name the connector: what was begun is brought to its end. */
export async function bringOn(
  action: ActionKey,
  token: string,
  mayBegin: boolean,
  ports: BringOnPorts,
): Promise<void> {
  const row = await acquire(action, token, mayBegin, ports);
  if (row === undefined) return;
  const hand = new RowInHand(row, ports.tickets);
  try {
    for (let step = 0; step < stepsOfARun; step += 1) {
      const request = await ports.requests.read(action, token);
      if (await takeStep(request, hand, ports)) continue;
      if (await hand.letGo()) return;
    }
    await hand.letGo();
  } catch (error) {
    // Whoever comes next does not wait for a lease that nobody holds.
    await hand.letGo().catch(() => false);
    throw error;
  }
}

/** The row in this run's hands; undefined where another run has it, or there is nothing to begin. */
async function acquire(
  action: ActionKey,
  token: string,
  mayBegin: boolean,
  { tickets, requests, clock }: BringOnPorts,
): Promise<TicketRow | undefined> {
  for (let tried = 0; tried < tries; tried += 1) {
    const row = await tickets.read(action, token);
    if (row === undefined) {
      const request = mayBegin ? await requests.read(action, token) : undefined;
      if (request === undefined || request.unconfirmed) return undefined;
      await tickets.create(newRow(request));
      continue;
    }
    if (row.isClosed) return undefined;
    const isTheirs = isHeld(row, clock.now());
    const next = isTheirs ? touched(row) : leased(row, clock.now());
    if ((await tickets.save(next)) === "saved") return isTheirs ? undefined : next;
  }
  throw new TransientError(`The ticket of ${token} was changed by others ${tries} times in a row.`);
}

/** True where there may be more to do at once. */
async function takeStep(
  request: ApprovalRequest | undefined,
  hand: RowInHand,
  ports: BringOnPorts,
): Promise<boolean> {
  const { row } = hand;
  if (row.isClosed) return false;
  if (request === undefined) {
    // Deleted at the end of its retention: nobody knows any more what there was to tell.
    await hand.change({ isClosed: true });
    return false;
  }
  const event = request.history?.find(({ sequence }) => sequence > row.through);
  const mayTell = isDue(row, ports.clock.now());
  if (event !== undefined && mayTell) return tellNext(event, request, hand, ports);
  // A note that waits for its next try holds up no decision: the system may be back long before.
  await look(request, hand, ports);
  return false;
}
