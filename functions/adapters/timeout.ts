/** Keeps a promise within a time: whoever waits for Slack's three seconds cannot wait for more. */

export class TimeoutError extends Error {
  override readonly name = "DeadlineError";
}

export type Timer = (milliseconds: number, fire: () => void) => () => void;

const realTimer: Timer = (milliseconds, fire) => {
  const handle = setTimeout(fire, milliseconds);
  return () => clearTimeout(handle);
};

/** Rejects with a DeadlineError where the work has not ended in time; the work itself goes on. */
export async function withTimeout<T>(
  milliseconds: number,
  what: string,
  work: Promise<T>,
  timer: Timer = realTimer,
): Promise<T> {
  let cancel = (): void => undefined;
  const late = new Promise<never>((_, reject) => {
    cancel = timer(milliseconds, () =>
      reject(new TimeoutError(`${what} took longer than ${milliseconds} ms.`)),
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    cancel();
  }
}
