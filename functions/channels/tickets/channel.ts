/**
 * The channel of another system's tickets: nobody sees a request on it but in that system, and what a ticket decides
 * was read there in this very run, with the right of the request's own gate.
 */
import type { DecidingKind } from "../../../contract/connectors";
import { FinalError } from "../../domain/errors";
import { requestId } from "../../domain/request-events";
import { personOf } from "../../domain/connector-actor";
import { mayVote } from "../../domain/rule/identity";
import { type GateConnector, namedConnector } from "../../domain/tickets/gate-connector";
import { type TicketHandOver, parseTicketHandOver } from "../../domain/tickets/handover";
import { mayBeTicket, ticketOf } from "../../domain/tickets/kept";
import { isOpen } from "../../domain/transitions";
import type { ApprovalRequest, GateSettings } from "../../domain/types";
import type { SystemPerson, TicketState } from "../../connectors/connector";
import { redraw } from "../../shared/redraw";
import { showEnd, unseenChannel } from "../../shared/unseen-channel";
import type { Channel, DecidingChannel, Received } from "../channel";
import { decisionOf } from "./decision";
import { keep } from "./keep";
import { type ReadPorts, readTicket } from "./read-ticket";
import { stillSays } from "./still-says";
import { waitsSentence } from "./words";

export type TicketChannelPorts = ReadPorts;

export const createTicketChannel = (
  kind: DecidingKind,
  ports: TicketChannelPorts,
): DecidingChannel => ({
  ...unseenChannel(kind, (handedOver) => {
    const look = parseTicketHandOver(handedOver);
    if (look?.channel === kind) return lookAt(look, kind, ports);
    throw new FinalError("The event is nothing that a connector hands over.");
  }),
  stillSays: (vote, request, settings) => stillSays(vote, request, settings, kind, ports),
});

/** Of what was handed over, only where to look counts. */
async function lookAt(
  look: TicketHandOver,
  kind: DecidingKind,
  ports: TicketChannelPorts,
): Promise<Received> {
  const { action, token, connector: name, ticket: id } = look;
  const about = { action, token, connector: name, ticket: id };
  const refused = (reason: string): Received => {
    ports.log.warn("ticket_refused", { ...about, reason });
    return { kind: "none" };
  };
  const settings = await ports.gates.read(action);
  const connector = settings && namedConnector(settings, kind, name);
  if (settings === undefined || connector === undefined) return refused("not the gate's connector");
  const request = await ports.requests.read(action, token);
  if (request === undefined || request.unconfirmed) return refused("no such request");
  // A run that died when it had decided is tried again, and comes here.
  if (!isOpen(request)) {
    ports.log.info("ticket_not_needed", { action, token });
    return showEnd(request, settings, ports.requests);
  }
  if (!mayBeTicket(request, name, id)) return refused("another ticket is the request's");
  const reading = await readTicket(id, settings, connector, ports);
  if (reading === undefined) return refused("no such ticket");
  if (reading.requestId === undefined)
    return refused("the ticket proves of no request that it is its own");
  if (reading.requestId !== requestId(request)) return refused("the ticket of another request");
  const state = judged(reading.state, settings, connector, look, ports);
  const kept = await keep(request, reading, state, name, kind, ports);
  // Another ticket was quicker.
  if (ticketOf(kept, name)?.id !== id) return refused("another ticket is the request's");
  if (state.kind === "waiting") return shown(kept, settings, ports);
  return { kind: "decision", decision: decisionOf(look, reading, state, connector, kind, ports) };
}

/** Who may not decide at this gate brings nothing about: the ticket waits for somebody who may. */
function judged(
  state: TicketState,
  settings: GateSettings,
  { kind, approverIds }: GateConnector,
  { action, token }: TicketHandOver,
  { log }: TicketChannelPorts,
): TicketState {
  if (state.kind === "waiting") return state;
  const { result, person: one, others = [] } = state;
  const mayDecide = (someone: SystemPerson): boolean =>
    approverIds.includes(someone.id) && mayVote(settings, personOf(kind, someone));
  const person = [one, ...others].find((someone) => !mayDecide(someone));
  if (person === undefined) return state;
  const isListed = approverIds.length > 0;
  if (isListed) log.warn("ticket_mover_refused", { action, token, person: person.id, result });
  return { kind: "waiting", why: waitsSentence({ ...state, person }, isListed) };
}

/** Its messages link to the ticket, and say why it waits. */
const shown = (
  request: ApprovalRequest,
  settings: GateSettings,
  { requests }: TicketChannelPorts,
): Received => ({
  kind: "touch",
  bringUpToDate: async (channels: readonly Channel[]): Promise<void> => {
    if (isOpen(request)) await redraw(request, settings, { requests, channels });
  },
});
