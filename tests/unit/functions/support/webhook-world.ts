/** A world with a company's own system: what it is sent, what it posts to the receiver, and what the decider makes of it. */
import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from "aws-lambda";
import { createWebhookChannel } from "../../../../functions/channels/webhook/channel";
import { createHandler as createReceiver } from "../../../../functions/channels/webhook/receiver/handler";
import type { Ports as ReceiverPorts } from "../../../../functions/channels/webhook/receiver/handler";
import { createHandler as createConnector } from "../../../../functions/connector/handler";
import type { HttpRequest } from "../../../../functions/connectors/http";
import { sign, type WebhookCredentials } from "../../../../functions/connectors/standard-webhooks";
import { webhook as kind } from "../../../../functions/connectors/webhook";
import { requestId } from "../../../../functions/domain/request-events";
import type { GateSettings } from "../../../../functions/domain/types";
import { settings, token } from "../domain/samples";
import { FakeTickets, happened } from "./ticket-world";
import { type Crash, expires, World } from "./world";
import { sns } from "./world-events";
import { sessionSecrets } from "./session-secrets";

export const secretOf = (byte: number): string =>
  `whsec_${Buffer.alloc(32, byte).toString("base64")}`;

export const secret = secretOf(1);

export const releases: NonNullable<GateSettings["connectors"]>[number] = {
  ...{ kind: "webhook", name: "releases" },
  settings: JSON.stringify({ url: "https://releases.example.com/hooks" }),
  credentialsArn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:releases-AbCdEf",
  ...{ approverIds: ["carla", "DOMAIN\\dora"], scheduleIds: [] },
};

export const gate: GateSettings = { ...settings, connectors: [releases] };

export interface Said {
  readonly requestId?: string;
  readonly decision?: unknown;
  readonly actor?: unknown;
  readonly reason?: unknown;
}

export interface Sent {
  readonly method?: string;
  readonly id?: string;
  /** Seconds from now. */
  readonly away?: number;
  readonly by?: WebhookCredentials;
  readonly headers?: Record<string, string>;
  readonly base64?: boolean;
}

export class WebhookWorld extends World {
  readonly tickets = new FakeTickets();
  /** What the system was sent, and what it answers. */
  readonly sent: HttpRequest[] = [];
  status = 204;
  /** By its ARN. */
  readonly secrets = new Map<string, WebhookCredentials>([[releases.credentialsArn, { secret }]]);
  /** The secret that was read, and in whose name. */
  readonly read: string[] = [];
  /** Every call of the receiver. */
  readonly asked: string[] = [];

  override ports(...given: Parameters<World["ports"]>) {
    const ports = super.ports(...given);
    const credentials = ports.through(
      "secrets",
      sessionSecrets(this.read, (arn) => JSON.stringify(this.secrets.get(arn))),
    );
    return {
      ...ports,
      channels: [...ports.channels, createWebhookChannel({ ...ports, credentials })],
    };
  }

  /** A run of the connector's function. */
  connect = (event: unknown = happened("Requested"), crash?: Crash) => {
    const ports = this.ports(crash);
    const { through } = ports;
    const system = kind.createSystem({
      ...{ clock: this.clock, log: this.log, settings: releases.settings },
      credentials: async () => JSON.stringify(this.secrets.get(releases.credentialsArn)),
      http: async (call) => {
        this.sent.push(call);
        return { status: this.status, header: () => undefined, text: "" };
      },
      decisionUrl: "https://abc.lambda-url.eu-west-1.on.aws/",
    });
    return createConnector({
      ...ports,
      ...{ kind: "webhook" as const, name: releases.name },
      system: through("system", system),
      tickets: through("tickets", this.tickets),
      unsettled: { actions: async () => this.table.unsettledActions() },
      random: () => 0,
    })(event);
  };

  /** What the system has been told, by its type. */
  told = (): string[] => this.sent.map(({ body }) => JSON.parse(body!).type as string);

  body = (said: Said = {}): string =>
    JSON.stringify({
      type: "approval.decision",
      timestamp: this.clock.now().toISOString(),
      data: {
        requestId: requestId(this.request()),
        ...{ decision: "approved", actor: { id: "carla", name: "Carla" } },
        ...said,
      },
    });

  /** A request at the public address, signed unless the headers say otherwise. */
  urlEvent(body: string | Buffer = this.body(), sent: Sent = {}): LambdaFunctionURLEvent {
    const { method = "POST", id = "msg_1", away = 0, by = { secret }, base64 = false } = sent;
    const raw = Buffer.from(body);
    const timestamp = String(Math.floor(this.clock.now().getTime() / 1000) + away);
    const signed = {
      "webhook-id": id,
      "webhook-timestamp": timestamp,
      "webhook-signature": sign({ id, timestamp, body: raw }, by),
    };
    return {
      headers: sent.headers ?? signed,
      requestContext: { http: { method } },
      body: raw.toString(base64 ? "base64" : "utf8"),
      isBase64Encoded: base64,
    } as unknown as LambdaFunctionURLEvent;
  }

  receive = async (
    event: LambdaFunctionURLEvent,
    change: Partial<ReceiverPorts> = {},
  ): Promise<{ statusCode: number; body: string }> => {
    const receiver = createReceiver({
      ...{ connector: releases.name, clock: this.clock, log: this.log },
      credentials: {
        read: async ({ refresh = false } = {}) => {
          this.asked.push(refresh ? "credentials again" : "credentials");
          return this.secrets.get(releases.credentialsArn)!;
        },
      },
      tickets: {
        pending: () => {
          this.asked.push("pending");
          return this.tickets.pending();
        },
      },
      decider: {
        send: async (handed) => {
          this.asked.push("decider");
          this.handedOver.push(handed);
        },
      },
      ...change,
    });
    return (await receiver(event)) as Exclude<LambdaFunctionURLResult, string> as never;
  };

  /** Somebody decides in the system: what it posts is answered by this status, and is with the decider then. */
  post = async (said: Said = {}, sent: Sent = {}): Promise<number> =>
    (await this.receive(this.urlEvent(this.body(said), sent))).statusCode;

  /** As Lambda tries what the decider was handed: what fails is tried again. Answers what has failed at last. */
  decideAll = async (crash?: Crash): Promise<unknown[]> => {
    const kept: unknown[] = [];
    let at = crash;
    for (let event = this.handedOver.shift(); event; event = this.handedOver.shift()) {
      for (let tried = 1; tried <= 3; tried += 1) {
        try {
          await this.decide(event, at);
          break;
        } catch (error) {
          if (tried === 3) kept.push(error);
          this.clock.advance(60 * tried);
        } finally {
          at = undefined;
        }
      }
    }
    return kept;
  };
}

/** A request that waits, of which the system was told. */
export async function webhookWorld(of: GateSettings = gate): Promise<WebhookWorld> {
  const world = new WebhookWorld();
  world.gates.set(of.action, of);
  world.pipelines.wait(token, expires);
  await world.notify(sns({}));
  await world.connect();
  return world;
}
