/** `--init`: writes the Pulumi.rehearsal.yaml of a program. */
import * as path from "node:path";
import type { Terminal } from "./cli";
import { openRehearsal } from "./session";
import { initLines, prepareFile, writeSettings } from "./settings/init";
import { InventedSettings } from "./settings/invented";
import { foresee } from "./settings/foresee";
import { checkoutOf } from "./program/project";
import { actionsOf, readSettings } from "./settings/read";
import type { RehearsalSettings } from "./settings/schema";
import { type CliOptions, typedAgain } from "./terminal/options";
import { clean } from "./screen/text";
import { progressPrinter } from "./terminal/progress";

/** Runs the program once, and writes what it asks for. Answers the exit code. */
export async function initialise(
  typed: CliOptions,
  { stdout, stderr }: Pick<Terminal, "stdout" | "stderr">,
  failureLines: (error: unknown, typed: CliOptions) => string[],
): Promise<number> {
  const programDir = path.resolve(typed.program!);
  let before: RehearsalSettings;
  let region: string;
  try {
    const project = prepareFile(programDir);
    region = project.config["aws:region"];
    before = readSettings(programDir);
  } catch (error) {
    for (const line of failureLines(error, typed)) stderr.write(`${line}\n`);
    return 1;
  }
  const invented = new InventedSettings(before, region);
  const onProgress = progressPrinter(stdout);
  const { init: _, ...next } = typed;
  let problem: unknown;
  let notes: string[] = [];
  try {
    const rehearsal = await openRehearsal({
      programDir,
      invented,
      onProgress,
      folder: typed.folder,
    });
    const { account } = rehearsal;
    const actions = actionsOf(before, programDir);
    const repositoryDir = checkoutOf(programDir);
    notes = await foresee({ invented, account, programDir, repositoryDir, actions });
    await rehearsal.close();
  } catch (error) {
    problem = error;
  }
  const keys = writeSettings(programDir, before, invented.settings);
  const isDone = problem === undefined;
  const again = isDone ? typedAgain(next) : undefined;
  const lines = initLines(programDir, keys, again, notes.length > 0);
  for (const line of [...notes, ...lines]) stdout.write(`${clean(line)}\n`);
  if (isDone) return 0;
  for (const line of failureLines(problem, typed)) stderr.write(`${line}\n`);
  return 1;
}
