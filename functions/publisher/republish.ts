/** Publishes from the table what no stream record told of: the stream keeps its records for 24 hours. */
import type { ActionKey } from "../../contract/records";
import type { Clock } from "../domain/ports";
import { unpublished } from "../domain/publication";
import { publishedEvent } from "../domain/published-event";
import type { ApprovalRequest } from "../domain/types";
import { note, type PublishPorts, putAll } from "./publish";

export interface RepublishPorts extends PublishPorts {
  readonly clock: Clock;
}

/** Milliseconds: what the stream has not brought by then is late, and may be lost. */
const longestDelivery = 10 * 60_000;

/** What EventBridge refuses for good is in the log of each try: the table still has it. */
export async function republish(action: ActionKey, ports: RepublishPorts): Promise<void> {
  for (const request of await ports.publications.unfinished(action)) {
    const events = unpublished(request);
    if (events.some(({ time }) => mayBeOnItsWay(time, ports.clock))) continue;
    const through = lastSequence(request);
    if (through === undefined) continue;
    if (events.length > 0) {
      const about = { action, id: events[0].id, events: events.length };
      ports.log.warn("event_missed", about);
    }
    const published = events.map((event) => publishedEvent(request, event));
    await putAll(action, published, ports);
    await note(request, { through, after: 0 }, ports);
  }
}

const lastSequence = ({ history }: ApprovalRequest): number | undefined =>
  history?.at(-1)?.sequence;

const mayBeOnItsWay = (time: string, clock: Clock): boolean =>
  clock.now().getTime() - Date.parse(time) < longestDelivery;
