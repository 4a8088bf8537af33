/** Says one bypass: on the hub's bus, from where it goes into the ledger, and to whoever runs the hub. */
import type { BypassEvent } from "../domain/bypass/bypass-event";
import { bypassMail } from "../domain/bypass/words";
import { TransientError } from "../domain/errors";
import type { AlarmTopic, BypassTable, Clock, EventBus, Log } from "../domain/ports";
import type { GateSettings } from "../domain/types";

export interface TellPorts {
  readonly bypasses: BypassTable;
  readonly bus: EventBus<BypassEvent>;
  readonly alarms: AlarmTopic;
  readonly log: Log;
  readonly clock: Clock;
}

/**
 * What was said is noted step by step, so that a fault of one makes the other be said no second time. A run
 * that dies between saying and noting says it once more; on the bus it has the same id.
 */
export async function tell(
  bypass: BypassEvent,
  gates: readonly GateSettings[],
  ports: TellPorts,
): Promise<void> {
  const { bypasses, bus, alarms, log, clock } = ports;
  const { id, kind, pipelineName, operation, via } = bypass;
  const about = { id, kind, pipelineName, operation, via, actor: bypass.actor?.id };
  const claim = await bypasses.claim(bypass, clock.now());
  if (claim.kind === "told") return log.info("bypass_told_before", about);
  if (claim.kind !== "claimed") throw new TransientError("Another run says this bypass.");
  // As it was first seen: who consumes it again finds the same.
  const { event, told } = claim;
  const steps: Record<string, () => Promise<void>> = {
    bus: () => bus.put(event),
    message: () => alarms.publish(bypassMail(event, gates[0].topicArn)),
  };
  for (const [step, take] of Object.entries(steps)) {
    if (told.includes(step)) continue;
    await take();
    await bypasses.note(id, step);
  }
  await bypasses.finish(id);
  log.warn("bypass_told", { ...about, gates: event.gates, what: event.what });
}
