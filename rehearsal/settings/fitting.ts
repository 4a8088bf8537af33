/** Settings that fit nothing of the program: a misspelt name would be taken for one that has its way. */
import * as fs from "node:fs";
import * as path from "node:path";
import type { Account } from "../aws/account/account";
import { conditionKinds, conditionOf } from "../aws/codepipeline";
import { stackFileOf } from "../program/project";
import { orRather } from "./nearest";
import type { RehearsalSettings } from "./schema";

interface Named {
  /** STAGE/ACTION. */
  readonly path: string;
  readonly name: string;
  readonly isSource: boolean;
}

/** Every action, and every rule of a condition, which is run as one. */
function actionsOf({ engine }: Pick<Account, "engine">): Named[] {
  const stages = engine.pipelineNames().flatMap((name) => engine.declaration(name).stages ?? []);
  return stages.flatMap((stage) => {
    const rules = conditionKinds.flatMap((kind) => conditionOf(stage, kind)?.rules ?? []);
    const names = [
      ...(stage.actions ?? []).map(({ name = "", actionTypeId }) => ({
        ...{ name, isSource: actionTypeId?.category === "Source" },
      })),
      ...rules.map(({ name = "" }) => ({ name, isSource: false })),
    ];
    return names.map((one) => ({ ...one, path: `${stage.name}/${one.name}` }));
  });
}

/** Throws where an entry of `rehearsal:sources` or `rehearsal:actions` names no action of any pipeline. */
export function needFitting(
  { sources = {}, actions = {}, scripts = {} }: RehearsalSettings,
  account: Pick<Account, "engine">,
  programDir: string,
): void {
  const all = actionsOf(account);
  const ofSources = all.filter(({ isSource }) => isSource);
  const listed = [
    ["sources", sources] as const,
    ...Object.entries(scripts).map(
      ([name, of]) => [`scripts.${name}.sources`, of.sources ?? {}] as const,
    ),
  ];
  const places: readonly (readonly [string, object, Named[], string])[] = [
    ...listed.map(([key, entries]) => [key, entries, ofSources, "source action"] as const),
    ["actions", actions, all, "action"],
  ];
  for (const [key, entries, known, what] of places) {
    const names = known.flatMap((one) => [one.name, one.path]);
    const odd = Object.keys(entries).find((name) => !names.includes(name));
    if (odd === undefined) continue;
    const paths = [...new Set(known.map((one) => one.path))];
    const spelt = odd.includes("/") ? paths : [...new Set(known.map(({ name }) => name))];
    throw new Error(
      `\`rehearsal:${key}.${odd}\` in ${stackFileOf(programDir)} names no ${what} of any pipeline of the ` +
        `program. ${orRather(odd, spelt)} Entries go by the action's name, or by STAGE/ACTION.`,
    );
  }
}

/** Throws where a folder that stands for a source, or has the objects of a bucket, is none. */
export function needFolders(
  { sources = {}, exists = {}, scripts = {} }: RehearsalSettings,
  programDir: string,
): void {
  const named = [
    ...Object.entries(sources).map(([name, { folder }]) => [`sources.${name}`, folder]),
    ...Object.entries(scripts).flatMap(([script, of]) =>
      Object.entries(of.sources ?? {}).map(([name, { folder }]) => [
        ...[`scripts.${script}.sources.${name}`, folder],
      ]),
    ),
    ...Object.entries(exists.buckets ?? {}).map(([name, bucket]) => [
      ...[`exists.buckets.${name}`, bucket?.folder],
    ]),
  ] as const;
  for (const [key, folder] of named) {
    if (folder === undefined) continue;
    const found = path.resolve(programDir, folder);
    if (fs.statSync(found, { throwIfNoEntry: false })?.isDirectory() === true) continue;
    throw new Error(
      `\`rehearsal:${key}.folder\` in ${stackFileOf(programDir)} is ${found}, which is no folder. Paths are from ` +
        "the program's folder.",
    );
  }
}
