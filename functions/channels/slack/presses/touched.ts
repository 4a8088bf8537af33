/**
 * A press of a button, as a run of the decider. It decides nothing, so nothing is lost where it fails:
 * the next press does the same. Anybody in the channel can press, so what fails is never thrown: it would
 * be tried again by Lambda, and fill the dead letter queue that is for decisions.
 */
import { describe } from "../../../adapters/log";
import { SlackError } from "../client";
import type { Press } from "../interaction";
import { reconcile, type ReconcilePorts } from "./reconcile";

export async function touched(press: Press, ports: ReconcilePorts): Promise<void> {
  const { log } = ports;
  const about = { action: press.action, token: press.token };
  for (let isLast = false; ; isLast = true) {
    try {
      return await reconcile(press, ports);
    } catch (error) {
      // Slack has been asked with patience already; the table may answer the second time.
      if (!isLast && !(error instanceof SlackError)) {
        log.warn("press_retried", { ...about, ...describe(error) });
        continue;
      }
      log.error("press_failed", {
        ...about,
        ...describe(error),
        remedy: error instanceof SlackError ? error.remedy : undefined,
      });
      return;
    }
  }
}
