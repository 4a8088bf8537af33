/** Deployment: the handler with the real world around it, for the connector that its environment names. */
import { environment } from "../../contract/environment";
import { lazyDynamoDb } from "../adapters/aws/dynamodb";
import { readSecretText } from "../adapters/aws/secrets";
import { createDeadLetterQueue } from "../adapters/dead-letter-queue";
import { optional, required } from "../adapters/environment";
import { createGateStore } from "../adapters/gates";
import { createInvocationQueue } from "../adapters/invocation-queue";
import { createLog } from "../adapters/log";
import { createRequestStore } from "../adapters/requests";
import { createTicketTable } from "../adapters/tickets";
import { createUnsettledIndex } from "../adapters/unsettled-index";
import { createHttp } from "../connectors/http";
import { connectorOf } from "../connectors/registry";
import { FinalError } from "../domain/errors";
import { keepFinal } from "../shared/keep-final";
import { createHandler, type Handler } from "./handler";

function create(): Handler {
  const clock = { now: () => new Date() };
  const client = lazyDynamoDb();
  const log = createLog();
  const kind = required(environment.connectorKind);
  const connector = connectorOf(kind);
  if (connector === undefined) throw new FinalError(`There is no kind of connectors ${kind}.`);
  const deciderFunction = optional(environment.deciderFunction);
  const requestsTable = required(environment.requestsTable);
  const handle = createHandler({
    ...{ clock, log, kind: connector.kind, name: required(environment.connectorName) },
    random: Math.random,
    // What a gate says of its channels is nothing to a connector.
    gates: createGateStore(client, required(environment.gatesTable), () => ({})),
    requests: createRequestStore(client, requestsTable),
    unsettled: createUnsettledIndex(client, requestsTable),
    tickets: createTicketTable(client, required(environment.ticketsTable)),
    decider: deciderFunction === undefined ? undefined : createInvocationQueue(deciderFunction),
    system: connector.createSystem({
      ...{ clock, log, http: createHttp() },
      settings: required(environment.connectorSettings),
      credentials: () => readSecretText(required(environment.credentialsArn)),
      decisionUrl: optional(environment.decisionUrl),
    }),
  });
  const deadLetters = createDeadLetterQueue(required(environment.deadLetterQueueUrl));
  return keepFinal(handle, { deadLetters, log });
}

let created: Handler | undefined;

export const handler: Handler = (event) => (created ??= create())(event);
