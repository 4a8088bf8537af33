/**
 * Time for the rehearsal: real time plus an offset that a person can move forward, so that a
 * seven-day timeout is seen at once. Everything that waits, waits on this clock.
 */
export interface Timer {
  cancel(): void;
}

interface TimerOptions {
  /** True for what only looks on: nobody moves the clock to it. */
  readonly background?: boolean;
}

export interface Clock {
  now(): Date;
  /** Calls `fire` once when the clock reaches `when`; at once (asynchronously) if it has passed. */
  at(when: Date, fire: () => void, options?: TimerOptions): Timer;
}

/** Node refuses longer timeouts (2^31 - 1 ms, about 24.8 days), so long waits are taken in steps. */
const longestStep = 2 ** 31 - 1;

interface Entry {
  readonly due: number;
  readonly fire: () => void;
  readonly background: boolean;
}

export class MovableClock implements Clock {
  private offset = 0;
  private readonly entries = new Set<Entry>();
  private wake: NodeJS.Timeout | undefined;

  constructor(private readonly real: () => number = Date.now) {}

  now(): Date {
    return new Date(this.real() + this.offset);
  }

  at(when: Date, fire: () => void, { background = false }: TimerOptions = {}): Timer {
    const entry: Entry = { due: when.getTime(), fire, background };
    this.entries.add(entry);
    this.schedule();
    return {
      cancel: () => {
        this.entries.delete(entry);
        this.schedule();
      },
    };
  }

  /**
   * Moves the clock forward. What falls due on the way is fired in the order of the times, each
   * while the clock shows its own time, so that a seven-day timeout is seen to take seven days
   * even when the clock jumps a month.
   */
  advance(milliseconds: number): void {
    if (!Number.isFinite(milliseconds) || milliseconds < 0) {
      throw new RangeError(`The clock moves forward only, got: ${milliseconds} ms.`);
    }
    const target = this.offset + milliseconds;
    for (let next = this.next(); next !== undefined; next = this.next()) {
      if (next.due > this.real() + target) break;
      this.offset = Math.max(this.offset, next.due - this.real());
      this.entries.delete(next);
      next.fire();
    }
    // What was fired may itself have moved the clock, and it never goes back.
    this.offset = Math.max(this.offset, target);
    this.schedule();
  }

  /** Moves the clock to what falls due next; false where nothing does. */
  advanceToNext(): boolean {
    const next = this.next(({ background }) => !background);
    if (next === undefined) return false;
    this.advance(Math.max(next.due - this.now().getTime(), 0));
    return true;
  }

  /** Cancels everything that waits. */
  stop(): void {
    this.entries.clear();
    this.schedule();
  }

  /** The entry that is due first; among equals, the one that was set first. */
  private next(counts: (entry: Entry) => boolean = () => true): Entry | undefined {
    let first: Entry | undefined;
    for (const entry of this.entries) {
      if (!counts(entry)) continue;
      if (first === undefined || entry.due < first.due) first = entry;
    }
    return first;
  }

  private schedule(): void {
    clearTimeout(this.wake);
    this.wake = undefined;
    const next = this.next();
    if (next === undefined) return;
    const wait = Math.min(Math.max(next.due - this.now().getTime(), 0), longestStep);
    this.wake = setTimeout(() => this.advance(0), wait);
    // Waiting for an approval must not keep a finished process alive.
    this.wake.unref();
  }
}
