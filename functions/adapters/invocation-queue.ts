/** From one function of the hub to another, which nothing outside the account can reach. */
import { TransientError } from "../domain/errors";
import type { InvocationQueue } from "../domain/ports";
import { createInvoke } from "./aws/invoke";

/** Sends one event; answers the HTTP status. */
export type InvokeEvent = (functionName: string, payload: string) => Promise<number>;

/** An accepted event is Lambda's: it keeps it, retries it and puts it into the queue at last. */
const accepted = 202;

export function createInvocationQueue(
  functionArn: string,
  invoke: InvokeEvent = createInvoke(),
): InvocationQueue {
  return {
    send: async (event) => {
      const status = await invoke(functionArn, JSON.stringify(event));
      if (status !== accepted) {
        throw new TransientError(`Lambda did not take the event: status ${status}.`);
      }
    },
  };
}
