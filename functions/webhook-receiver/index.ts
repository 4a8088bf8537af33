/** Deployment: the handler with the real world around it. */
import { environment } from "../../contract/environment";
import { lazyDynamoDb } from "../adapters/aws/dynamodb";
import { required } from "../adapters/environment";
import { createInvocationQueue } from "../adapters/invocation-queue";
import { createLog } from "../adapters/log";
import { createSecretStore } from "../adapters/secret-store";
import { createTicketTable } from "../adapters/tickets";
import { createHandler, type Handler } from "../channels/webhook/receiver/handler";
import { webhookCredentials } from "../connectors/standard-webhooks";

function create(): Handler {
  const clock = { now: () => new Date() };
  const form = {
    schema: webhookCredentials,
    name: "webhook's credentials",
    fields: "secret (whsec_…) and, during a rotation, previousSecret",
  };
  return createHandler({
    connector: required(environment.connectorName),
    credentials: createSecretStore(required(environment.credentialsArn), form, clock),
    tickets: createTicketTable(lazyDynamoDb(), required(environment.ticketsTable)),
    decider: createInvocationQueue(required(environment.deciderFunction)),
    clock,
    log: createLog(),
  });
}

let created: Handler | undefined;

/** A wrong deployment shows at the first request, in the log, and refuses it. */
export const handler: Handler = (event) => (created ??= create())(event);
