/** What a kind of connector is to the functions: a system that opens a ticket for a request, and may decide it. */
import type { ConnectorKind } from "../../contract/connectors";
import type { BypassEvent } from "../domain/bypass/bypass-event";
import type { ReviewEvent } from "../domain/bypass/review-event";
import type { Clock, Log } from "../domain/ports";
import type { RequestEvent } from "../domain/request-events";
import type { ApprovalRequest, DecisionResult } from "../domain/types";
import type { Http } from "./http";

/** A ticket as people find it. */
export interface Ticket {
  /** Id by which the system reads it. */
  readonly id: string;
  /** As people call it: `CHG0030001`, `OPS-17`. */
  readonly label: string;
  /** Its page; absent where it has none. */
  readonly url?: string;
}

/** A ticket as the system shows it at this moment. */
export interface TicketReading {
  readonly ticket: Ticket;
  /** The id of the request that it was opened for, as it says itself; undefined where it names none. */
  readonly requestId?: string;
  readonly state: TicketState;
}

/** Somebody as the system names them. */
export interface SystemPerson {
  readonly id: string;
  readonly displayName: string;
}

/** What a ticket means for its request. What is not certain waits, and says why. */
export type TicketState =
  | { readonly kind: "waiting"; readonly why?: string }
  | {
      readonly kind: "decided";
      /** Of the change that decided: the same whenever the ticket is read again. */
      readonly id: string;
      readonly result: DecisionResult;
      /** Epoch seconds: when it was brought there, as the system says. */
      readonly at: number;
      /** Who brought it there. */
      readonly person: SystemPerson;
      /** Who decided the same, where the system does not tell who was the last: each of them must be allowed to. */
      readonly others?: readonly SystemPerson[];
      readonly reason?: string;
    };

/** Reads tickets: what the decider believes, and nothing else. */
export interface TicketReader {
  /** Undefined where there is no such ticket. */
  read(ticketId: string): Promise<TicketReading | undefined>;
}

/** What a connector's function does in the system. Everything may be done twice, and is then done once. */
export interface TicketSystem extends Partial<TicketReader> {
  /** The ticket of the request, new or found; undefined where the system has none for it. */
  open(request: ApprovalRequest): Promise<Ticket | undefined>;
  /** The ticket that a call has opened of which nobody has heard. Absent where tickets are not looked for. */
  find?(request: ApprovalRequest): Promise<Ticket | undefined>;
  /** Says what has happened to the request after Requested; an end closes the ticket. */
  tell(event: RequestEvent, request: ApprovalRequest, ticket: Ticket | undefined): Promise<void>;
  /** Says that a gate was bypassed, or that a bypass was reviewed. Absent where nobody hears of that there. */
  tellOfBypass?(event: BypassEvent | ReviewEvent): Promise<void>;
}

/** What a kind is made with. */
export interface ConnectorContext {
  /** JSON of the kind's settings, as the component wrote it. */
  readonly settings: string;
  /** The text of the secret, read anew where it is asked again. */
  readonly credentials: () => Promise<string>;
  readonly http: Http;
  readonly clock: Clock;
  readonly log: Log;
  /** Where decisions of a webhook are sent to. */
  readonly decisionUrl?: string;
}

/** E-mail addresses in lower case of those who are on call for one of the schedules at this moment. Throws where that cannot be read. */
type WhoIsOnCall = (scheduleIds: readonly string[]) => Promise<readonly string[]>;

/** A kind of connector: a folder beside this file, and a line in the registry. */
export interface Connector {
  readonly kind: ConnectorKind;
  readonly createSystem: (of: ConnectorContext) => TicketSystem;
  /** Absent where tickets decide nothing. */
  readonly createReader?: (of: ConnectorContext) => TicketReader;
  /** Absent where nobody is on call. */
  readonly createOnCall?: (of: ConnectorContext) => WhoIsOnCall;
}
