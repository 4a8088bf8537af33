/** Lambda's queue of asynchronous events: retries, age, and the end of what keeps failing. */
import type { Clock, Timer } from "../../clock";
import type { FailedEvent } from "./destination";
import type { Outcome } from "./sandbox";
import type { Deployed, Run } from "./runs";

/** Minutes before the second and the third attempt (Lambda Developer Guide). */
const retryMinutes = [1, 2];

/** Defaults and limits of a function's event invoke configuration. */
const defaultRetries = 2;
const defaultAge = 6 * 60 * 60;

/** A throttled event waits from one second up to five minutes, twice as long each time. */
const longestThrottle = 5 * 60;

interface Queued {
  readonly deployed: Deployed;
  readonly requestId: string;
  readonly event: unknown;
  readonly since: number;
  attempts: number;
  throttles: number;
  outcome?: Outcome;
}

export interface EventQueueOptions {
  readonly clock: Clock;
  run(deployed: Deployed, run: Run): Promise<Outcome | "throttled">;
  /** False once a function was deleted: its events go nowhere, as at Lambda. */
  isThere(deployed: Deployed): boolean;
  sendToFailureDestination(deployed: Deployed, given: FailedEvent): Promise<void>;
  /** Told of each event that begins or ends to be tried. */
  working(change: 1 | -1): void;
}

export class EventQueue {
  private readonly timers = new Set<Timer>();
  private closed = false;

  constructor(private readonly options: EventQueueOptions) {}

  add(deployed: Deployed, event: unknown, requestId: string): void {
    const since = this.options.clock.now().getTime();
    const queued = { deployed, requestId, event, since, attempts: 0, throttles: 0 };
    this.options.working(1);
    setImmediate(() => void this.attempt(queued));
  }

  close(): void {
    this.closed = true;
    for (const timer of this.timers) timer.cancel();
    this.timers.clear();
  }

  /** Tries once; what is busy meanwhile was counted by whoever asked. */
  private async attempt(queued: Queued): Promise<void> {
    try {
      if (this.isWanted(queued)) await this.tried(queued);
    } finally {
      this.options.working(-1);
    }
  }

  private async tried(queued: Queued): Promise<void> {
    const { deployed, requestId, event } = queued;
    if (this.isTooOld(queued)) return this.end(queued, "EventAgeExceeded");
    const attempt = queued.attempts + 1;
    const outcome = await this.options.run(deployed, { kind: "async", event, attempt, requestId });
    if (outcome === "throttled") {
      queued.throttles += 1;
      return this.later(queued, Math.min(2 ** (queued.throttles - 1), longestThrottle));
    }
    if (!this.options.isThere(deployed)) return;
    queued.attempts = attempt;
    queued.outcome = outcome;
    if (outcome.error === undefined) return;
    const { maximumRetryAttempts = defaultRetries } = deployed.invokeConfig;
    if (attempt > maximumRetryAttempts) return this.end(queued, "RetriesExhausted");
    this.later(queued, retryMinutes[attempt - 1] * 60);
  }

  private isWanted({ deployed }: Queued): boolean {
    return !this.closed && this.options.isThere(deployed);
  }

  /**
   * Lambda tries an event at once. Here the clock may be moved a day further between its arrival and
   * that first try, which makes it no older.
   */
  private isTooOld({ deployed, since, attempts, throttles }: Queued): boolean {
    if (attempts === 0 && throttles === 0) return false;
    const { maximumEventAgeInSeconds = defaultAge } = deployed.invokeConfig;
    return this.options.clock.now().getTime() - since > maximumEventAgeInSeconds * 1000;
  }

  private later(queued: Queued, seconds: number): void {
    if (this.closed) return;
    const { clock, working } = this.options;
    const when = new Date(clock.now().getTime() + seconds * 1000);
    const timer = clock.at(when, () => {
      this.timers.delete(timer);
      working(1);
      void this.attempt(queued);
    });
    this.timers.add(timer);
  }

  private end(queued: Queued, condition: FailedEvent["condition"]): Promise<void> {
    const { deployed, requestId, event, attempts, outcome } = queued;
    return this.options.sendToFailureDestination(deployed, {
      requestId,
      event,
      condition,
      attempts,
      outcome,
    });
  }
}
