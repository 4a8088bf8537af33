/**
 * The public endpoint of a webhook connector. It verifies, finds the request, and hands over what was signed; it has no
 * power to decide anything, and does not know who may.
 */
import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from "aws-lambda";
import { describe } from "../../../adapters/log";
import type { SecretStore } from "../../../adapters/secret-store";
import { withTimeout } from "../../../adapters/timeout";
import { verify, type WebhookCredentials } from "../../../connectors/standard-webhooks";
import type { Clock, InvocationQueue, Log } from "../../../domain/ports";
import { reasonProblem } from "../../../domain/reason";
import { requestId } from "../../../domain/request-events";
import type { TicketTable } from "../../../domain/tickets/ports";
import { readDecision, resultOf, type WebhookDecision } from "../decision";
import { webhookName } from "../name";
import type { SignedDecision } from "../signed-decision";
import { readRequest, type SignedMessage } from "./request";

export interface Ports {
  /** Name of the connector. */
  readonly connector: string;
  readonly credentials: SecretStore<WebhookCredentials>;
  readonly tickets: Pick<TicketTable, "pending">;
  readonly decider: InvocationQueue;
  readonly clock: Clock;
  readonly log: Log;
  /** Milliseconds for everything that waits on somebody else, together. */
  readonly budget?: number;
}

export type Handler = (event: LambdaFunctionURLEvent) => Promise<LambdaFunctionURLResult>;

/** Leaves time of the function's ten seconds for an answer. */
const defaultBudget = 8000;

export function createHandler(ports: Ports): Handler {
  return async (event) => {
    const { log, clock, budget = defaultBudget } = ports;
    const until = clock.now().getTime() + budget;
    const inTime = <T>(what: string, work: Promise<T>): Promise<T> =>
      withTimeout(Math.max(until - clock.now().getTime(), 0), what, work);
    const reading = readRequest(event, clock.now());
    if ("refusal" in reading) {
      const { status, reason } = reading.refusal;
      log.warn("malformed_request", { status, reason });
      return answer(status);
    }
    const { request } = reading;
    let isAuthentic: boolean;
    try {
      isAuthentic = await inTime("The credentials", isSigned(request, ports.credentials));
    } catch (error) {
      log.error("credentials_unavailable", describe(error));
      return answer(503);
    }
    if (!isAuthentic) {
      log.warn("signature_invalid");
      return answer(401);
    }
    try {
      return await inTime("Handing over", handOver(request, ports));
    } catch (error) {
      log.error("decision_not_queued", { webhookId: request.id, ...describe(error) });
      return answer(503, "It is not certain that the decision was taken: send it again.");
    }
  };
}

/** Signed with a secret that was stored just now, it may be: then the secret is read once more. */
async function isSigned(
  request: SignedMessage,
  credentials: SecretStore<WebhookCredentials>,
): Promise<boolean> {
  if (verify(request, await credentials.read())) return true;
  return verify(request, await credentials.read({ refresh: true }));
}

/** From here on the company's system is known to have sent it, and may be told what is wrong with it. */
async function handOver(request: SignedMessage, ports: Ports): Promise<LambdaFunctionURLResult> {
  const { log, decider } = ports;
  const { id, timestamp, signature, body } = request;
  const read = readDecision(body);
  if ("problem" in read) {
    log.warn("payload_not_understood", { webhookId: id, reason: read.problem });
    return answer(400, read.problem);
  }
  const { decision } = read;
  const problem = reasonProblem(resultOf(decision), decision.reason);
  if (problem !== undefined) {
    log.warn("reason_invalid", { webhookId: id });
    return answer(400, problem);
  }
  const found = await requestOf(decision, ports);
  if (found === undefined) {
    log.warn("webhook_request_unknown", { webhookId: id, request: decision.requestId });
    return answer(404, "No request with this id waits for a decision.");
  }
  const { action, token } = found;
  const event: SignedDecision = {
    ...{ version: 1, channel: webhookName, connector: ports.connector },
    ...{ action, token, headers: { id, timestamp, signature }, body: body.toString("utf8") },
  };
  await decider.send(event);
  log.info("decision_queued", { action, webhookId: id, person: decision.actor.id });
  return answer(202);
}

/** An id is a digest of action and token: of the few requests that wait, the one that it is of. */
async function requestOf(
  decision: Pick<WebhookDecision, "requestId">,
  { tickets }: Pick<Ports, "tickets">,
) {
  const pending = await tickets.pending();
  return pending.find((one) => requestId(one) === decision.requestId);
}

/** Whoever is not known to be that system learns the status alone. */
function answer(statusCode: number, error?: string): LambdaFunctionURLResult {
  return {
    statusCode,
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" },
    body: error === undefined ? "" : JSON.stringify({ error }),
  };
}
