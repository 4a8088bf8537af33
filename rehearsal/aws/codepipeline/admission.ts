/**
 * Who may enter a stage. A stage takes one execution at a time, and a pending approval keeps it
 * occupied; PARALLEL executions do not know one another.
 */
import type { StageLock, ExecutionRecord } from "./model";

export interface Arrival {
  readonly enters: boolean;
  /** Executions that waited here and are overtaken by the new one. */
  readonly superseded: ExecutionRecord[];
}

export function arrive(door: StageLock, execution: ExecutionRecord): Arrival {
  if (execution.mode === "PARALLEL") return { enters: true, superseded: [] };
  if (door.occupant === undefined) {
    door.occupant = execution;
    return { enters: true, superseded: [] };
  }
  // Executions overtake one another only here, between stages: never one that is in a stage.
  const superseded = execution.mode === "SUPERSEDED" ? door.waiting : [];
  const keep = execution.mode === "SUPERSEDED" ? [] : door.waiting;
  door.waiting = [...keep, execution];
  return { enters: false, superseded };
}

/** Frees the stage, if the execution holds it, and lets the first one in that waits. */
export function leave(door: StageLock, execution: ExecutionRecord): ExecutionRecord | undefined {
  if (door.occupant !== execution) return undefined;
  door.occupant = door.waiting.shift();
  return door.occupant;
}

/** Takes an execution out of the queue; false when it did not wait here. */
export function withdraw(door: StageLock, execution: ExecutionRecord): boolean {
  const waits = door.waiting.includes(execution);
  door.waiting = door.waiting.filter((other) => other !== execution);
  return waits;
}
