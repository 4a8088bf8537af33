/** Scripts that a program brings itself, `rehearsal:scripts`: each releases something else. */
import { stackFileOf } from "../program/project";
import { scripts as ours } from "../terminal/verdict";
import { readSettings } from "./read";
import type { OwnScript, RehearsalSettings } from "./schema";

/** Their names; none where the settings cannot be read: the run says why. */
export function ownScripts(programDir: string): string[] {
  try {
    return Object.keys(readSettings(programDir).scripts ?? {});
  } catch {
    return [];
  }
}

/** Throws where one has the name of a script that every program has, and would never be played. */
export function needOwnNames({ scripts = {} }: RehearsalSettings, programDir: string): void {
  const taken = ours.find((name) => Object.hasOwn(scripts, name));
  if (taken === undefined) return;
  throw new Error(
    `\`rehearsal:scripts.${taken}\` in ${stackFileOf(programDir)} has the name of a script that every ` +
      `program has (${ours.join(", ")}): name it otherwise.`,
  );
}

/** The settings as they are in a run of the script. */
export function withScript(
  settings: RehearsalSettings,
  script: OwnScript | undefined,
): RehearsalSettings {
  if (script?.sources === undefined) return settings;
  return { ...settings, sources: { ...settings.sources, ...script.sources } };
}
