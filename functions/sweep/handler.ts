/**
 * Every five minutes: what has not come to its end is looked after, whatever event was lost. Reads which
 * actions there are, and hands them to those who may read the pipeline and write the request.
 */
import * as v from "valibot";
import { heartbeat } from "../../contract/measures";
import { sweepMinutes } from "../../contract/timing";
import { type ActionKey, namesOfAction } from "../../contract/records";
import type {
  Clock,
  GateList,
  InvocationQueue,
  Log,
  Metering,
  UnsettledIndex,
} from "../domain/ports";
import { isActionKey, sweepOf } from "../domain/sweep-event";

export interface Ports {
  readonly gates: GateList;
  readonly unsettled: UnsettledIndex;
  readonly notifier: InvocationQueue;
  readonly watcher: InvocationQueue;
  readonly publisher: InvocationQueue;
  /** Absent where the hub reminds nobody. */
  readonly reminder?: InvocationQueue;
  /** Absent where no gate of the hub decides by itself. */
  readonly automatic?: InvocationQueue;
  /** Absent where the hub keeps no ledger. */
  readonly ledger?: InvocationQueue;
  /** Absent where the hub does not look for bypasses. */
  readonly bypass?: InvocationQueue;
  /** Absent where the hub measures nothing. */
  readonly measures?: InvocationQueue;
  readonly metering?: Pick<Metering, "ofHub">;
  readonly log: Log;
  readonly clock: Clock;
}

export type Handler = (event: unknown) => Promise<void>;

/** One run has 30 seconds, and asks STS and CodePipeline once for each action. */
const gatesPerRun = 10;
/** Of what is unsettled it asks for each request: an action with many of them holds up no other. */
const openPerRun = 1;

/** Of each pipeline it asks CodePipeline for the definition, the state and both histories. */
const pipelinesPerRun = 4;

export function createHandler(ports: Ports): Handler {
  return async (event) => {
    const { gates, unsettled, notifier, watcher, publisher, log, clock } = ports;
    const now = slotOf(event) ?? clock.now();
    const open = readable(await unsettled.actions(), log);
    // One compares them with CodePipeline, one shows what waits and is shown nowhere, one publishes what
    // the stream has lost, one reminds of what no schedule has, one has decided what needs no people, and one
    // records what the bus has lost.
    await Promise.all([
      handOver(open, watcher, openPerRun),
      handOver(open, notifier, openPerRun),
      handOver(open, publisher, openPerRun),
      ...[ports.reminder, ports.automatic, ports.ledger]
        .filter((queue) => queue !== undefined)
        .map((queue) => handOver(open, queue, openPerRun)),
    ]);
    if (now.getUTCMinutes() < sweepMinutes) {
      const all = readable(await gates.actions(), log);
      const others = all.filter((action) => !open.includes(action));
      // A request that nobody was told of: CodePipeline shows that it waits, and the table has none.
      await handOver(others, notifier, gatesPerRun);
      if (ports.bypass !== undefined) {
        await handOver(onePerPipeline(all), ports.bypass, pipelinesPerRun);
        // Uses of a break-glass role that are to be reviewed outlive the gate.
        if (all.length === 0) await ports.bypass.send(sweepOf([]));
      }
      // What 0.1.0 kept is in no index until it is written again.
      if (now.getUTCHours() === 0) await handOver(others, watcher, openPerRun);
    }
    // It looks for itself at what waits, also where nothing does.
    await ports.measures?.send(sweepOf([]));
    ports.metering?.ofHub([{ name: heartbeat, unit: "Count", value: 1 }], clock.now());
    log.info("swept", { unsettled: open.length });
  };
}

const scheduled = v.object({ time: v.pipe(v.string(), v.isoTimestamp()) });

/** When the run was due: one that is late, or is tried again, does the work of its own slot. */
function slotOf(event: unknown): Date | undefined {
  const parsed = v.safeParse(scheduled, event);
  return parsed.success ? new Date(parsed.output.time) : undefined;
}

/** Only the functions and the gates write the tables: a key that is none is somebody else's. */
function readable(actions: readonly ActionKey[], log: Log): ActionKey[] {
  return actions.filter((action) => {
    if (isActionKey(action)) return true;
    log.error("sweep_failed", { action: action.slice(0, 310), reason: "is no action's key" });
    return false;
  });
}

/** Each stands for its pipeline, with all the gates that are in it. */
function onePerPipeline(actions: readonly ActionKey[]): ActionKey[] {
  const pipelines = actions.map((action) => namesOfAction(action).pipelineName);
  return actions.filter((_, index) => pipelines.indexOf(pipelines[index]) === index);
}

/** Many at once: where one cannot be handed over, the run fails and is tried again as a whole. */
async function handOver(
  actions: readonly ActionKey[],
  queue: InvocationQueue,
  actionsPerRun: number,
): Promise<void> {
  const starts = Array.from({ length: Math.ceil(actions.length / actionsPerRun) }, (_, n) => n);
  await Promise.all(
    starts.map((n) =>
      queue.send(sweepOf(actions.slice(n * actionsPerRun, (n + 1) * actionsPerRun))),
    ),
  );
}
