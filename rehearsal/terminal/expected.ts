/** What a script of the program's own says of the end, beside what it came to. */
import type { Rehearsal } from "../session";
import type { OwnScript } from "../settings/schema";
import type { Counts } from "./counts";
import type { Script } from "./verdict";

/**
 * Requests that were decided in other systems; undefined where there are none. A session of a gate's role
 * is named by the channel that decides: the kind of the system.
 */
export function inSystems({ systems, engine }: Rehearsal): number | undefined {
  if (systems === undefined || systems.all.length === 0) return undefined;
  const kinds = systems.all.map(({ kind }) => kind);
  const session = new RegExp(`:assumed-role/[^/]+/(${kinds.join("|")})-`);
  const history = engine.pipelineNames().flatMap((name) => engine.actionExecutions(name));
  return history.filter(
    ({ input, updatedBy }) =>
      input?.actionTypeId?.category === "Approval" && session.test(updatedBy ?? ""),
  ).length;
}

/** How a run must end: one that expects a rejection ends at its gate, as with the script `reject`. */
export function endsAs(script: Script, { expected }: OwnScript = {}): Script {
  if ((expected?.rejected ?? 0) > 0) return "reject";
  return (expected?.expired ?? 0) > 0 ? "timeout" : script;
}

/** Numbers that are not as the script says. */
export function unexpected(
  { expected = {} }: OwnScript = {},
  counts: Counts,
  decidedInSystems: number | undefined,
): string[] {
  const found: Readonly<Record<keyof typeof expected, number>> = {
    ...{ approved: counts.approved, rejected: counts.rejected, expired: counts.expired },
    inSystems: decidedInSystems ?? 0,
  };
  const words = { inSystems: "Decided in other systems" } as Readonly<Record<string, string>>;
  return Object.entries(expected).flatMap(([name, wanted]) => {
    const is = found[name as keyof typeof found];
    const what = words[name] ?? `${name[0].toUpperCase()}${name.slice(1)}`;
    return is === wanted ? [] : [`${what} should be ${wanted}, but is ${is}.`];
  });
}
