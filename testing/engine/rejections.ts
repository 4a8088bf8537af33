/**
 * Rejections that nobody handles. A mistake inside `apply` shows as one: `pulumi up` fails on it,
 * and so does a deployment under test.
 */

const event = "unhandledRejection";

export interface Rejections {
  /** What was rejected so far, each reason once. */
  readonly reasons: ReadonlySet<unknown>;
  /** Gives the event back to those who listened before. */
  release(): void;
}

/**
 * Takes the event while a program runs. Test runners fail a test on it, also where the test
 * expects `deploy` to be rejected: so they do not hear it until it is released.
 */
export function collectRejections(): Rejections {
  const reasons = new Set<unknown>();
  const collect = (reason: unknown): void => void reasons.add(reason);
  const others = process.listeners(event);
  process.removeAllListeners(event);
  process.on(event, collect);
  return {
    reasons,
    release: () => {
      process.off(event, collect);
      for (const listener of others) process.on(event, listener);
    },
  };
}
