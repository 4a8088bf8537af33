/** What was typed after `npm run rehearse --`. */
import * as fs from "node:fs";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { scripts, type Script } from "./verdict";

export const defaultExample = "approval-ladder";
export const command = "npm run rehearse --";

export interface CliOptions {
  readonly help: boolean;
  readonly example: string;
  readonly auto?: Script;
  readonly port?: number;
  /** Where the run keeps its files. Defaults to `.rehearsal/NAME`. */
  readonly folder?: string;
}

/** Something was typed that cannot be carried out. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The names under examples/ that have a Pulumi.yaml. */
export function exampleNames(folder: string): string[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder)
    .filter((name) => fs.existsSync(path.join(folder, name, "Pulumi.yaml")))
    .sort();
}

/** Reads the arguments. Throws a UsageError that says what to type instead. */
export function readOptions(args: readonly string[], examples: readonly string[]): CliOptions {
  const { help = false, example = defaultExample, auto, port, folder } = parse(args);
  if (!help && !examples.includes(example)) {
    const known = examples.map((name) => `  ${command} --example ${name}`).join("\n");
    throw new UsageError(
      `There is no example named "${example}". ` +
        (known === "" ? "examples/ has none." : `These can be typed:\n${known}`),
    );
  }
  const own = folder === undefined ? {} : { folder };
  return { help, example, ...scriptOption(auto), ...portOption(port), ...own };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: false,
      options: {
        help: { type: "boolean", short: "h" },
        example: { type: "string" },
        auto: { type: "string" },
        port: { type: "string" },
        folder: { type: "string" },
      },
    }).values;
  } catch (error) {
    const [first] = (error as Error).message.split(/\n|\. /);
    throw new UsageError(`${first.replace(/\.$/, "")}. See: ${command} --help`, { cause: error });
  }
}

function scriptOption(auto: string | undefined): { auto?: Script } {
  if (auto === undefined) return {};
  const script = scripts.find((one) => one === auto);
  if (script !== undefined) return { auto: script };
  throw new UsageError(`--auto takes ${scripts.join(", ")}, got: "${auto}".`);
}

const highestPort = 65_535;

function portOption(port: string | undefined): { port?: number } {
  if (port === undefined) return {};
  const number = /^\d{1,5}$/.test(port) ? Number(port) : -1;
  if (number >= 0 && number <= highestPort) return { port: number };
  throw new UsageError(
    `--port takes a number from 0 (any free one) to ${highestPort}, got: "${port}".`,
  );
}

/** What `--help` prints. */
export function helpText(examples: readonly string[]): string {
  return `Runs an example on this machine: its Pulumi program, its pipeline, its approvals. No AWS account.

  ${command} [--example NAME] [--auto approve|reject|timeout] [--port N] [--folder DIR]

  --example NAME  one of: ${examples.join(", ")} (defaults to ${defaultExample})
  --auto SCRIPT   decides without a person: approve every request, reject the first,
                  or let the first expire; exit 0 when the pipeline ends as it should
  --port N        port of the local AWS endpoint on 127.0.0.1 (defaults to any free one)
  --folder DIR    where the run keeps its files; emptied first (defaults to .rehearsal/NAME)
  --help          this text

Without --auto the pipeline is shown and waits for your keys. Everything that a run makes
is in .rehearsal/NAME: mailbox, buckets, artifacts, credentials for any AWS SDK or the aws CLI.`;
}
