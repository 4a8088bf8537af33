/** A rehearsal with companies' own systems: their secrets, what they post, and an attacker's hands. */
import { randomBytes } from "node:crypto";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import type { UrlResponse } from "../../rehearsal/aws/lambda/types";
import { sign } from "../../functions/connectors/standard-webhooks";
import { requestId } from "../../functions/domain/request-events";
import { type LocalAws, openFixture } from "./e2e";

export const secretArn = (name: string): string =>
  `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}-AbCdEf`;

export const newSecret = (): string => `whsec_${randomBytes(32).toString("base64")}`;

/**
 * Pipelines whose gates are decided through IAM, and by the webhook connectors of these names, with those who may: a
 * connector and a system for each name.
 */
export function openWebhooks(
  pipelines: Readonly<Record<string, Readonly<Record<string, string[]>>>>,
): Promise<LocalAws> {
  const gates = Object.entries(pipelines).map(([name, connectors]) => ({
    ...{ name, inHub: true, connectors },
  }));
  const names = [...new Set(gates.flatMap(({ connectors }) => Object.keys(connectors)))];
  const url = (name: string): string => `https://${name}.example.com/approvals`;
  const connectors = names.map((name) => [
    name,
    { kind: "webhook", url: url(name), credentialsSecretArn: secretArn(name) },
  ]);
  const systems = names.map((name) => ({
    ...{ kind: "webhook", url: url(name), credentialsArn: secretArn(name) },
    people: { carla: "Carla" },
  }));
  const asked = { connectors: Object.fromEntries(connectors), hub: { connectors: true } };
  return openFixture("gates", { pipelines: gates, ...asked }, "operator", systems);
}

/** Hands something to the decider, as whoever may invoke functions of the account can. */
export async function invokeDecider({ rehearsal }: LocalAws, event: object): Promise<void> {
  const names = rehearsal.account.functions.names();
  const FunctionName = names.find((name) => name.startsWith("hub-decider"));
  const client = new LambdaClient(rehearsal.clientConfigFor("administrator"));
  const Payload = Buffer.from(JSON.stringify(event));
  await client.send(new InvokeCommand({ FunctionName, Payload }));
  client.destroy();
}

type Header = readonly [string, string];

/** What is no signed message, whatever is signed: headers that are missing, repeated or of another form. */
export function unsigned([id, timestamp, signature]: readonly Header[]): Header[][] {
  const [, time] = timestamp;
  const [, text] = signature;
  const forged = ["", "v1,", "v1", text.slice(0, -1), `${text}0`, text.replace("v1", "v2")];
  const untimely = ["NaN", "-1", `${time}.0`, ` ${time}`, "0x1", "1e9", ""];
  return [
    ...[[], [timestamp, signature], [id, signature], [id, timestamp]],
    ...[id, timestamp, signature].map((twice) => [twice, id, timestamp, signature]),
    [["webhook-id", "msg.1"], timestamp, signature],
    ...forged.map((wrong): Header[] => [id, timestamp, ["webhook-signature", wrong]]),
    ...untimely.map((wrong): Header[] => [id, ["webhook-timestamp", wrong], signature]),
  ];
}

export interface Posted {
  readonly id?: string;
  /** Seconds from now. */
  readonly away?: number;
  readonly secret?: string;
  readonly method?: string;
  readonly path?: string;
}

export interface Said {
  readonly requestId?: string;
  readonly decision?: string;
  readonly actor?: { readonly id: string; readonly name?: string };
  readonly reason?: string;
}

/** A company's own system behind the connector of this name. */
export class OwnSystem {
  private posted = 0;

  constructor(
    private readonly local: LocalAws,
    readonly name: string,
  ) {}

  /** The secret that lies where the connector and its receiver look for it. */
  get secret(): string {
    const { value } = this.local.rehearsal.account.stores.secrets.find(secretArn(this.name))!;
    return JSON.parse(value!).secret;
  }

  keep(credentials: object): void {
    const { secrets } = this.local.rehearsal.account.stores;
    secrets.put(secretArn(this.name), JSON.stringify(credentials));
  }

  /** What is posted when carla has approved the open request of a pipeline. */
  async decision(pipeline: string, said: Said = {}): Promise<string> {
    const { token } = await this.local.request(pipeline);
    return this.body({
      requestId: requestId({ action: `${pipeline}/Approve/Decide`, token }),
      ...said,
    });
  }

  body(said: Said): string {
    const actor = { id: "carla", name: "Carla" };
    const timestamp = this.local.rehearsal.clock.now().toISOString();
    const data = { decision: "approved", actor, ...said };
    return JSON.stringify({ type: "approval.decision", timestamp, data });
  }

  headers(body: string, { id, away = 0, secret = this.secret }: Posted = {}): Header[] {
    const seconds = Math.floor(this.local.rehearsal.clock.now().getTime() / 1000) + away;
    const message = { id: id ?? `msg_${(this.posted += 1)}`, timestamp: String(seconds) };
    const signature = sign({ ...message, body: Buffer.from(body) }, { secret });
    return [
      ["webhook-id", message.id],
      ["webhook-timestamp", message.timestamp],
      ["webhook-signature", signature],
    ];
  }

  /** A request to the public address of the connector, signed unless headers are given. */
  async post(body: string, posted: Posted = {}, headers?: readonly Header[]): Promise<UrlResponse> {
    const { method = "POST", path = "/" } = posted;
    const { account } = this.local.rehearsal;
    const url = account.resources.find(({ name }) => name === `${this.name}-receiver-url`)!;
    return account.functions.request(url.state.functionUrl, {
      ...{ method, path, body: Buffer.from(body) },
      headers: [["content-type", "application/json"], ...(headers ?? this.headers(body, posted))],
    });
  }
}
