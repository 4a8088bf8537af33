/**
 * A gate with a connector of any kind, all of it together: the connector's function, the decider, CodePipeline, and the
 * rehearsal's stand-in of the system, of which every call may fail.
 */
import { createTicketChannel } from "../../../../functions/channels/tickets/channel";
import { createHandler as createConnector } from "../../../../functions/connector/handler";
import type { Connector } from "../../../../functions/connectors/connector";
import type { Http, HttpRequest } from "../../../../functions/connectors/http";
import { connectorOf } from "../../../../functions/connectors/registry";
import { FinalError, TransientError } from "../../../../functions/domain/errors";
import { extendedHistory } from "../../../../functions/domain/request-events";
import { type DecidingKind, isDecidingKind } from "../../../../contract/connectors";
import { standIns } from "../../../../rehearsal/systems/registry";
import type { StandIn } from "../../../../rehearsal/systems/system";
import { settings, token } from "../domain/samples";
import { FakeTickets, happened, scheduled } from "../support/ticket-world";
import { expires, World } from "../support/world";
import { sns } from "../support/world-events";

const arn = (name: string): string =>
  `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}-AbCdEf`;

/** What is tried of a kind. */
export interface Tried {
  readonly kind: string;
  readonly settings: object;
  /** Of the stand-in, without its secrets. */
  readonly entry: object;
  /** What Carla does to the ticket until it approves; nobody decides there where it is absent. */
  readonly go?: readonly string[];
  /** True where the system has taken whatever it answers with 2xx, whatever else it says. */
  readonly takesAll?: boolean;
}

/** How one call fails: answered instead of the system, or lost when the system has done what was asked. */
export type Failure = { readonly status: number; readonly text?: string } | "no answer" | "lost";

export class SystemWorld extends World {
  readonly standIn: StandIn;
  /** Every call: its method and path. */
  readonly asked: string[] = [];
  /** What nobody tries again: it lies in a dead letter queue, and an alarm says so. */
  readonly kept: unknown[] = [];
  /** Answers how the call of this number fails, if it does. */
  failure: (call: number) => Failure | undefined = () => undefined;
  private readonly tickets = new FakeTickets();

  constructor(readonly of: Tried) {
    super();
    const clock = { now: () => this.clock.now(), at: () => ({ cancel: () => undefined }) };
    const deliver = () => Promise.reject(new Error("The system calls nobody."));
    const readerCredentialsArn = of.kind === "teams" ? {} : { readerCredentialsArn: arn("reader") };
    const entry = { kind: of.kind, credentialsArn: arn("writer"), ...readerCredentialsArn };
    this.standIn = standIns[of.kind]({ ...entry, ...of.entry }, { clock, deliver });
  }

  private get connector(): Connector {
    return connectorOf(this.of.kind)!;
  }

  private readonly http: Http = async (request) => {
    const url = new URL(request.url);
    const failure = this.failure(this.asked.push(`${request.method} ${url.pathname}`) - 1);
    if (typeof failure === "object") return responseOf(failure);
    if (failure === "no answer") throw new TransientError("The system has not answered.");
    const { status, body } = await this.standIn.answer(callOf(request));
    if (failure === "lost") throw new TransientError("The system has not answered.");
    return responseOf({ status, text: typeof body === "object" ? JSON.stringify(body) : body });
  };

  private around(credentials: () => Promise<string>) {
    const { clock, log, http } = this;
    return { settings: JSON.stringify(this.of.settings), credentials, http, clock, log };
  }

  private readonly secret = async (of: string): Promise<string> =>
    JSON.stringify(this.standIn.credentials[of]);

  override ports(...given: Parameters<World["ports"]>) {
    const ports = super.ports(...given);
    const { kind } = this.of;
    if (!isDecidingKind(kind as DecidingKind)) return ports;
    const channel = createTicketChannel(kind as DecidingKind, {
      ...{ ...ports, connectorOf, http: this.http },
      credentials: { read: (_, of) => this.secret(of) },
    });
    return { ...ports, channels: [...ports.channels, channel] };
  }

  /** A run of the connector's function, and of the decider where it is handed something. */
  async run(event: object): Promise<void> {
    const { kind } = this.connector;
    const system = this.connector.createSystem(this.around(() => this.secret(arn("writer"))));
    const connector = createConnector({
      ...{ ...this.ports(), kind, name: "systems", system, tickets: this.tickets },
      unsettled: { actions: async () => this.table.unsettledActions() },
      decider: { send: async (handed: object) => void this.handedOver.push(handed) },
      random: () => 0,
    });
    await connector(event).catch((error: unknown) => this.keep(error));
    for (let handed = this.handedOver.shift(); handed; handed = this.handedOver.shift()) {
      await this.tryThrice(handed);
    }
  }

  /** As Lambda tries the decider: what fails at last is kept. */
  private async tryThrice(handed: object): Promise<void> {
    for (let tried = 1; tried <= 3; tried += 1) {
      try {
        return await this.decide(handed);
      } catch (error) {
        if (tried === 3 || error instanceof FinalError) return void this.kept.push(error);
        this.clock.advance(60 * tried);
      }
    }
  }

  private keep(error: unknown): void {
    const errors: unknown[] = error instanceof AggregateError ? error.errors : [error];
    this.kept.push(...errors.filter((one) => one instanceof FinalError));
  }

  /** After so many minutes the schedule comes by, and once more. */
  async after(minutes: number): Promise<void> {
    for (const passed of [minutes, 1]) {
      this.clock.advance(60 * passed);
      await this.run(scheduled);
    }
  }

  /** Nobody has answered in time. */
  async escalate(): Promise<void> {
    const request = this.request();
    const time = this.clock.now().toISOString();
    const history = extendedHistory(request, { type: "Escalated", time });
    await this.table.save({ ...request, history, version: request.version + 1 });
  }

  /** Carla brings the ticket to where it approves. */
  async go(): Promise<void> {
    const [ticket] = this.standIn.tickets();
    for (const action of this.of.go ?? []) await this.standIn.act(ticket.id, action, "carla");
  }
}

const callOf = ({ method, url, headers = {}, body = "" }: HttpRequest) => ({
  ...{ method, url: new URL(url), body },
  headers: Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  ),
});

const responseOf = ({ status, text = "" }: { status: number; text?: string }) => ({
  ...{ status, text },
  header: () => undefined,
});

/** A request that waits, shown in Slack, of whose gate the connector's function has heard. */
export async function systemWorld(
  of: Tried,
  failure: SystemWorld["failure"] = () => undefined,
): Promise<SystemWorld> {
  const world = new SystemWorld(of);
  world.failure = failure;
  const connector = {
    ...{ kind: of.kind, name: "systems", settings: JSON.stringify(of.settings) },
    credentialsArn: of.kind === "teams" ? arn("writer") : arn("reader"),
    ...{ approverIds: ["carla"], scheduleIds: [] },
  };
  const gate = { ...settings, connectors: [connector] } as typeof settings;
  world.gates.set(settings.action, gate);
  world.pipelines.wait(token, expires);
  await world.notify(sns({}));
  await world.run(happened("Requested"));
  return world;
}
