/** Deployment: the handler with the real world around it. */
import { environment } from "../../contract/environment";
import { lazyDynamoDb } from "../adapters/aws/dynamodb";
import { createDeadLetterQueue } from "../adapters/dead-letter-queue";
import { optional, required } from "../adapters/environment";
import { createGateList } from "../adapters/gates";
import { createInvocationQueue } from "../adapters/invocation-queue";
import { createLog } from "../adapters/log";
import { deployedMetering } from "../adapters/metrics";
import { createUnsettledIndex } from "../adapters/unsettled-index";
import type { InvocationQueue } from "../domain/ports";
import { keepFinal } from "../shared/keep-final";
import { createHandler, type Handler } from "./handler";

/** Undefined where the hub was not asked for such a function. */
function queueOf(variable: string): InvocationQueue | undefined {
  const functionArn = optional(variable);
  return functionArn === undefined ? undefined : createInvocationQueue(functionArn);
}

function create(): Handler {
  const client = lazyDynamoDb();
  const log = createLog();
  const handle = createHandler({
    clock: { now: () => new Date() },
    gates: createGateList(client, required(environment.gatesTable)),
    unsettled: createUnsettledIndex(client, required(environment.requestsTable)),
    notifier: createInvocationQueue(required(environment.notifierFunction)),
    watcher: createInvocationQueue(required(environment.watcherFunction)),
    publisher: createInvocationQueue(required(environment.publisherFunction)),
    reminder: queueOf(environment.reminderFunction),
    automatic: queueOf(environment.automaticFunction),
    ledger: queueOf(environment.ledgerFunction),
    bypass: queueOf(environment.bypassFunction),
    measures: queueOf(environment.measuresFunction),
    metering: deployedMetering(),
    log,
  });
  const deadLetters = createDeadLetterQueue(required(environment.deadLetterQueueUrl));
  return keepFinal(handle, { deadLetters, log });
}

let created: Handler | undefined;

export const handler: Handler = (event) => (created ??= create())(event);
