/** Deployment: the handler with the real world around it. */
import { environment } from "../../contract/environment";
import { lazyDynamoDb } from "../adapters/aws/dynamodb";
import { createDeadLetterQueue } from "../adapters/dead-letter-queue";
import { optional, required } from "../adapters/environment";
import { createGateList } from "../adapters/gates";
import { createInvocationQueue } from "../adapters/invocation-queue";
import { createLog } from "../adapters/log";
import { createMetering, metricsBy } from "../adapters/metrics";
import { createUnsettledIndex } from "../adapters/unsettled-index";
import { keepFinal } from "../shared/keep-final";
import { createHandler, type Handler } from "./handler";

function create(): Handler {
  const client = lazyDynamoDb();
  const log = createLog();
  const reminder = optional(environment.reminderFunction);
  const ledger = optional(environment.ledgerFunction);
  const bypass = optional(environment.bypassFunction);
  const measures = optional(environment.measuresFunction);
  const by = optional(environment.metricsBy);
  const handle = createHandler({
    clock: { now: () => new Date() },
    gates: createGateList(client, required(environment.gatesTable)),
    unsettled: createUnsettledIndex(client, required(environment.requestsTable)),
    notifier: createInvocationQueue(required(environment.notifierFunction)),
    watcher: createInvocationQueue(required(environment.watcherFunction)),
    publisher: createInvocationQueue(required(environment.publisherFunction)),
    ...(reminder === undefined ? {} : { reminder: createInvocationQueue(reminder) }),
    ...(ledger === undefined ? {} : { ledger: createInvocationQueue(ledger) }),
    ...(bypass === undefined ? {} : { bypass: createInvocationQueue(bypass) }),
    ...(measures === undefined ? {} : { measures: createInvocationQueue(measures) }),
    ...(by === undefined
      ? {}
      : { metering: createMetering(required(environment.hubName), metricsBy(by)) }),
    log,
  });
  const deadLetters = createDeadLetterQueue(required(environment.deadLetterQueueUrl));
  return keepFinal(handle, { deadLetters, log });
}

let created: Handler | undefined;

export const handler: Handler = (event) => (created ??= create())(event);
