/**
 * Keeps the ledger. It is woken by each event of the hub's bus and by sweep, and reads what happened from
 * the table that is the truth about it: whoever can put an event on the bus can put nothing into the ledger.
 * To be woken twice, late, in another order or for nothing is harmless.
 */
import { ledgerPartitions } from "../../contract/ledger";
import type { ActionKey } from "../../contract/records";
import { aggregate } from "../adapters/classify";
import { describe } from "../adapters/log";
import { FinalError, MalformedError, remedyOf } from "../domain/errors";
import { bypassRecord } from "../domain/ledger/bypass-record";
import { parseLedgerEvent, type Woken } from "../domain/ledger/ledger-event";
import type { BypassStore, RecordingStore } from "../domain/ledger/ports";
import { parseSweep } from "../domain/sweep-event";
import type { ApprovalRequest } from "../domain/types";
import { eachRequest, lookAfterEach } from "../shared/look-after";
import { append, type AppendPorts } from "./append";
import { archiveAgain, archiveAll, type ArchivePorts } from "./archive";
import { requestSource, type RequestSourcePorts } from "./request-source";

export interface Ports extends AppendPorts, ArchivePorts, RequestSourcePorts {
  readonly requests: RecordingStore;
  /** Absent where the hub does not look what bypasses its gates. */
  readonly bypasses?: BypassStore;
}

export type Handler = (event: unknown) => Promise<void>;

export function createHandler(ports: Ports): Handler {
  return async (event) => {
    const swept = parseSweep(event);
    if (swept !== undefined) {
      return lookAfterEach(swept, (action) => recordMissed(action, ports), ports.log);
    }
    const woken = parseLedgerEvent(event);
    if (woken === undefined) throw new MalformedError("The event is none that the ledger knows.");
    try {
      await record(woken, ports);
    } catch (error) {
      ports.log.error("ledger_failed", { ...woken, ...describe(error), remedy: remedyOf(error) });
      throw error;
    }
  };
}

function record(woken: Woken, ports: Ports): Promise<void> {
  switch (woken.kind) {
    case "request":
      return recordRequest(woken, ports);
    case "bypass":
      return recordBypass(woken.id, ports);
    case "archive":
      return archiveAgain(woken.sequence, ports);
  }
}

async function recordRequest(
  { action, requestId, sequence }: Woken & { readonly kind: "request" },
  ports: Ports,
): Promise<void> {
  const { ledger, requests } = ports;
  if ((await ledger.progress(`${ledgerPartitions.request}${requestId}`)) >= sequence) {
    // What an earlier run has left is archived; sweep has it noted.
    return archiveAll(ports);
  }
  const request = await requests.find(action, requestId);
  const last = request?.history?.at(-1)?.sequence ?? 0;
  if (request === undefined || last < sequence) throw new UnknownEventError();
  const through = await append(requestSource(request, ports), ports);
  await archiveAll(ports);
  await note(request, through, ports);
}

/** The table has less than somebody says: an event came too late, or is nobody's. */
class UnknownEventError extends FinalError {
  override readonly name = "UnknownEventError";
  override readonly remedy: string =
    "Compare the event with the pipeline's history. Where it happened, its request has expired in the " +
    "table, and only the log of that time tells of it; where not, somebody may put events on the hub's bus: see who.";

  constructor() {
    super("The table of requests has no such event, so it is not in the ledger.");
  }
}

async function recordBypass(id: string, ports: Ports): Promise<void> {
  const { ledger, bypasses } = ports;
  const of = `${ledgerPartitions.event}${id}`;
  if ((await ledger.progress(of)) === 0) {
    const kept = await bypasses?.event(id);
    if (kept === undefined) throw new UnknownBypassError();
    const recorded = bypassRecord(kept);
    const after = async (through: number) =>
      through === 0 ? { sequence: 1, recorded } : undefined;
    await append({ of, after }, ports);
  }
  await archiveAll(ports);
}

class UnknownBypassError extends FinalError {
  override readonly name = "UnknownBypassError";
  override readonly remedy: string =
    "Somebody may put events on the hub's bus beside its functions: see who.";

  constructor() {
    super("The hub has kept no such event, so it is not in the ledger.");
  }
}

/** Each request for itself: what fails of one holds up no other. */
async function recordMissed(action: ActionKey, ports: Ports): Promise<void> {
  const appended: { readonly request: ApprovalRequest; readonly through: number }[] = [];
  const failures = await eachRequest(
    await ports.requests.unrecorded(action),
    async (request) =>
      appended.push({ request, through: await append(requestSource(request, ports), ports) }),
    "ledger_failed",
    ports.log,
  );
  await archiveAll(ports);
  for (const { request, through } of appended) await note(request, through, ports);
  if (failures.length > 0) throw aggregate(failures, `${failures.length} requests of ${action}.`);
}

/** Without it sweep looks the request up in the ledger again: nothing waits for it. */
async function note(
  request: ApprovalRequest,
  through: number,
  { requests, log }: Ports,
): Promise<void> {
  try {
    await requests.noteRecorded(request, through);
  } catch (error) {
    const { action, token } = request;
    log.warn("ledger_not_noted", { action, token, ...describe(error) });
  }
}
