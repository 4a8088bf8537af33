/** Tries again what may pass, for as long as one invocation has time for it. */
import type { Clock, Pipelines } from "../domain/ports";

type Sleep = (milliseconds: number) => Promise<void>;

const realSleep: Sleep = (milliseconds) =>
  new Promise((done) => {
    setTimeout(done, milliseconds);
  });

export interface RetryPolicy {
  /** Tries in all. */
  readonly tries: number;
  /** Longest pause in milliseconds; a service may ask for more, which is left to Lambda's own retries. */
  readonly longestPause: number;
  readonly sleep?: Sleep;
}

/** How long to wait before a failed call is tried again; undefined where it should not be. */
export type PauseOf = (error: unknown, tried: number) => number | undefined;

export async function retrying<T>(
  work: () => Promise<T>,
  pauseOf: PauseOf,
  { tries, longestPause, sleep = realSleep }: RetryPolicy,
): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work();
    } catch (error) {
      const pause = pauseOf(error, tried);
      if (pause === undefined || pause > longestPause || tried >= tries) throw error;
      await sleep(pause);
    }
  }
}

/** AWS Architecture Blog, "Exponential Backoff and Jitter": a random part of a time that doubles, in milliseconds. */
const backOffTimes = { first: 50, longest: 2000 };

/** Waits after so many failures, so that those who collide do not collide again. */
export function backOff(sleep: Sleep = realSleep, random = Math.random) {
  const { first, longest } = backOffTimes;
  return (failures: number): Promise<void> =>
    sleep(Math.floor(random() * Math.min(longest, first * 2 ** failures)));
}

export interface PollPolicy {
  /** Milliseconds before each further look. */
  readonly pauses: readonly number[];
  /** Milliseconds after which no further look begins. */
  readonly budget: number;
  readonly clock: Clock;
  readonly sleep?: Sleep;
}

/**
 * CodePipeline with patience: its API may show a request later than it publishes it, so what it does
 * not know is asked again. A failure is none of these: the SDK has tried often enough.
 */
export function withPolling(
  pipelines: Pipelines,
  { pauses, budget, clock, sleep = realSleep }: PollPolicy,
): Pipelines {
  return {
    ...pipelines,
    observe: async (...asked) => {
      const until = clock.now().getTime() + budget;
      for (const pause of pauses) {
        const seen = await pipelines.observe(...asked);
        if (seen !== undefined || clock.now().getTime() + pause > until) return seen;
        await sleep(pause);
      }
      return pipelines.observe(...asked);
    },
  };
}
