/**
 * Puts the new events of requests on the hub's event bus. At least once, and those of one request in
 * their order: at the first that cannot be put now, it stops, and Lambda goes on from there. What can
 * never be put goes to the dead letter queue, and holds up nobody.
 */
import { classify } from "../adapters/classify";
import { describe } from "../adapters/log";
import { FinalError } from "../domain/errors";
import type { DeadLetterQueue, EventBus, Log } from "../domain/ports";
import { type PublishedEvent, publishedEvent } from "../domain/published-event";
import { redrive as remedy } from "../shared/keep-final";
import { newEvents } from "../domain/request-events";
import { type Change, parseChange } from "./stream-record";

export interface Ports {
  readonly bus: EventBus;
  readonly deadLetters: DeadLetterQueue;
  readonly log: Log;
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
  return async ({ Records, redrive = false }) => {
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
  const { bus, deadLetters, log } = ports;
  let published: Publication[];
  try {
    published = publicationsOf(parseChange(record));
  } catch (error) {
    await deadLetters.send(kept(record));
    return log.error("stream_record_unreadable", { ...describe(error), remedy });
  }
  let isRefused = false;
  for (const { action, event } of published) {
    const about = { action, id: event.id, type: event.type };
    try {
      await bus.put(event);
      log.info("event_published", about);
    } catch (error) {
      if (!(classify(error) instanceof FinalError)) throw error;
      isRefused = true;
      log.error("event_refused", { ...about, ...describe(error), remedy });
    }
  }
  if (isRefused) await deadLetters.send(kept(record));
}

/** With this the function can be invoked again. */
const kept = (record: StreamRecord): StreamEvent => ({ redrive: true, Records: [record] });

interface Publication {
  readonly action: string;
  readonly event: PublishedEvent;
}

/** Nothing where an item has gone. */
function publicationsOf(change: Change | undefined): Publication[] {
  if (change === undefined) return [];
  const { request, before } = change;
  return newEvents(request.history, before).map((event) => ({
    action: request.action,
    event: publishedEvent(request, event),
  }));
}
