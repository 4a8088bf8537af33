import type { BusEvent } from "./types";

/**
 * Holds back what happened until a change is complete, so that a listener which calls back into
 * the engine never finds it half way between two states.
 */
export class Outbox {
  private depth = 0;
  private changed = false;
  private events: BusEvent[] = [];

  constructor(
    private readonly onEvent: (event: BusEvent) => void,
    private readonly onChanged: () => void,
  ) {}

  /** Runs one change. Nested calls belong to the outermost one. */
  change<T>(step: () => T): T {
    this.depth += 1;
    try {
      return step();
    } finally {
      this.depth -= 1;
      if (this.depth === 0) this.flush();
    }
  }

  post(event: BusEvent): void {
    this.events.push(event);
    this.changed = true;
  }

  /** Notes a change that has no event of its own. */
  touch(): void {
    this.changed = true;
  }

  private flush(): void {
    // A listener may cause further events: they queue up behind those of this change.
    for (let event = this.events.shift(); event !== undefined; event = this.events.shift()) {
      this.onEvent(event);
    }
    if (!this.changed) return;
    this.changed = false;
    this.onChanged();
  }
}
