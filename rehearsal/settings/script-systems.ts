/** What a script says of other systems: that it fits those that there are, and which are down from the start. */
import { stackFileOf } from "../program/project";
import type { OpenSystem, Systems } from "../systems/open-systems";
import { orRather } from "./nearest";
import type { OwnScript, RehearsalSettings } from "./schema";

/** Throws where a script names a system, or somebody there, that there is not. */
export function needSystems(
  { scripts = {} }: RehearsalSettings,
  { all }: Pick<Systems, "all">,
  programDir: string,
): void {
  for (const [name, { systems = {} }] of Object.entries(scripts)) {
    for (const [id, { steps = [] }] of Object.entries(systems)) {
      const place = `rehearsal:scripts.${name}.systems.${id}`;
      const found = all.find((system) => system.id === id);
      if (found === undefined) {
        throw new Error(
          `\`${place}\` in ${stackFileOf(programDir)} is no system of systems.rehearsal.yaml. ` +
            orRather(
              id,
              all.map((system) => system.id),
            ),
        );
      }
      const stranger = steps.find(({ as }) => !Object.hasOwn(found.people, as));
      if (stranger === undefined) continue;
      throw new Error(
        `\`${place}.steps\` in ${stackFileOf(programDir)} has ${stranger.as}, who is not there. ` +
          orRather(stranger.as, Object.keys(found.people)),
      );
    }
  }
}

/** Those that are down when the first request comes. */
export function takeDown(script: OwnScript | undefined, { all }: Pick<Systems, "all">): void {
  for (const system of all) {
    const { down = false } = script?.systems?.[system.id] ?? {};
    if (down !== false && down !== "later") system.fail(down === "hangs" ? "hangs" : "errors");
  }
}

export type ScriptSystem = NonNullable<OwnScript["systems"]>[string];

/** What the script says of each system, in its order. */
export function scripted(
  script: OwnScript | undefined,
  systems: Pick<Systems, "all"> | undefined,
): (readonly [OpenSystem, ScriptSystem])[] {
  return Object.entries(script?.systems ?? {}).flatMap(([id, said]) => {
    const system = systems?.all.find((one) => one.id === id);
    return system === undefined ? [] : [[system, said] as const];
  });
}
