/** From the public function to the decider, which nothing outside the account can reach. */
import { TransientError } from "../domain/errors";
import type { DecisionQueue } from "../domain/ports";
import { invokeEvent } from "./aws/invoke";

/** Sends one event; answers the HTTP status. */
export type InvokeEvent = (functionName: string, payload: string) => Promise<number>;

/** An accepted event is Lambda's: it keeps it, retries it and puts it into the queue at last. */
const accepted = 202;

export function createDecisionQueue(
  deciderArn: string,
  invoke: InvokeEvent = invokeEvent,
): DecisionQueue {
  return {
    send: async (received) => {
      const status = await invoke(deciderArn, JSON.stringify(received));
      if (status !== accepted) {
        throw new TransientError(`Lambda did not take the event: status ${status}.`);
      }
    },
  };
}
