/** Puts events of a request on the bus, and notes in the table how far they are there. */
import type { ActionKey } from "../../contract/records";
import { classify } from "../adapters/classify";
import { describe } from "../adapters/log";
import { FinalError } from "../domain/errors";
import { measuresOf } from "../domain/measures";
import type { EventBus, Log, Metering, PublicationStore } from "../domain/ports";
import type { PublishedRange } from "../domain/publication";
import type { PublishedEvent } from "../domain/published-event";
import type { ApprovalRequest } from "../domain/types";
import { redrive as remedy } from "../shared/keep-final";

export interface PublishPorts {
  readonly bus: EventBus;
  readonly publications: PublicationStore;
  /** Absent where the hub measures nothing. */
  readonly metering?: Pick<Metering, "ofRequest">;
  readonly log: Log;
}

/** True where EventBridge will never take one of them; the others are put. Throws what another try may mend. */
export async function putAll(
  action: ActionKey,
  events: readonly PublishedEvent[],
  { bus, log }: PublishPorts,
): Promise<boolean> {
  let isRefused = false;
  for (const event of events) {
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
  return isRefused;
}

/**
 * Without the note an event is published again, which its id allows: nothing waits for it. What is noted for
 * the first time is measured: of an event that comes twice one counts.
 */
export async function note(
  request: ApprovalRequest,
  events: readonly PublishedEvent[],
  range: PublishedRange,
  { publications, metering, log }: PublishPorts,
): Promise<void> {
  try {
    const before = (await publications.note(request, range)) ?? Infinity;
    for (const event of events.filter(({ sequence }) => sequence > before)) {
      metering?.ofRequest(request.action, measuresOf(request, event), new Date(event.time));
    }
  } catch (error) {
    log.warn("publication_not_noted", { action: request.action, ...describe(error) });
  }
}
