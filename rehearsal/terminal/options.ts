/** What was typed after the command's name. */
import * as fs from "node:fs";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { command } from "../home";
import { projectFileOf } from "../program/project";
import { scripts } from "./verdict";

export const defaultExample = "approval-ladder";

export interface CliOptions {
  readonly help: boolean;
  /** Name of an example; undefined where a program of one's own is rehearsed. */
  readonly example?: string;
  /** Folder of a program of one's own: it has a Pulumi.yaml. */
  readonly program?: string;
  /** True where the commands of buildspecs are run on this machine. */
  readonly runBuilds?: boolean;
  /** True where the settings of the program are to be written. */
  readonly init?: boolean;
  /** One of the scripts, or of the program's own. */
  readonly auto?: string;
  /** File for the JSON report of a run without a person. */
  readonly report?: string;
  readonly port?: number;
  /** Where the run keeps its files. Defaults to `.rehearsal/NAME`. */
  readonly folder?: string;
  /** What was said about the page in the browser; nothing: one is served where a person decides. */
  readonly page?: boolean;
  /** Port of the page. Defaults to a free one. */
  readonly pagePort?: number;
}

/** Something was typed that cannot be carried out. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The names under examples/ that can be rehearsed: they have a Pulumi.rehearsal.yaml. */
export function exampleNames(folder: string): string[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder)
    .filter((name) => fs.existsSync(path.join(folder, name, "Pulumi.rehearsal.yaml")))
    .sort();
}

/** Names of the scripts that a program or an example brings itself. */
type OwnScripts = (what: Pick<CliOptions, "program" | "example">) => readonly string[];

/** Reads the arguments. Throws a UsageError that says what to type instead. */
export function readOptions(
  args: readonly string[],
  examples: readonly string[],
  ownScripts: OwnScripts = () => [],
): CliOptions {
  const { help = false, auto, port, folder, program, ...others } = parse(args);
  const { "run-builds": runBuilds, init, report, ...page } = others;
  if (report !== undefined && auto === undefined) {
    throw new UsageError(`--report is of a run without a person: add --auto ${scripts.join("|")}.`);
  }
  if (report === "") throw new UsageError("--report takes the file to write.");
  const own = folder === undefined ? {} : { folder };
  const ports = portOption("port", port);
  const what = help ? undefined : whatOf({ program, example: page.example }, examples);
  if (init === true && what?.example !== undefined) {
    throw new UsageError(`--init wants a program: ${command} --program DIR --init`);
  }
  const builds = { ...(runBuilds === true && { runBuilds }), ...(init === true && { init }) };
  return {
    help,
    ...what,
    ...builds,
    ...(auto !== undefined && what !== undefined && { auto: scriptOf(auto, ownScripts(what)) }),
    ...(report !== undefined && { report }),
    ...ports,
    ...own,
    ...pageOptions(page),
  };
}

/**
 * A program or an example. Where nothing is said the repository runs an example; installed as a package
 * there is none, and it is the program of the folder in which the command is typed.
 */
function whatOf(
  said: { program?: string; example?: string },
  examples: readonly string[],
): { program: string; example?: undefined } | { example: string } {
  const { program, example } = said;
  if (program !== undefined && example !== undefined) {
    throw new UsageError("--example and --program contradict each other: leave one out.");
  }
  if (example !== undefined || (program === undefined && examples.length > 0)) {
    return { example: exampleOf(example ?? defaultExample, examples) };
  }
  const folder = program ?? ".";
  if (isProgram(folder)) return { program: folder };
  throw new UsageError(
    `${path.resolve(folder)} has no Pulumi.yaml. Give --program the folder of a Pulumi program: ` +
      `${command} --program DIR`,
  );
}

function exampleOf(example: string, examples: readonly string[]): string {
  if (examples.includes(example)) return example;
  const known = examples.map((name) => `  ${command} --example ${name}`).join("\n");
  throw new UsageError(
    `There is no example named "${example}". ` +
      (known === ""
        ? `Examples lie in the repository of codepipeline-approvals alone: ${command} --program DIR`
        : `These can be typed:\n${known}`),
  );
}

const isProgram = (folder: string): boolean => fs.existsSync(projectFileOf(folder));

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: false,
      options: {
        help: { type: "boolean", short: "h" },
        example: { type: "string" },
        program: { type: "string" },
        "run-builds": { type: "boolean" },
        init: { type: "boolean" },
        auto: { type: "string" },
        report: { type: "string" },
        port: { type: "string" },
        folder: { type: "string" },
        page: { type: "boolean" },
        "no-page": { type: "boolean" },
        "page-port": { type: "string" },
      },
    }).values;
  } catch (error) {
    const [first] = (error as Error).message.split(/\n|\. /);
    throw new UsageError(`${first.replace(/\.$/, "")}. See: ${command} --help`, { cause: error });
  }
}

function scriptOf(auto: string, own: readonly string[]): string {
  const known = [...scripts, ...own];
  if (known.includes(auto)) return auto;
  throw new UsageError(`--auto takes ${known.join(", ")}, got: "${auto}".`);
}

const highestPort = 65_535;

function portOption<Name extends "port" | "pagePort">(
  name: Name,
  port: string | undefined,
): { [key in Name]?: number } {
  if (port === undefined) return {};
  const number = /^\d{1,5}$/.test(port) ? Number(port) : -1;
  if (number >= 0 && number <= highestPort) {
    return { [name]: number } as { [key in Name]?: number };
  }
  const option = name === "port" ? "--port" : "--page-port";
  throw new UsageError(
    `${option} takes a number from 0 (any free one) to ${highestPort}, got: "${port}".`,
  );
}

function pageOptions(typed: {
  page?: boolean;
  "no-page"?: boolean;
  "page-port"?: string;
}): Pick<CliOptions, "page" | "pagePort"> {
  const { page, "no-page": noPage, "page-port": port } = typed;
  const wanted = page === true || port !== undefined;
  if (noPage === true && wanted) {
    const option = page === true ? "--page" : "--page-port";
    throw new UsageError(`--no-page and ${option} contradict each other: leave one out.`);
  }
  if (noPage === true) return { page: false };
  return wanted ? { page: true, ...portOption("pagePort", port) } : {};
}

/** The same once more, as it would be typed. */
export function typedAgain(typed: CliOptions): string {
  const { program, example, runBuilds, init, auto, report, port, folder, page, pagePort } = typed;
  const what = program === undefined ? `--example ${example}` : `--program ${shellWord(program)}`;
  const words = [`${command} ${what}`];
  if (runBuilds === true) words.push("--run-builds");
  if (init === true) words.push("--init");
  if (auto !== undefined) words.push(`--auto ${shellWord(auto)}`);
  if (report !== undefined) words.push(`--report ${shellWord(report)}`);
  if (port !== undefined) words.push(`--port ${port}`);
  if (folder !== undefined) words.push(`--folder ${shellWord(folder)}`);
  if (pagePort !== undefined) words.push(`--page-port ${pagePort}`);
  else if (page !== undefined) words.push(page ? "--page" : "--no-page");
  return words.join(" ");
}

/** As a POSIX shell reads it back. */
function shellWord(word: string): string {
  return /^[\w./@:+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Whether the page is served: wherever a person decides, unless something else was said. */
export function servesPage({ page, auto }: Pick<CliOptions, "page" | "auto">): boolean {
  return page ?? auto === undefined;
}
