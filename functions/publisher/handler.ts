/**
 * Puts the new events of requests on the hub's event bus. At least once, and those of one request in
 * their order: at the first that cannot be put now, it stops, and Lambda goes on from there. What can
 * never be put goes to the dead letter queue, and holds up nobody. What no record told of, sweep has it
 * publish from the table.
 */
import { describe } from "../adapters/log";
import { FinalError } from "../domain/errors";
import type { DeadLetterQueue } from "../domain/ports";
import { publishedBy, type PublishedRange } from "../domain/publication";
import { type PublishedEvent, publishedEvent } from "../domain/published-event";
import type { ApprovalRequest } from "../domain/types";
import { parseSweep } from "../domain/sweep-event";
import { redrive as remedy } from "../shared/keep-final";
import { newEvents } from "../domain/request-events";
import { lookAfterEach } from "../shared/look-after";
import { note, type PublishPorts, putAll } from "./publish";
import { republish, type RepublishPorts } from "./republish";
import { type Change, parseChange } from "./stream-record";

export interface Ports extends PublishPorts, RepublishPorts {
  readonly deadLetters: DeadLetterQueue;
}

/** Lambda Developer Guide, "Configuring partial batch response with DynamoDB and Lambda". */
interface BatchResponse {
  readonly batchItemFailures: { readonly itemIdentifier: string }[];
}

interface StreamRecord {
  readonly dynamodb?: { readonly SequenceNumber?: string };
}

interface StreamEvent {
  readonly Records?: readonly StreamRecord[];
  /** True in what the function has kept itself: then no mapping reads the answer. */
  readonly redrive?: boolean;
}

export type Handler = (event: StreamEvent) => Promise<BatchResponse>;

export function createHandler(ports: Ports): Handler {
  return async (event) => {
    const swept = parseSweep(event);
    if (swept !== undefined) {
      await lookAfterEach(swept, (action) => republish(action, ports), ports.log);
      return { batchItemFailures: [] };
    }
    const { Records, redrive = false } = event;
    // What Lambda keeps of a batch that it gave up names the records, and holds none.
    if (Records === undefined) throw new FinalError("The event holds no records of the stream.");
    for (const record of Records) {
      try {
        await publish(record, ports);
      } catch (error) {
        ports.log.error("publish_failed", describe(error));
        // Lambda tries an asynchronous invocation again only where it throws.
        if (redrive) throw error;
        // Without a number it names no record, and Lambda takes the whole batch for failed.
        const itemIdentifier = record.dynamodb?.SequenceNumber ?? "";
        return { batchItemFailures: [{ itemIdentifier }] };
      }
    }
    return { batchItemFailures: [] };
  };
}

/** Throws what another try may mend. */
async function publish(record: StreamRecord, ports: Ports): Promise<void> {
  const { deadLetters, log } = ports;
  let publication: Publication | undefined;
  try {
    publication = publicationOf(parseChange(record));
  } catch (error) {
    await deadLetters.send(kept(record));
    return log.error("stream_record_unreadable", { ...describe(error), remedy });
  }
  if (publication === undefined) return;
  const { request, events, range } = publication;
  const isRefused = await putAll(request.action, events, ports);
  if (isRefused) await deadLetters.send(kept(record));
  if (range !== undefined) await note(request, events, range, ports);
}

/** With this the function can be invoked again. */
const kept = (record: StreamRecord): StreamEvent => ({ redrive: true, Records: [record] });

interface Publication {
  readonly request: ApprovalRequest;
  readonly events: readonly PublishedEvent[];
  /** What there is to note. */
  readonly range: PublishedRange | undefined;
}

/** Undefined where an item has gone. */
function publicationOf(change: Change | undefined): Publication | undefined {
  if (change === undefined) return undefined;
  const { request, before } = change;
  const fresh = newEvents(request.history, before?.history);
  const range = publishedBy(request, fresh, before);
  return {
    request,
    events: fresh.map((event) => publishedEvent(request, event)),
    range: range?.through === request.publishedThrough ? undefined : range,
  };
}
