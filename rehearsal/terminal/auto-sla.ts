/** The script `sla`: nobody answers until the reminders and the escalation have come. */
import type { Rehearsal } from "../session";
import { clean, moment } from "../screen/text";

/** `source` of what a hub puts on its event bus: docs/events.md. */
const source = "codepipeline-approvals";

interface RequestEvent {
  readonly id: string;
  readonly type: string;
  readonly time: string;
  readonly request?: { readonly stageName: string; readonly actionName: string };
}

/** What is said while nobody answers, in the words of the terminal. */
const words: Readonly<Record<string, string>> = {
  Reminded: "a reminder is sent",
  SlaBreached: "not answered in time",
  Escalated: "escalated",
};

export interface SlaScript {
  readonly print: (line: string) => void;
  /** Waits until nothing moves; answers what is wrong if that never comes. */
  readonly settle: () => Promise<string | undefined>;
}

/** The events of every hub's bus, oldest first, each once however often it was put. */
function requestEvents({ account: { buses } }: Rehearsal): RequestEvent[] {
  const all = buses.names().flatMap((name) => buses.get(name).recent());
  const own = all.filter((event) => event.source === source);
  return [...new Map(own.map(({ detail }) => [detail.id, detail as never])).values()];
}

export function countEvents(rehearsal: Rehearsal, type: string): number {
  return requestEvents(rehearsal).filter((event) => event.type === type).length;
}

/** Moves the clock from schedule to schedule while requests wait; answers what went wrong. */
export async function letSlaPass(
  rehearsal: Rehearsal,
  { print, settle }: SlaScript,
): Promise<string | undefined> {
  const { clock, engine, account } = rehearsal;
  const told = new Set(requestEvents(rehearsal).map(({ id }) => id));
  for (;;) {
    const due = account.stores.schedules.nextDue();
    const ends = Math.min(...engine.pending().map(({ expires }) => expires.getTime()));
    if (due === undefined || due.getTime() >= ends) return undefined;
    clock.advance(Math.max(due.getTime() - clock.now().getTime(), 0));
    print(`  nobody answers; the clock moves to ${moment(clock.now())}`);
    const stuck = await settle();
    if (stuck !== undefined) return stuck;
    for (const { id, type, request } of requestEvents(rehearsal)) {
      if (told.has(id) || words[type] === undefined) continue;
      told.add(id);
      print(clean(`  ${request?.stageName} / ${request?.actionName}: ${words[type]}`));
    }
  }
}

/** What the script is for must have happened. */
export function unheard(rehearsal: Rehearsal): string[] {
  return (["Reminded", "Escalated"] as const)
    .filter((type) => countEvents(rehearsal, type) === 0)
    .map(
      (type) =>
        `No request was ${type.toLowerCase()}: the script sla needs a gate with sla and an ` +
        "escalation, on a hub with reminders.",
    );
}
