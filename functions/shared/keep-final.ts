/** What Lambda does with an error of a function that is invoked asynchronously, and what it need not do. */
import { classify } from "../adapters/classify";
import { describe } from "../adapters/log";
import { FinalError, remedyOf } from "../domain/errors";
import type { DeadLetterQueue, Log } from "../domain/ports";

export interface KeepFinalPorts {
  readonly deadLetters: DeadLetterQueue;
  readonly log: Log;
}

/**
 * A transient error is thrown: Lambda tries again, and keeps the event at last. After a final one the
 * event goes to the function's dead letter queue at once, and its alarm rings; where that fails too, it
 * is thrown, so that nothing is lost.
 */
export function keepFinal<E>(
  handler: (event: E) => Promise<void>,
  { deadLetters, log }: KeepFinalPorts,
): (event: E) => Promise<void> {
  return async (event) => {
    try {
      await handler(event);
    } catch (error) {
      if (!(classify(error) instanceof FinalError)) throw error;
      await deadLetters.send(event);
      log.error("event_kept", { ...describe(error), remedy: remedyOf(error) ?? redrive });
    }
  };
}

/** What to do with what a function has kept itself. */
export const redrive =
  "Find the cause, mend it, and invoke the function again with the message of its dead letter queue.";
