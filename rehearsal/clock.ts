/**
 * Time for the rehearsal: real time plus an offset that a person can move forward, so that a
 * seven-day timeout is seen at once. Everything that waits, waits on this clock.
 */
export interface Timer {
  cancel(): void;
}

export interface Clock {
  now(): Date;
  /** Calls `fire` once when the clock reaches `when`; at once (asynchronously) if it has passed. */
  at(when: Date, fire: () => void): Timer;
}

/** Node refuses longer timeouts (2^31 - 1 ms, about 24.8 days), so long waits are taken in steps. */
const longestStep = 2 ** 31 - 1;

interface Entry {
  readonly due: number;
  readonly fire: () => void;
}

export class MovableClock implements Clock {
  private offset = 0;
  private readonly entries = new Set<Entry>();
  private wake: NodeJS.Timeout | undefined;

  constructor(private readonly real: () => number = Date.now) {}

  now(): Date {
    return new Date(this.real() + this.offset);
  }

  at(when: Date, fire: () => void): Timer {
    const entry: Entry = { due: when.getTime(), fire };
    this.entries.add(entry);
    this.schedule();
    return {
      cancel: () => {
        this.entries.delete(entry);
        this.schedule();
      },
    };
  }

  /** Moves the clock forward and fires, in the order of their times, what fell due. */
  advance(milliseconds: number): void {
    if (!Number.isFinite(milliseconds) || milliseconds < 0) {
      throw new RangeError(`The clock moves forward only, got: ${milliseconds} ms.`);
    }
    this.offset += milliseconds;
    this.fireDue();
  }

  /** Cancels everything that waits. */
  stop(): void {
    this.entries.clear();
    this.schedule();
  }

  private fireDue(): void {
    const now = this.now().getTime();
    const due = [...this.entries].filter((e) => e.due <= now).sort((a, b) => a.due - b.due);
    for (const entry of due) {
      // An earlier one may have cancelled this one.
      if (this.entries.delete(entry)) entry.fire();
    }
    this.schedule();
  }

  private schedule(): void {
    clearTimeout(this.wake);
    this.wake = undefined;
    if (this.entries.size === 0) return;
    const next = Math.min(...[...this.entries].map((e) => e.due));
    const wait = Math.min(Math.max(next - this.now().getTime(), 0), longestStep);
    this.wake = setTimeout(() => this.fireDue(), wait);
    // Waiting for an approval must not keep a finished process alive.
    this.wake.unref();
  }
}
