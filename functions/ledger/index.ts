/** Deployment: the handler with the real world around it. */
import { environment } from "../../contract/environment";
import { lazyDynamoDb } from "../adapters/aws/dynamodb";
import { createBypassStore } from "../adapters/bypasses";
import { createDeadLetterQueue } from "../adapters/dead-letter-queue";
import { optional, required } from "../adapters/environment";
import { createGateRecords } from "../adapters/gates";
import { createLedgerStore } from "../adapters/ledger";
import { createArchive } from "../adapters/ledger-archive";
import { createSigner } from "../adapters/ledger-signer";
import { createLog } from "../adapters/log";
import { createRecordingStore } from "../adapters/recordings";
import { backOff } from "../adapters/retry";
import { keepFinal } from "../shared/keep-final";
import { createHandler, type Handler } from "./handler";

function create(): Handler {
  const client = lazyDynamoDb();
  const log = createLog();
  const deadLetters = createDeadLetterQueue(required(environment.deadLetterQueueUrl));
  const bypassesTable = optional(environment.bypassesTable);
  const handle = createHandler({
    clock: { now: () => new Date() },
    pause: backOff(),
    hub: required(environment.hubName),
    ledger: createLedgerStore(client, required(environment.ledgerTable)),
    signer: createSigner(required(environment.ledgerKeyArn)),
    archive: createArchive(required(environment.ledgerBucket)),
    requests: createRecordingStore(client, required(environment.requestsTable)),
    gates: createGateRecords(client, required(environment.gatesTable)),
    ...(bypassesTable === undefined ? {} : { bypasses: createBypassStore(client, bypassesTable) }),
    deadLetters,
    log,
  });
  return keepFinal(handle, { deadLetters, log });
}

let created: Handler | undefined;

export const handler: Handler = (event) => (created ??= create())(event);
