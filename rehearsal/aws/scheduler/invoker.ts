/** Invocations of targets: attempts, retries, and the end of what keeps failing. */
import type { Clock, Timer } from "../../clock";
import { ServiceError } from "../../errors";
import { type Attempt, handOver, payloadOf, send, type TargetServices } from "./target";
import type { ScheduleFault, ScheduleInvocation, Schedule } from "./types";

/** Where a target has no retry policy (EventBridge Scheduler API Reference, RetryPolicy). */
const defaults = { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 };

/** Seconds from one attempt to the next: twice as long each time. AWS names no numbers. */
const firstWait = 30;
const longestWait = 10 * 60;

export interface InvokerOptions {
  readonly clock: Clock;
  readonly newId: () => string;
  /** Without them nothing is behind any target. */
  readonly services?: () => TargetServices;
}

export class Invoker {
  readonly done: ScheduleInvocation[] = [];
  private readonly timers = new Set<Timer>();
  private readonly faults: ScheduleFault[] = [];

  constructor(private readonly options: InvokerOptions) {}

  fail(how: ScheduleFault, times: number): void {
    this.faults.push(...Array.from({ length: times }, () => how));
  }

  /** Delivery is at least once ("What is EventBridge Scheduler"): both copies have one execution id. */
  start(schedule: Pick<Schedule, "arn" | "request">, scheduledTime: Date): void {
    const executionId = this.options.newId();
    const copies = this.takes("duplicate") ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      this.attempt({ schedule, scheduledTime, executionId, number: 1 });
    }
  }

  close(): void {
    for (const timer of this.timers) timer.cancel();
    this.timers.clear();
  }

  /** What a target on this machine answers at once is over when this returns. */
  private attempt(attempt: Attempt): void {
    try {
      if (this.takes("throttle")) throw throttled();
      const services = this.options.services?.();
      const handed = services === undefined ? false : handOver(attempt, services);
      if (typeof handed === "boolean") return this.handed(attempt, handed);
      handed.then(
        (isThere) => this.handed(attempt, isThere),
        (error: unknown) => this.failed(attempt, error),
      );
    } catch (error) {
      this.failed(attempt, error);
    }
  }

  private handed(attempt: Attempt, isThere: boolean): void {
    if (isThere) return this.end(attempt, "Delivered");
    this.end(attempt, "Recorded", "This machine has nothing behind this target.");
  }

  /** A target that is not there and a right that is missing are not tried again. */
  private failed(attempt: Attempt, error: unknown): void {
    const { number, scheduledTime, schedule } = attempt;
    const policy = { ...defaults, ...schedule.request.Target.RetryPolicy };
    const seconds = Math.min(firstWait * 2 ** (number - 1), longestWait);
    const next = new Date(this.options.clock.now().getTime() + seconds * 1000);
    const age = (next.getTime() - scheduledTime.getTime()) / 1000;
    const isLast = number > policy.MaximumRetryAttempts || age > policy.MaximumEventAgeInSeconds;
    if (!isTemporary(error) || isLast)
      return this.sendToDeadLetterQueue(attempt, (error as Error).message);
    const timer = this.options.clock.at(next, () => {
      this.timers.delete(timer);
      this.attempt({ ...attempt, number: number + 1 });
    });
    this.timers.add(timer);
  }

  private sendToDeadLetterQueue(attempt: Attempt, why: string): void {
    const { DeadLetterConfig, RoleArn } = attempt.schedule.request.Target;
    const services = this.options.services?.();
    const queueArn = DeadLetterConfig?.Arn;
    if (queueArn === undefined || services === undefined) return this.lose(attempt, why);
    try {
      send(queueArn, payloadOf(attempt), RoleArn, services);
      this.end(attempt, "DeadLettered", why);
    } catch (error) {
      const also = `Its dead letter queue did not take it either: ${(error as Error).message}`;
      this.lose(attempt, `${why} ${also}`);
    }
  }

  private lose(attempt: Attempt, why: string): void {
    this.end(attempt, "Lost", why);
    const text = `An invocation of schedule ${attempt.schedule.arn} is lost: ${why}`;
    this.options.services?.().functions.events.emit("warning", text);
  }

  private end(attempt: Attempt, status: ScheduleInvocation["status"], detail?: string): void {
    const { schedule, scheduledTime, executionId, number: attempts } = attempt;
    this.done.push({
      ...{ scheduleArn: schedule.arn, targetArn: schedule.request.Target.Arn },
      ...{ scheduledTime, executionId, attempts, status },
      ...(detail !== undefined && { detail }),
    });
  }

  private takes(how: ScheduleFault): boolean {
    const at = this.faults.indexOf(how);
    if (at >= 0) this.faults.splice(at, 1);
    return at >= 0;
  }
}

function throttled(): ServiceError {
  const message = "Rate exceeded: the rehearsal was told to say so.";
  return new ServiceError("TooManyRequestsException", message, 429);
}

function isTemporary(error: unknown): boolean {
  return error instanceof ServiceError && (error.status === 429 || error.status >= 500);
}
