/** A system of the outside world that connectors call: what each stand-in is, whatever it stands for. */
import type { Clock } from "../clock";

/** A call as the system receives it. */
export interface SystemRequest {
  readonly method: string;
  /** Under the system's own address: `https://example.service-now.com/api/...`. */
  readonly url: URL;
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface SystemAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is answered as JSON. */
  readonly body?: object | string;
}

/** What a person sees of a ticket, and can do about it. */
export interface SystemTicket {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly lines: readonly string[];
  readonly actions: readonly { readonly id: string; readonly label: string }[];
  /** True of what is there without a request, as a schedule is: scripts leave it alone. */
  readonly isStanding?: boolean;
}

export interface StandIn {
  /** `servicenow`. */
  readonly kind: string;
  /** Name for people: `ServiceNow (example.service-now.com)`. */
  readonly title: string;
  /** The addresses under which functions call it: `https://example.service-now.com`. */
  readonly origins: readonly string[];
  /** Who may do something there: ids by which the system names them, and names. */
  readonly people: Readonly<Record<string, string>>;
  /** What lies in the secrets that let others in: JSON values by ARN. */
  readonly credentials: Readonly<Record<string, object>>;
  /** Answers a call, and refuses what the system refuses. */
  answer(request: SystemRequest): SystemAnswer | Promise<SystemAnswer>;
  tickets(): readonly SystemTicket[];
  /** A person does something to a ticket. Throws what the system says where it does not let them. */
  act(ticket: string, action: string, person: string): void | Promise<void>;
}

/** What a stand-in is made with. */
export interface SystemSurroundings {
  readonly clock: Clock;
  /** Calls an endpoint of the account, as the system does from outside. */
  readonly deliver: (
    url: string,
    request: { method: string; headers: Record<string, string>; body: string },
  ) => Promise<{ status: number; body: string }>;
}

/** Makes a stand-in from its entry in `systems.rehearsal.yaml`; throws where that cannot be used. */
export type CreateStandIn = (entry: unknown, ctx: SystemSurroundings) => StandIn;
