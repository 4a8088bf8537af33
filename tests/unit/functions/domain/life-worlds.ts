/** Any number of people, retries, crashes and observers at once, in any order. */
import * as fc from "fast-check";
import { recordPosted, recordRendered } from "../../../../functions/domain/messages";
import { sessionName } from "../../../../functions/domain/session";
import { summaryOf } from "../../../../functions/domain/summary";
import { reconcile } from "../../../../functions/domain/reconcile";
import * as life from "../../../../functions/domain/transitions";
import type {
  ApprovalRequest,
  DecisionCommand,
  ObservedAction,
} from "../../../../functions/domain/types";
import {
  bob,
  commandOf,
  deciderRoleArn,
  expires,
  later,
  now,
  requestOf,
  sessionArn,
} from "./samples";

/** The table with its conditional writes, and CodePipeline with its one token. */
export class World {
  clock = now;
  row: ApprovalRequest = requestOf();
  action: ObservedAction = { status: "InProgress" };
  decisions: { by: string; result: string; summary?: string }[] = [];
  messages = 0;
  readonly history: ApprovalRequest[] = [this.row];

  save(next: ApprovalRequest | undefined): boolean {
    if (next === undefined || next.version !== this.row.version + 1) return false;
    this.row = next;
    this.history.push(next);
    return true;
  }

  end(action: ObservedAction): boolean {
    if (this.action.status !== "InProgress") return false;
    if (this.clock >= new Date(expires)) {
      this.action = { status: "Failed", lastChange: expires };
      return false;
    }
    this.action = { ...action, lastChange: this.clock.toISOString() };
    return true;
  }

  put(by: string, result: "Approved" | "Rejected", summary?: string): boolean {
    const status = result === "Approved" ? "Succeeded" : "Failed";
    const accepted = this.end({ status, updatedBy: by, summary });
    if (accepted) this.decisions.push({ by, result, summary });
    return accepted;
  }
}

/** One step at each `yield`: others may come between, and it may be the last. */
type Actor = Generator<undefined, void>;

function* decider(world: World, command: DecisionCommand): Actor {
  const read = world.row;
  yield;
  const begun = life.startDecision(read, command, world.clock);
  if (!("next" in begun) || !world.save(begun.next)) return;
  yield;
  if (begun.kind === "resumed" && world.action.status !== "InProgress") {
    world.save(reconcile(world.row, world.action, world.clock, deciderRoleArn));
    return;
  }
  yield;
  const { person, result, reason } = command;
  const summary = summaryOf(result, person, reason);
  const accepted = world.put(sessionArn(sessionName(person)), result, summary);
  yield;
  const current = world.row;
  yield;
  if (!accepted) world.save(reconcile(current, world.action, world.clock, deciderRoleArn));
  else if (life.isOpen(current) && current.attempt?.id === command.id) {
    world.save(life.recordDecision(current, world.clock));
  }
}

function* watcher(world: World): Actor {
  const read = world.row;
  yield;
  const seen = world.action;
  yield;
  world.save(reconcile(read, seen, world.clock, deciderRoleArn));
}

function* notifier(world: World): Actor {
  world.messages += 1;
  const ts = `${world.messages}.1`;
  yield;
  for (let saved = false; !saved;) {
    const read = world.row;
    yield;
    saved = world.save(recordPosted(read, { channel: "slack", place: "C0RELEASES", id: ts }));
  }
}

function* announcer(world: World): Actor {
  const read = world.row;
  yield;
  const stale = read.messages.find(({ shows }) => shows !== read.status);
  if (stale !== undefined && !life.isOpen(read)) world.save(recordRendered(read, stale));
}

function* once(effect: () => unknown): Actor {
  yield;
  effect();
}

const commands = [
  commandOf({ id: "1", reason: "Load test passed" }),
  commandOf({ id: "2", reason: "Load test passed, again" }),
  commandOf({ id: "3", person: bob, result: "Rejected", reason: "Not on a Friday" }),
  commandOf({ id: "4", person: bob }),
];
export const console = "arn:aws:iam::111122223333:user/carla";
const starts: ((world: World) => Actor)[] = [
  ...commands.map((command) => (world: World) => decider(world, command)),
  watcher,
  notifier,
  announcer,
  (world) => once(() => world.put(console, "Rejected", "From the console")),
  (world) => once(() => world.end({ status: "Abandoned", executionStatus: "Stopped" })),
];

/** Start somebody, let one of those at work go a step further, let one die, let time pass. */
const event = fc.oneof(
  { weight: 3, arbitrary: fc.record({ start: fc.nat(starts.length - 1) }) },
  { weight: 8, arbitrary: fc.record({ step: fc.nat(7) }) },
  { weight: 1, arbitrary: fc.record({ crash: fc.nat(7) }) },
  { weight: 1, arbitrary: fc.record({ wait: fc.constantFrom(1, 44, 46, 604_801) }) },
);

function run(events: Partial<Record<"start" | "step" | "crash" | "wait", number>>[]): World {
  const world = new World();
  const actors: Actor[] = [];
  let passed = 0;
  for (const { start, step, crash, wait } of events) {
    if (start !== undefined) actors.push(starts[start](world));
    if (wait !== undefined) passed += wait;
    world.clock = later(passed);
    if (step !== undefined && step < actors.length) {
      if (actors[step].next().done === true) actors.splice(step, 1);
    }
    if (crash !== undefined) actors.splice(crash, 1);
  }
  return world;
}

/** What the watcher's event and Lambda's retries bring about in the end. */
export function heal(world: World): void {
  world.save(reconcile(world.row, world.action, world.clock, deciderRoleArn));
  for (const message of world.row.messages) {
    if (!life.isOpen(world.row) && message.shows !== world.row.status)
      world.save(recordRendered(world.row, message));
  }
}

export const worlds = fc.array(event, { minLength: 5, maxLength: 80, size: "max" }).map(run);
export const check = (holds: (world: World) => void): void => {
  fc.assert(fc.property(worlds, holds), { numRuns: 2000 });
};
