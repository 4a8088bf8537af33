/** A run without a person ends, also where a pipeline starts itself again and again. */
import type { MovableClock } from "../clock";

const minute = 60_000;
const day = 24 * 60 * minute;

export interface Limits {
  /** Milliseconds of real time. Defaults to an hour. */
  readonly realTime?: number;
  /** Milliseconds of the rehearsal's clock. Defaults to 120 days: an approval waits for 60 at most. */
  readonly clock?: number;
}

export class Deadline {
  /** Why the run has to end; undefined while it may go on. */
  reason: string | undefined;
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private readonly last: number;

  constructor(
    private readonly clock: MovableClock,
    private readonly limits: Limits = {},
  ) {
    const { realTime = 60 * minute, clock: clockLimit = 120 * day } = limits;
    this.last = clock.now().getTime() + clockLimit;
    this.timer = setTimeout(() => {
      this.end(`The run has not ended after ${Math.round(realTime / minute)} minutes`);
    }, realTime);
    // It must not keep a finished process alive.
    this.timer.unref();
  }

  /** Aborted when the run has to end. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Moves the clock to what falls due next; false where nothing does, or the clock has moved enough. */
  readonly moveClock = (): boolean => !this.isOver() && this.clock.advanceToNext();

  isOver(): boolean {
    if (this.reason === undefined && this.clock.now().getTime() > this.last) {
      const days = Math.round((this.limits.clock ?? 120 * day) / day);
      this.end(`The run has not ended after ${days} days of the rehearsal's clock`);
    }
    return this.reason !== undefined;
  }

  clear(): void {
    clearTimeout(this.timer);
  }

  private end(what: string): void {
    this.reason = `${what}, which is as long as a run without a person may take.`;
    this.controller.abort();
  }
}
