/** What is mutated, and the tests that have to notice: those of the same room, and no others. */
import { globSync } from "node:fs";
import path from "node:path";

export const root = path.join(__dirname, "../..");

/** Of all mutants of a room, in percent, as many must be noticed. */
export const threshold = 95;

export interface Room {
  readonly name: string;
  /** Globs from the root of the project. */
  readonly files: readonly string[];
  readonly tests: readonly string[];
  /** The texts of errors are a part of the product where a user of the package reads them. */
  readonly ignores: readonly "log-texts"[];
}

/** index.ts of a function puts the real world around the handler: tests/unit/.../wiring.test.ts. */
const functionRoom = (name: string): Room => ({
  name: `functions/${name}`,
  files: [`functions/${name}/!(index).ts`],
  tests: [`tests/unit/functions/${name}/**/*.test.ts`],
  ignores: ["log-texts"],
});

const model = (name: string, files: string, tests: readonly string[]): Room => ({
  name,
  files: [`components/model/${files}.ts`],
  tests: tests.map((pattern) => `tests/unit/components/${pattern}.test.ts`),
  ignores: [],
});

export const rooms: readonly Room[] = [
  ...["domain", "slack", "slack-callback", "decider", "notifier", "watcher", "shared"].map(
    functionRoom,
  ),
  model("policy builders", "!(*checks|limits|manifest)", [
    "{evaluation-*,hub-policies,hub-*,model,packing,partitions,stage-block,topic*,*-model}",
  ]),
  model("checks", "{*checks,limits}", ["{refusals-*,model,options}"]),
];

/** Files of the room that begin with one of the paths; all of them where none is given. */
export function filesOf({ files }: Room, paths: readonly string[] = []): string[] {
  const all = globSync([...files], { cwd: root }).map((file) => file.split(path.sep).join("/"));
  return all
    .filter((file) => paths.length === 0 || paths.some((start) => file.startsWith(start)))
    .sort();
}
