/** Publishes from the table what no stream record told of: the stream keeps its records for 24 hours. */
import type { ActionKey } from "../../contract/records";
import type { Clock } from "../domain/ports";
import { unpublished } from "../domain/publication";
import { publishedEvent } from "../domain/published-event";
import { note, type PublishPorts, putAll } from "./publish";

export interface RepublishPorts extends PublishPorts {
  readonly clock: Clock;
}

/** Milliseconds: what the stream has not brought by then is late, and may be lost. */
const longestDelivery = 10 * 60_000;

/** What EventBridge refuses for good is in the log of each sweep: the table still has it. */
export async function republish(action: ActionKey, ports: RepublishPorts): Promise<void> {
  for (const request of await ports.publications.unfinished(action)) {
    const events = unpublished(request);
    const through = events.at(-1)?.sequence;
    if (through === undefined) continue;
    if (events.some(({ time }) => mayBeOnItsWay(time, ports.clock))) continue;
    ports.log.warn("event_missed", { action, id: events[0].id, events: events.length });
    const published = events.map((event) => publishedEvent(request, event));
    const isRefused = await putAll(action, published, ports);
    if (!isRefused) await note(request, published, { through, after: 0 }, ports);
  }
}

const mayBeOnItsWay = (time: string, clock: Clock): boolean =>
  clock.now().getTime() - Date.parse(time) < longestDelivery;
