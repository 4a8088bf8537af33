/** The event source mappings of the local Lambda. */
import type { EventSourceSettings } from "./event-source-mapping";
import { type PollerOptions, StreamPoller } from "./stream-poller";

export class EventSources {
  private readonly pollers = new Map<string, StreamPoller>();

  constructor(private readonly options: PollerOptions) {}

  /** Makes a mapping, or changes one: it goes on where it was in the stream. */
  put(id: string, settings: EventSourceSettings): void {
    const before = this.pollers.get(id);
    const isSame = before?.settings.streamArn === settings.streamArn;
    const checkpoint = before?.close();
    this.pollers.set(id, new StreamPoller(settings, this.options, isSame ? checkpoint : undefined));
  }

  delete(id: string): void {
    this.pollers.get(id)?.close();
    this.pollers.delete(id);
  }

  ids(): string[] {
    return [...this.pollers.keys()];
  }

  close(): void {
    for (const poller of this.pollers.values()) poller.close();
  }
}
