/**
 * Every five minutes: what has not come to its end is looked after, whatever event was lost. Reads which
 * actions there are, and hands them to those who may read the pipeline and write the request.
 */
import * as v from "valibot";
import { sweepMinutes } from "../../contract/sweep";
import type { ActionKey } from "../../contract/records";
import type { Clock, GateList, InvocationQueue, Log, UnsettledIndex } from "../domain/ports";
import { sweepOf } from "../domain/sweep-event";

export interface Ports {
  readonly gates: GateList;
  readonly unsettled: UnsettledIndex;
  readonly notifier: InvocationQueue;
  readonly watcher: InvocationQueue;
  readonly log: Log;
  readonly clock: Clock;
}

export type Handler = (event: unknown) => Promise<void>;

/** One run has 30 seconds, and asks STS and CodePipeline for each action. */
const actionsPerRun = 10;

export function createHandler(ports: Ports): Handler {
  return async (event) => {
    const { gates, unsettled, notifier, watcher, log, clock } = ports;
    const now = slotOf(event) ?? clock.now();
    const open = await unsettled.actions();
    // One compares them with CodePipeline, the other shows what waits and is shown nowhere.
    await Promise.all([handOver(open, watcher), handOver(open, notifier)]);
    if (now.getUTCMinutes() < sweepMinutes) {
      const all = await gates.actions();
      const others = all.filter((action) => !open.includes(action));
      // A request that nobody was told of: CodePipeline shows that it waits, and the table has none.
      await handOver(others, notifier);
      // What 0.1.0 kept is in no index until it is written again.
      if (now.getUTCHours() === 0) await handOver(others, watcher);
    }
    log.info("swept", { unsettled: open.length });
  };
}

const scheduled = v.object({ time: v.pipe(v.string(), v.isoTimestamp()) });

/** When the run was due: one that is late, or is tried again, does the work of its own slot. */
function slotOf(event: unknown): Date | undefined {
  const parsed = v.safeParse(scheduled, event);
  return parsed.success ? new Date(parsed.output.time) : undefined;
}

/** Many at once: where one cannot be handed over, the run fails and is tried again as a whole. */
async function handOver(actions: readonly ActionKey[], queue: InvocationQueue): Promise<void> {
  const starts = Array.from({ length: Math.ceil(actions.length / actionsPerRun) }, (_, n) => n);
  await Promise.all(
    starts.map((n) =>
      queue.send(sweepOf(actions.slice(n * actionsPerRun, (n + 1) * actionsPerRun))),
    ),
  );
}
