/** Other systems with their tickets, and what people do there. */
import type { Rehearsal } from "../session";
import type { OpenSystem } from "../systems/open-systems";
import type { CommandResult, FaultSwitch, SystemView } from "./types";

/** Tickets of a system, and lines of a ticket, that are shown: the newest. */
const most = { tickets: 50, lines: 50 };

const prefix = "system:";

export function systemViews({ systems }: Pick<Rehearsal, "systems">): SystemView[] {
  return (systems?.all ?? []).map((system) => ({
    ...{ id: system.id, title: system.title, fault: `${prefix}${system.id}` },
    isDown: system.outage !== undefined,
    people: Object.entries(system.people).map(([id, name]) => ({ id, name })),
    tickets: system
      .tickets()
      .slice(-most.tickets)
      .toReversed()
      .map(({ id, title, state, lines, actions }) => ({
        ...{ id, title, state, lines: lines.slice(-most.lines) },
        actions: actions.map((action) => ({ id: action.id, label: action.label })),
      })),
  }));
}

export function systemSwitches({ systems }: Pick<Rehearsal, "systems">): FaultSwitch[] {
  return (systems?.all ?? []).map(({ id, title, outage }) => ({
    ...{ id: `${prefix}${id}`, label: `${title} is down`, on: outage !== undefined },
  }));
}

/** Turns the switch of a system; false where the switch is none. */
export function turnSystem(
  { systems }: Pick<Rehearsal, "systems">,
  switchId: string,
  on: boolean,
): boolean {
  const system = systems?.all.find(({ id }) => `${prefix}${id}` === switchId);
  system?.fail(on ? "errors" : undefined);
  return system !== undefined;
}

export interface Work {
  /** As the system names who does it. */
  readonly as: string;
  readonly system: string;
  readonly ticket: string;
  readonly action: string;
}

/** Does something to a ticket. Throws what the system says where it does not let them. */
export async function work(
  { systems }: Pick<Rehearsal, "systems">,
  { as, system: id, ticket, action }: Work,
): Promise<CommandResult> {
  const system = systems?.all.find((one) => one.id === id);
  if (system === undefined) throw new Error(`There is no system "${id}" around this example.`);
  const label = labelOf(system, ticket, action);
  await system.act(ticket, action, as);
  return { ok: true, message: `${ticket}: ${label}, by ${system.people[as]}.` };
}

function labelOf(system: OpenSystem, ticket: string, action: string): string {
  const shown = system.tickets().find(({ id }) => id === ticket);
  return shown?.actions.find(({ id }) => id === action)?.label ?? action;
}
