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

/** `held`: the transition into the stage is disabled. */
export function arrive(door: StageLock, execution: ExecutionRecord, held = false): Arrival {
  const isParallel = execution.mode === "PARALLEL";
  if (!held && (isParallel || door.occupant === undefined)) {
    if (!isParallel) door.occupant = execution;
    return { enters: true, superseded: [] };
  }
  // Executions overtake one another only here, between stages: never one that is in a stage.
  const superseded = execution.mode === "SUPERSEDED" ? door.waiting : [];
  const keep = execution.mode === "SUPERSEDED" ? [] : door.waiting;
  door.waiting = [...keep, execution];
  return { enters: false, superseded };
}

/** Frees the stage, if the execution holds it, and lets in who may enter then. */
export function leave(
  door: StageLock,
  execution: ExecutionRecord,
  held = false,
): ExecutionRecord[] {
  if (door.occupant !== execution) return [];
  door.occupant = undefined;
  return held ? [] : admit(door);
}

/** Lets in those who wait: all PARALLEL ones, and the first of the others where the stage is free. */
export function admit(door: StageLock): ExecutionRecord[] {
  const entering = door.waiting.filter(({ mode }) => mode === "PARALLEL");
  const others = door.waiting.filter(({ mode }) => mode !== "PARALLEL");
  if (door.occupant === undefined) {
    door.occupant = others.shift();
    if (door.occupant !== undefined) entering.push(door.occupant);
  }
  door.waiting = others;
  return entering;
}

/** Takes an execution out of the queue; false when it did not wait here. */
export function withdraw(door: StageLock, execution: ExecutionRecord): boolean {
  const waits = door.waiting.includes(execution);
  door.waiting = door.waiting.filter((other) => other !== execution);
  return waits;
}
