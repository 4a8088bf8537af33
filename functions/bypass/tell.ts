/** Says one bypass: on the hub's bus, from where it goes into the ledger, and to whoever runs the hub. */
import type { BypassEvent } from "../domain/bypass/bypass-event";
import type { ReviewPorts } from "../domain/bypass/review-ports";
import { howToReview } from "../domain/bypass/review-words";
import { bypassMail } from "../domain/bypass/words";
import type { AlarmTopic, EventBus, Log, SaidEvent } from "../domain/ports";
import type { GateSettings } from "../domain/types";
import { once, type OncePorts, type Steps } from "./once";

export interface TellPorts extends OncePorts {
  readonly bus: EventBus<SaidEvent>;
  readonly alarms: AlarmTopic;
  /** Absent where nobody can have a break-glass role. */
  readonly reviews?: ReviewPorts;
  readonly log: Log;
}

export async function tell(
  bypass: BypassEvent,
  gates: readonly GateSettings[],
  ports: TellPorts,
): Promise<void> {
  const { bus, alarms, reviews, log } = ports;
  const { id, kind, pipelineName, operation, via } = bypass;
  const about = { id, kind, pipelineName, operation, via, actor: bypass.actor?.id };
  const stepsOf = (event: BypassEvent): Steps => {
    const toReview = event.reviewBy === undefined ? undefined : reviews;
    const more = toReview === undefined ? [] : ["", ...howToReview(event, toReview.tableName)];
    return {
      // Before anybody hears of it: whoever is asked to review it is reminded until they do.
      ...(toReview === undefined ? {} : { review: () => toReview.open.open(id) }),
      bus: () => bus.put(event),
      message: () => alarms.publish(bypassMail(event, gates[0].topicArn, more)),
    };
  };
  const event = await once(bypass, stepsOf, ports);
  if (event === undefined) return log.info("bypass_told_before", about);
  log.warn("bypass_told", { ...about, gates: event.gates, what: event.what });
}
