/** What is looked after one by one: what fails of one holds up no other. */
import type { ActionKey } from "../../contract/records";
import { describe } from "../adapters/log";
import { remedyOf } from "../domain/errors";
import type { LogEvent } from "../domain/log-events";
import type { Log } from "../domain/ports";
import type { ApprovalRequest } from "../domain/types";

/** What sweep hands over, action by action: what fails is in the log, and tried again by the next sweep. */
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

/** Requests, each for itself. Answers what has failed, all of which is in the log as `failed`. */
export async function eachRequest<R extends Pick<ApprovalRequest, "action" | "token">>(
  requests: readonly R[],
  work: (request: R) => Promise<unknown>,
  failed: LogEvent,
  log: Log,
): Promise<unknown[]> {
  const failures: unknown[] = [];
  for (const request of requests) {
    try {
      await work(request);
    } catch (error) {
      const { action, token } = request;
      log.error(failed, { action, token, ...describe(error), remedy: remedyOf(error) });
      failures.push(error);
    }
  }
  return failures;
}
