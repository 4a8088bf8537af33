/** A world with another system: its tickets, the connector's table, and the runs of the connector's function. */
import type {
  Connector,
  Ticket,
  TicketReading,
  TicketSystem,
} from "../../../../functions/connectors/connector";
import { createTicketChannel } from "../../../../functions/channels/tickets/channel";
import { createHandler as createConnector } from "../../../../functions/connector/handler";
import type { RequestEvent } from "../../../../functions/domain/request-events";
import { requestId } from "../../../../functions/domain/request-events";
import type { TicketTable } from "../../../../functions/domain/tickets/ports";
import { parseRow, type TicketRow } from "../../../../functions/domain/tickets/row";
import type { ApprovalRequest, GateSettings } from "../../../../functions/domain/types";
import { settings, token } from "../domain/samples";
import { type Crash, expires, World } from "./world";
import { sns } from "./world-events";
import { sessionSecrets } from "./session-secrets";

export const changes: NonNullable<GateSettings["connectors"]>[number] = {
  ...{ kind: "servicenow", name: "changes", settings: "{}" },
  credentialsArn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:changes-AbCdEf",
  ...{ approverIds: ["carla"], scheduleIds: [] },
};

export const gate: GateSettings = { ...settings, connectors: [changes] };

/** The connector's table: a write must name the version that it replaces. */
export class FakeTickets implements TicketTable {
  readonly rows = new Map<string, string>();

  async read(action: string, of: string): Promise<TicketRow | undefined> {
    const row = this.rows.get(`${action}#${of}`);
    return row === undefined ? undefined : parseRow(JSON.parse(row));
  }

  async create(row: TicketRow): Promise<"created" | "exists"> {
    if ((await this.read(row.action, row.token)) !== undefined) return "exists";
    this.rows.set(`${row.action}#${row.token}`, JSON.stringify(row));
    return "created";
  }

  async save(next: TicketRow): Promise<"saved" | "conflict"> {
    const known = await this.read(next.action, next.token);
    if (known?.version !== next.version - 1) return "conflict";
    this.rows.set(`${next.action}#${next.token}`, JSON.stringify(next));
    return "saved";
  }

  async pending() {
    return [...this.rows.values()]
      .map((row) => parseRow(JSON.parse(row)))
      .filter(({ isClosed }) => !isClosed)
      .map(({ action, token: of }) => ({ action, token: of }));
  }
}

/** The other system: a ticket for each request, and what was told of it. */
class FakeSystem implements TicketSystem {
  readonly tickets = new Map<string, TicketReading>();
  /** What was told, once for each event of a request. */
  readonly told: string[] = [];
  opened = 0;

  async open(request: ApprovalRequest): Promise<Ticket> {
    const id = requestId(request);
    const known = [...this.tickets.values()].find((one) => one.requestId === id);
    if (known !== undefined) return known.ticket;
    this.opened += 1;
    const label = `CHG000${this.opened}`;
    const ticket = { id: `sys${this.opened}`, label, url: `https://x.example/${label}` };
    this.tickets.set(ticket.id, { ticket, requestId: id, state: { kind: "waiting" } });
    return ticket;
  }

  async tell({ id, type }: RequestEvent): Promise<void> {
    const line = `${id} ${type}`;
    if (!this.told.includes(line)) this.told.push(line);
  }

  async read(id: string): Promise<TicketReading | undefined> {
    return this.tickets.get(id);
  }

  /** Somebody moves a ticket. */
  decide(
    result: "Approved" | "Rejected",
    by = "carla",
    ticket = "sys1",
    id = "audit-1",
    at = Date.parse("2026-11-22T21:00:00Z") / 1000,
  ): void {
    const reading = this.tickets.get(ticket)!;
    const person = { id: by, displayName: by === "carla" ? "Carla" : by };
    this.tickets.set(ticket, { ...reading, state: { kind: "decided", id, result, at, person } });
  }
}

export class TicketWorld extends World {
  readonly tickets = new FakeTickets();
  readonly system = new FakeSystem();
  /** The secret that was read, and in whose name. */
  readonly read: string[] = [];
  connectorName = changes.name;
  /** From 0 to less than 1, as Math.random. */
  random = 0;

  override ports(...given: Parameters<World["ports"]>) {
    const ports = super.ports(...given);
    const { through } = ports;
    const system = through("system", this.system);
    const connector: Connector = {
      kind: "servicenow",
      createSystem: () => system,
      createReader: ({ credentials }) => ({
        read: async (id) => {
          await credentials();
          return system.read(id);
        },
      }),
    };
    const credentials = through(
      "secrets",
      sessionSecrets(this.read, () => "{}"),
    );
    const channel = createTicketChannel("servicenow", {
      ...ports,
      ...{ credentials, connectorOf: () => connector },
      http: () => Promise.reject(new Error("no network")),
    });
    return { ...ports, channels: [...ports.channels, channel] };
  }

  connect = (event: unknown, crash?: Crash) => {
    const ports = this.ports(crash);
    const { through } = ports;
    return createConnector({
      ...ports,
      ...{ kind: "servicenow" as const, name: this.connectorName },
      system: through("system", this.system),
      tickets: through("tickets", this.tickets),
      unsettled: { actions: async () => this.table.unsettledActions() },
      decider: through("decider", {
        send: async (handed: object) => void this.handedOver.push(handed),
      }),
      random: () => this.random,
    })(event);
  };

  /** As Lambda tries what the decider was handed: what fails is tried again. */
  decideAll = async (crash?: Crash): Promise<void> => {
    let at = crash;
    for (let event = this.handedOver.shift(); event; event = this.handedOver.shift()) {
      for (let tried = 0; tried < 3; tried += 1) {
        try {
          await this.decide(event, at);
          break;
        } catch {
          this.clock.advance(60 * (tried + 1));
        } finally {
          at = undefined;
        }
      }
    }
  };

  /** The schedule, minute by minute, and what the decider is handed. */
  minutes = async (count: number, crash?: Crash): Promise<void> => {
    for (let minute = 0; minute < count; minute += 1) {
      this.clock.advance(60);
      await this.connect(scheduled, minute === 0 ? crash : undefined).catch(() => undefined);
      await this.decideAll();
    }
  };
}

export const scheduled = { source: "aws.events", "detail-type": "Scheduled Event", detail: {} };

export const happened = (type: string) => ({
  source: "codepipeline-approvals",
  "detail-type": type,
  detail: {
    request: { pipelineName: "orders", stageName: "production", actionName: "approve" },
  },
});

/** A request that waits and is shown in Slack; its gate names the connector. */
export async function ticketWorld(of: GateSettings = gate): Promise<TicketWorld> {
  const world = new TicketWorld();
  world.gates.set(of.action, of);
  world.pipelines.wait(token, expires);
  await world.notify(sns({}));
  return world;
}

/** The same, with a ticket that the decider has read. */
export async function openedWorld(of: GateSettings = gate): Promise<TicketWorld> {
  const world = await ticketWorld(of);
  await world.connect(happened("Requested"));
  await world.decideAll();
  return world;
}

export const decisions = (world: World): string[] =>
  world.pipelines.decisions.map(({ result, by }) => `${result} ${by.split("/").at(-1)}`);
