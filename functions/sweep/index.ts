/** Deployment: the handler with the real world around it. */
import { environment } from "../../contract/environment";
import { lazyDynamoDb } from "../adapters/aws/dynamodb";
import { createInvoke } from "../adapters/aws/invoke";
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

function create(): Handler {
  // One client, whose connections all of them share.
  const invoke = createInvoke();
  const queue = (variable: string): InvocationQueue =>
    createInvocationQueue(required(variable), invoke);
  /** Undefined where the hub was not asked for such a function. */
  const queueOf = (variable: string): InvocationQueue | undefined =>
    optional(variable) === undefined ? undefined : queue(variable);
  const client = lazyDynamoDb();
  const log = createLog();
  const handle = createHandler({
    clock: { now: () => new Date() },
    gates: createGateList(client, required(environment.gatesTable)),
    unsettled: createUnsettledIndex(client, required(environment.requestsTable)),
    notifier: queue(environment.notifierFunction),
    watcher: queue(environment.watcherFunction),
    publisher: queue(environment.publisherFunction),
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
