/**
 * How it stands, every five minutes: what waits and for how long, as metrics and as lines of the log, with
 * zero where nothing waits. Whoever runs the hub is told of each request that waits for too long.
 */
import { namesOfAction } from "../../contract/records";
import { aggregate } from "../adapters/classify";
import { describe } from "../adapters/log";
import { consoleUrl } from "../domain/console";
import { remedyOf } from "../domain/errors";
import type {
  AlarmTopic,
  Clock,
  GateList,
  Log,
  Metering,
  UnsettledIndex,
  WaitingStore,
} from "../domain/ports";
import {
  byGate,
  gaugesOf,
  stuckMail,
  stuckOf,
  type Waiting,
  waitedSeconds,
} from "../domain/waiting";
import { isActionKey } from "../domain/sweep-event";

export interface Ports {
  readonly unsettled: UnsettledIndex;
  readonly waiting: WaitingStore;
  readonly gates: GateList;
  readonly metering: Metering;
  /** Absent where nothing waits for too long. */
  readonly stuckAfterMinutes?: number;
  /** Absent where nobody is told: the log says it all the same. */
  readonly alarmTopic?: AlarmTopic & { readonly arn: string };
  readonly log: Log;
  readonly clock: Clock;
}

export type Handler = (event: unknown) => Promise<void>;

/** What the event says is not asked: whoever wakes it, it looks at everything. */
export function createHandler(ports: Ports): Handler {
  return async () => {
    const { unsettled, gates, metering, log, clock } = ports;
    const now = clock.now();
    const actions = (await unsettled.actions()).filter(isActionKey);
    const waiting = (await Promise.all(actions.map((action) => ports.waiting.read(action)))).flat();
    metering.ofHub(gaugesOf(waiting, now), now);
    if (metering.isByGate) {
      for (const [gate, own] of byGate(await gates.actions(), waiting)) {
        metering.ofGate(gate, gaugesOf(own, now), now);
      }
    }
    for (const one of waiting) {
      const { action, requestedAt, sla } = one;
      const about = { action, requestedAt, waitedSeconds: waitedSeconds(one, now) };
      log.info("waiting", sla === undefined ? about : { ...about, dueAt: sla.dueAt });
    }
    await tellStuck(waiting, now, ports);
  };
}

/** One that cannot be told of keeps no other from it. */
async function tellStuck(waiting: readonly Waiting[], now: Date, ports: Ports): Promise<void> {
  const { stuckAfterMinutes = Infinity, log } = ports;
  const failures: unknown[] = [];
  for (const one of stuckOf(waiting, stuckAfterMinutes, now)) {
    try {
      await tell(one, now, ports);
    } catch (error) {
      const about = { action: one.action, ...describe(error), remedy: remedyOf(error) };
      log.error("stuck_not_told", about);
      failures.push(error);
    }
  }
  if (failures.length > 0)
    throw aggregate(failures, `Nobody was told of ${failures.length} that are stuck.`);
}

/** Told, then noted: a run that dies in between tells once more. */
async function tell(
  one: Waiting,
  now: Date,
  { alarmTopic, waiting, log, stuckAfterMinutes }: Ports,
): Promise<void> {
  const { action, region, requestedAt } = one;
  const { pipelineName } = namesOfAction(action);
  const url = alarmTopic && consoleUrl(alarmTopic.arn, pipelineName);
  await alarmTopic?.publish(stuckMail(one, now, url));
  log.warn("request_stuck", { action, region, requestedAt, stuckAfterMinutes });
  await waiting.noteStuck(one, now);
}
