/** Reads the `rehearsal:` keys of a program's Pulumi.rehearsal.yaml. */
import * as path from "node:path";
import * as v from "valibot";
import { readStackConfig, stackFileOf } from "../program/project";
import type { ActionChoices } from "./choices";
import { needFolders } from "./fitting";
import { keysAt } from "./keys-at";
import { orRather } from "./nearest";
import { type RehearsalSettings, settingsSchema } from "./schema";

const prefix = "rehearsal:";

/** Every error names the key, what is wrong with it, and the keys that there are. */
export function readSettings(programDir: string): RehearsalSettings {
  const keys = Object.entries(readStackConfig(programDir))
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, value]) => [key.slice(prefix.length), value]);
  const refused = reservedIn(keys.map(([, value]) => value));
  if (refused !== undefined) {
    throw new Error(
      `\`${refused}\` cannot be a name in ${stackFileOf(programDir)}: name it otherwise.`,
    );
  }
  const parsed = v.safeParse(settingsSchema, Object.fromEntries(keys));
  if (parsed.success) {
    needFolders(parsed.output, programDir);
    return parsed.output;
  }
  // A misspelt key is why the right one is missing.
  const issue = parsed.issues.find(({ expected }) => expected === "never") ?? parsed.issues[0];
  const place = `${prefix}${v.getDotPath(issue) ?? ""}`;
  throw new Error(
    `\`${place}\` in ${stackFileOf(programDir)} is not as it should be: ${wrongIn(issue)} ` +
      "docs/rehearsal.md lists what can be written there.",
  );
}

/** A key that there is not, or one that is missing, is said with those that there are. */
function wrongIn(issue: v.BaseIssue<unknown>): string {
  const path = (issue.path ?? []).map(({ key }) => key);
  const name = String(path.at(-1));
  const known =
    issue.type === "strict_object" ? keysAt(settingsSchema, path.slice(0, -1)) : undefined;
  if (known === undefined) return `${issue.message}.`;
  if (issue.expected !== "never") return `${name} is missing there.`;
  return `there is no key ${name}. ${orRather(name, known)}`;
}

/** Names that valibot's records leave out in silence. */
const reserved = ["__proto__", "prototype", "constructor"];

function reservedIn(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const names = Array.isArray(value) ? [] : Object.keys(value);
  return (
    names.find((name) => reserved.includes(name)) ??
    Object.values(value)
      .map(reservedIn)
      .find((name) => name !== undefined)
  );
}

/** What is said of single actions, its folders absolute. */
export function actionsOf(
  { sources = {}, actions = {} }: RehearsalSettings,
  programDir: string,
): ActionChoices {
  const ofSources = Object.entries(sources).map(([name, { folder, ...choice }]) => [
    name,
    { ...choice, ...(folder !== undefined && { folder: path.resolve(programDir, folder) }) },
  ]);
  return { ...(Object.fromEntries(ofSources) as ActionChoices), ...actions };
}
