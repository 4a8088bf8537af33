/**
 * The channel of a company's own system: nobody sees a request on it but there, and what somebody has decided there
 * comes in as that system has signed it.
 */
import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { ConnectorCredentials } from "../../adapters/connector-credentials";
import { parsedCredentials } from "../../connectors/answers";
import { verify, webhookCredentials } from "../../connectors/standard-webhooks";
import { connectorActor, personOf } from "../../domain/connector-actor";
import { FinalError, TransientError } from "../../domain/errors";
import { requestId } from "../../domain/request-events";
import { mayVote } from "../../domain/rule/identity";
import { isTimestamp } from "../../domain/signed-time";
import { type GateConnector, namedConnector } from "../../domain/tickets/gate-connector";
import type { GateSettings } from "../../domain/types";
import { unseenChannel, untoldRefusal } from "../../shared/unseen-channel";
import type { DecidingChannel, DecidingChannelPorts, Received, ReceivedDecision } from "../channel";
import { readDecision, resultOf, type WebhookDecision } from "./decision";
import { webhookName } from "./name";
import { parseSignedDecision, type SignedDecision } from "./signed-decision";

export interface WebhookChannelPorts extends DecidingChannelPorts {
  readonly credentials: ConnectorCredentials;
}

export const createWebhookChannel = (ports: WebhookChannelPorts): DecidingChannel =>
  unseenChannel(webhookName, (handedOver) => {
    const signed = parseSignedDecision(handedOver);
    if (signed !== undefined) return proved(signed, ports);
    throw new FinalError("The event is nothing that the receiver of a webhook hands over.");
  });

/** Where to look counts as far as it leads to the request that was signed. */
async function proved(signed: SignedDecision, ports: WebhookChannelPorts): Promise<Received> {
  const { action, token, connector: name, headers, body } = signed;
  const refused = (reason: string): Received => {
    ports.log.error("webhook_refused", { action, token, connector: name, reason });
    return { kind: "none" };
  };
  const settings = await ports.gates.read(action);
  const connector = settings && namedConnector(settings, webhookName, name);
  if (settings === undefined || connector === undefined) return refused("not the gate's connector");
  await needSigned(signed, settings, connector, ports);
  needInTime(headers.timestamp, ports.clock.now());
  const read = readDecision(Buffer.from(body));
  if ("problem" in read) return refused(read.problem);
  const { decision } = read;
  if (decision.requestId !== requestId({ action, token })) return refused("of another request");
  const request = await ports.requests.read(action, token);
  if (request === undefined || request.unconfirmed) return refused("no such request");
  return { kind: "decision", decision: received(signed, decision, connector, ports) };
}

/** Read with the right of the request's own gate, and no other's. */
async function needSigned(
  { headers, body }: SignedDecision,
  { deciderRoleArn }: GateSettings,
  { name, credentialsArn }: GateConnector,
  { credentials }: WebhookChannelPorts,
): Promise<void> {
  const connector = connectorActor(webhookName, name);
  const text = await credentials.read(deciderRoleArn, credentialsArn, connector);
  const secrets = parsedCredentials("The webhook's credentials", text, webhookCredentials);
  if (verify({ ...headers, body: Buffer.from(body) }, secrets)) return;
  // A secret that was stored just now is read by the next try; at last a person judges it.
  throw new TransientError("The webhook's system did not sign the decision.", {
    remedy: "During a rotation, keep the old secret as previousSecret for six hours.",
  });
}

/**
 * The receiver has refused what was older than five minutes, but nothing proves when it took this one. Lambda tries for
 * six hours (Developer Guide, "Asynchronous invocation"): so long it may be under way, and no longer.
 */
const longestWay = 6 * 3600;
const tolerance = 300;

function needInTime(timestamp: string, now: Date): void {
  const age = now.getTime() / 1000 - Number(timestamp);
  if (isTimestamp(timestamp) && age <= longestWay + tolerance && age >= -tolerance) return;
  throw new FinalError("The webhook's decision was signed too long ago.", {
    remedy: "Whoever has decided has to do so again.",
  });
}

function received(
  { action, token, connector: name, headers }: SignedDecision,
  said: WebhookDecision,
  proof: GateConnector,
  { gates, log, clock }: WebhookChannelPorts,
): ReceivedDecision {
  const { actor, reason } = said;
  const result = resultOf(said);
  const person = personOf(webhookName, { id: actor.id, displayName: actor.name ?? actor.id });
  return {
    command: {
      id: commandId([name, headers.id, said.requestId, result, actor.id]),
      ...{ action, token, result, reason, person },
      signedAt: secondOf(said, headers, clock.now()),
    },
    authorize: async () => {
      const settings = await gates.read(action);
      const connector = settings && namedConnector(settings, webhookName, name);
      if (settings === undefined || !isDeepStrictEqual(connector, proof)) {
        throw new TransientError(
          "The gate's connector was changed: its secret is asked once more.",
        );
      }
      if (proof.approverIds.includes(actor.id) && mayVote(settings, person)) {
        return { allowed: true, settings };
      }
      return { allowed: false, ...untoldRefusal("not_an_approver") };
    },
    refusalFor: () => undefined,
    answer: ({ kind: outcome }) => {
      log.info("webhook_outcome", { action, token, webhookId: headers.id, outcome });
      return Promise.resolve(true);
    },
  };
}

/** When it was decided there: what is sent late is no newer for that, and nothing is newer than its signature. */
function secondOf(
  { decidedAt }: Pick<WebhookDecision, "decidedAt">,
  { timestamp }: SignedDecision["headers"],
  now: Date,
): number {
  const decided = Date.parse(decidedAt);
  const latest = Math.min(Number(timestamp) * 1000, now.getTime());
  return Math.floor(Math.min(Number.isNaN(decided) ? latest : decided, latest) / 1000);
}

/** Sent again under its id, it is the same decision; other words under the same id are another one. */
const commandId = (of: readonly string[]): string =>
  `${webhookName}-${createHash("sha256").update(JSON.stringify(of)).digest("hex").slice(0, 32)}`;
