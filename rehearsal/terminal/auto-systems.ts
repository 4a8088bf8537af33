/** What a script does in other systems: works on the tickets of a request, and looks at them in the end. */
import type { ApprovalRequest } from "../aws/codepipeline";
import { gateRecordOf } from "../screen/gate-record";
import { clean, moment } from "../screen/text";
import type { Rehearsal } from "../session";
import { type ScriptSystem, scripted } from "../settings/script-systems";
import type { OpenSystem } from "../systems/open-systems";
import type { SystemTicket } from "../systems/system";
import { gateOf, waits } from "./pending";

type Step = NonNullable<ScriptSystem["steps"]>[number];

export interface SystemsScript {
  readonly print: (line: string) => void;
  readonly problems: string[];
  /** Tickets whose steps were done. */
  readonly done: Set<SystemTicket["id"]>;
  /** Waits until nothing moves; answers what is wrong if that never comes. */
  readonly settle: () => Promise<string | undefined>;
}

const minute = 60_000;
/** Minutes of the rehearsal's clock that a connector has: its schedule comes once in each. */
const patience = { decision: 15, end: 180 };

/**
 * Does the script's steps for a request; with `decide: systems` it waits until they have decided it. False
 * where that did not go as it should.
 */
export async function workInSystems(
  rehearsal: Rehearsal,
  request: ApprovalRequest,
  script: SystemsScript,
): Promise<boolean> {
  const { systems, account, engine } = rehearsal;
  const own = rehearsal.script;
  if (gateRecordOf(request, account.resources)?.connectors === undefined) return true;
  for (const [system, { steps = [], down }] of scripted(own, systems)) {
    if (steps.length === 0 && down !== "later") continue;
    if (!(await workIn(rehearsal, request, system, steps, script))) return false;
    if (down !== "later") continue;
    system.fail("errors");
    script.print(clean(`  ${system.title} is down`));
  }
  if (own?.decide !== "systems") return true;
  if (await waitFor(rehearsal, script, patience.decision, () => !waits(engine, request)))
    return true;
  script.problems.push(`${gateOf(request)} was decided in no system.`);
  return false;
}

const ofRequests = (system: OpenSystem): SystemTicket[] =>
  system.tickets().filter(({ isStanding = false }) => !isStanding);

/** The steps in one system. */
async function workIn(
  rehearsal: Rehearsal,
  request: ApprovalRequest,
  system: OpenSystem,
  steps: readonly Step[],
  script: SystemsScript,
): Promise<boolean> {
  const { print, problems, done } = script;
  const fresh = (): SystemTicket | undefined =>
    ofRequests(system).find(({ id }) => !done.has(`${system.id} ${id}`));
  await waitFor(rehearsal, script, patience.decision, () => fresh() !== undefined);
  const ticket = fresh();
  if (ticket === undefined) {
    problems.push(`${system.title} has no ticket for ${gateOf(request)}.`);
    return false;
  }
  done.add(`${system.id} ${ticket.id}`);
  show(system, ticket, print);
  for (const step of steps) {
    const problem = await take(rehearsal, request, system, ticket, step, script);
    if (problem === undefined) continue;
    problems.push(problem);
    return false;
  }
  return true;
}

/** One step; answers what did not go as it should. */
async function take(
  rehearsal: Rehearsal,
  request: ApprovalRequest,
  system: OpenSystem,
  ticket: SystemTicket,
  { action, as, waits: mustWait = false }: Step,
  script: SystemsScript,
): Promise<string | undefined> {
  const label = find(system, ticket)?.actions.find(({ id }) => id === action)?.label ?? action;
  script.print(clean(`  ${system.people[as]}: ${label}`));
  try {
    await system.act(ticket.id, action, as);
  } catch (error) {
    return (error as Error).message;
  }
  const stuck = await script.settle();
  if (stuck !== undefined || !mustWait) return stuck;
  const decided = await waitFor(rehearsal, script, 2, () => !waits(rehearsal.engine, request));
  if (decided) return `${gateOf(request)} waits no longer after "${action}" by ${as}.`;
  script.print(clean(`  ${gateOf(request)} still waits`));
  return undefined;
}

/** What was down is well again, and every ticket must come to the end that the script says. */
export async function endInSystems(rehearsal: Rehearsal, script: SystemsScript): Promise<void> {
  const { print, problems } = script;
  const all = scripted(rehearsal.script, rehearsal.systems);
  for (const [system] of all) {
    if (system.outage === undefined) continue;
    system.fail(undefined);
    print(clean(`  ${system.title} is well again`));
  }
  for (const [system, { ends }] of all) {
    if (ends === undefined || problems.length > 0) continue;
    const { state, line = "" } = ends;
    const isSo = (ticket: SystemTicket): boolean =>
      (state === undefined || ticket.state === state) &&
      (line === "" || ticket.lines.some((one) => one.includes(line)));
    const ended = (): boolean => ofRequests(system).length > 0 && ofRequests(system).every(isSo);
    if (await waitFor(rehearsal, script, patience.end, ended)) continue;
    const odd = ofRequests(system).find((ticket) => !isSo(ticket));
    const wanted = [state, line].filter(Boolean).join(", ");
    const found = odd === undefined ? "it has no ticket" : `${odd.id} is: ${odd.state}`;
    problems.push(`In ${system.title} it should end as ${wanted}, but ${found}.`);
  }
}

/** The tickets as they are, where there are systems. */
export function ticketLines({ systems }: Pick<Rehearsal, "systems">): string[] {
  return (systems?.all ?? []).flatMap((system) => {
    const lines = system.tickets().map(({ id, state }) => clean(`  ${id}: ${state}`));
    return lines.length === 0 ? [] : [clean(`In ${system.title} at the end:`), ...lines];
  });
}

/** Lets the clock pass minute by minute until something is so; false where it does not come. */
async function waitFor(
  { clock }: Rehearsal,
  { print, problems, settle }: SystemsScript,
  minutes: number,
  isSo: () => boolean,
): Promise<boolean> {
  const start = clock.now();
  for (let passed = 0; passed < minutes && !isSo(); passed += 1) {
    clock.advance(minute);
    const stuck = await settle();
    if (stuck !== undefined) {
      problems.push(stuck);
      return false;
    }
  }
  if (clock.now().getTime() - start.getTime() >= minute) {
    print(`  the clock moves to ${moment(clock.now())}`);
  }
  return isSo();
}

function show(system: OpenSystem, { id, title, state, lines }: SystemTicket, print: Print): void {
  print(clean(`  ${id} in ${system.title}: ${title}`));
  for (const line of [state, ...lines]) print(`  │ ${clean(line)}`);
}
type Print = SystemsScript["print"];

const find = (system: OpenSystem, { id }: SystemTicket): SystemTicket | undefined =>
  system.tickets().find((ticket) => ticket.id === id);
