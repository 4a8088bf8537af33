/** What sweep hands over, action by action. */
import type { ActionKey } from "../../contract/records";
import { describe } from "../adapters/log";
import { remedyOf } from "../domain/errors";
import type { Log } from "../domain/ports";

/** What fails is in the log, and tried again by the next sweep: one action holds up no other. */
export async function lookAfterEach(
  actions: readonly ActionKey[],
  lookAfter: (action: ActionKey) => Promise<unknown>,
  log: Log,
): Promise<void> {
  for (const action of actions) {
    try {
      await lookAfter(action);
    } catch (error) {
      log.error("sweep_failed", { action, ...describe(error), remedy: remedyOf(error) });
    }
  }
}
