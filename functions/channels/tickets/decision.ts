/** A ticket's decision: whose it is, and what becomes of it. */
import { isDeepStrictEqual } from "node:util";
import type { DecidingKind } from "../../../contract/connectors";
import type { TicketReading, TicketState } from "../../connectors/connector";
import { personOf } from "../../domain/connector-actor";
import { requestId } from "../../domain/request-events";
import { mayVote } from "../../domain/rule/identity";
import { votesIn } from "../../domain/rule/votes";
import { type GateConnector, namedConnector } from "../../domain/tickets/gate-connector";
import type { TicketHandOver } from "../../domain/tickets/handover";
import { ticketOf } from "../../domain/tickets/kept";
import { isOpen } from "../../domain/transitions";
import type { Actor, ApprovalRequest, DecisionCommand } from "../../domain/types";
import { untoldRefusal } from "../../shared/unseen-channel";
import type { ReceivedDecision, WhyNot } from "../channel";
import { keep } from "./keep";
import type { ReadPorts } from "./read-ticket";
import { reasonOf, refusedSentence } from "./words";

type Decided = TicketState & { readonly kind: "decided" };

/** In the name of who moved the ticket there. */
export function commandOf(
  { ticket }: TicketReading,
  state: Decided,
  { action, token }: Pick<ApprovalRequest, "action" | "token">,
  kind: DecidingKind,
  { clock }: Pick<ReadPorts, "clock">,
): DecisionCommand {
  const { result, person, others = [] } = state;
  const agreed = others.map((one) => personOf(kind, one));
  return {
    // Of the change in the system: read again, it is no second decision.
    id: `${kind}-${requestId({ action, token })}-${state.id}-${result}`,
    ...{ action, token, result },
    reason: reasonOf(ticket, state),
    person: personOf(kind, person),
    // A clock that is ahead makes nothing newer than what is said now.
    signedAt: Math.min(state.at, Math.floor(clock.now().getTime() / 1000)),
    ...(agreed.length > 0 && { agreed }),
  };
}

export function decisionOf(
  look: TicketHandOver,
  reading: TicketReading,
  state: Decided,
  read: GateConnector,
  kind: DecidingKind,
  ports: ReadPorts,
): ReceivedDecision {
  const { action, token, ticket: id, connector: name } = look;
  const { gates, requests, log } = ports;
  const command = commandOf(reading, state, look, kind, ports);
  const note = async (person: Actor, why: WhyNot): Promise<void> => {
    const latest = await requests.read(action, token);
    const waits = { kind: "waiting", why: refusedSentence(command.result, person, why) } as const;
    if (latest !== undefined) await keep(latest, reading, waits, name, kind, ports);
  };
  return {
    command,
    authorize: async () => {
      const settings = await gates.read(action);
      const now = settings && namedConnector(settings, kind, name);
      const isAsRead = now !== undefined && isDeepStrictEqual(now, read);
      if (settings !== undefined && isAsRead) {
        const people = votesIn(command).map(({ person }) => person);
        if (people.every((person) => mayVote(settings, person))) return { allowed: true, settings };
      }
      return { allowed: false, ...untoldRefusal("ticket_refused") };
    },
    refusalFor: (latest) =>
      isOpen(latest) && ticketOf(latest, name)?.id !== id
        ? untoldRefusal("ticket_refused")
        : undefined,
    answer: async (answer) => {
      const ticket = reading.ticket.label;
      log.info("ticket_outcome", { action, token, ticket, outcome: answer.kind });
      if (answer.kind === "vote-refused") await note(answer.person, answer.why);
      return true;
    },
  };
}
