/** The systems around an example: opened, made to fail, and used by people. */
import { keepIn } from "../credentials";
import type { Account } from "../aws/account/account";
import type { Clock } from "../clock";
import { standIns } from "./registry";
import { type Outage, SystemServer } from "./server";
import { readSystems } from "./settings";
import type { CreateStandIn, StandIn, SystemSurroundings, SystemTicket } from "./system";

/** A system that runs. */
export interface OpenSystem extends Pick<StandIn, "kind" | "title" | "people"> {
  /** The first of its addresses, by which scripts and the page name it. */
  readonly id: string;
  /** How it is down; undefined where it is well. */
  readonly outage: Outage | undefined;
  fail(outage: Outage | undefined): void;
  tickets(): readonly SystemTicket[];
  /** A person does something to a ticket. Throws what the system says where it does not let them. */
  act(ticket: string, action: string, person: string): Promise<void>;
}

export interface Systems {
  readonly all: readonly OpenSystem[];
  /** Local URLs, by the addresses under which functions call them. */
  readonly urls: Readonly<Record<string, string>>;
  /** Is told after every change of a ticket or of an outage; answers what ends it. */
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
}

export interface SystemsOptions {
  readonly exampleDir: string;
  readonly account: Account;
  readonly clock: Clock;
  readonly kinds?: Readonly<Record<string, CreateStandIn>>;
}

/**
 * Opens what `systems.rehearsal.yaml` describes, and puts what lets others in where the example's
 * configuration says, as a person does with the AWS CLI.
 */
export async function openSystems({
  exampleDir,
  account,
  clock,
  kinds = standIns,
}: SystemsOptions): Promise<Systems> {
  const ctx = { clock, deliver: deliveryTo(account) };
  const found = readSystems(exampleDir, kinds, ctx);
  const listeners = new Set<() => void>();
  const changed = (): void => listeners.forEach((listener) => listener());
  const opened: Running[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(opened.map(({ server }) => server.close()));
  };
  const urls: Record<string, string> = {};
  try {
    for (const standIn of found) {
      const running = new Running(standIn, changed);
      opened.push(running);
      Object.assign(urls, await running.server.listen());
      for (const [arn, value] of Object.entries(standIn.credentials)) {
        keepIn(account.stores, arn, value);
      }
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    all: opened,
    urls,
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close,
  };
}

function deliveryTo({ functions }: Account): SystemSurroundings["deliver"] {
  return async (url, { method, headers, body }) => {
    const { pathname, search } = new URL(url);
    return functions.request(url, {
      ...{ method, path: `${pathname}${search}` },
      headers: Object.entries(headers),
      body: Buffer.from(body),
    });
  };
}

class Running implements OpenSystem {
  readonly server: SystemServer;

  constructor(
    private readonly standIn: StandIn,
    private readonly changed: () => void,
  ) {
    this.server = new SystemServer(standIn, changed);
  }

  get id(): string {
    return this.standIn.origins[0];
  }

  get kind(): string {
    return this.standIn.kind;
  }

  get title(): string {
    return this.standIn.title;
  }

  get people(): StandIn["people"] {
    return this.standIn.people;
  }

  get outage(): Outage | undefined {
    return this.server.outage;
  }

  fail(outage: Outage | undefined): void {
    this.server.outage = outage;
    this.changed();
  }

  tickets(): readonly SystemTicket[] {
    return this.standIn.tickets();
  }

  async act(ticket: string, action: string, person: string): Promise<void> {
    const { title, people } = this.standIn;
    if (this.outage !== undefined) throw new Error(`${title} is down: nobody can work in it.`);
    if (!Object.hasOwn(people, person)) {
      const known = Object.keys(people).join(", ");
      throw new Error(`There is no ${person} in ${title}. People: ${known}.`);
    }
    const shown = this.tickets().find(({ id }) => id === ticket);
    if (shown === undefined) throw new Error(`There is no ${ticket} in ${title}.`);
    if (!shown.actions.some(({ id }) => id === action)) {
      const known = shown.actions.map(({ id }) => id).join(", ") || "nothing";
      throw new Error(`Nobody can do "${action}" to ${ticket} now. What can be done: ${known}.`);
    }
    try {
      await this.standIn.act(ticket, action, person);
    } finally {
      this.changed();
    }
  }
}
