/** When a call of another system that has failed is made again. */

const minute = 60_000;

/** Standard Webhooks, "Retries": soon at first, then hours apart, for a day in all. */
const pauses = [1, 5, 30, 120, 300, 600].map((minutes) => minutes * minute);

/** Milliseconds after the first failure, after which it is given up. */
export const longestTrying = 24 * 60 * minute;

/**
 * After so many failures, of which the first was at `failedAt`; undefined where it is given up. `random` adds up to
 * a tenth, so that what failed together is not tried together; the system may ask for a longer pause.
 */
export function nextTry(
  failures: number,
  failedAt: Date,
  now: Date,
  random: () => number,
  retryAfterSeconds = 0,
): Date | undefined {
  const pause = pauses[Math.min(failures, pauses.length) - 1];
  const wait = Math.max(pause * (1 + random() / 10), retryAfterSeconds * 1000);
  const at = now.getTime() + Math.round(wait);
  return at - failedAt.getTime() > longestTrying ? undefined : new Date(at);
}
