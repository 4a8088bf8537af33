/** What was typed after `npm run rehearse --`. */
import * as fs from "node:fs";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { scripts, type Script } from "./verdict";

const defaultExample = "approval-ladder";
export const command = "npm run rehearse --";

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
  readonly auto?: Script;
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

/** Reads the arguments. Throws a UsageError that says what to type instead. */
export function readOptions(args: readonly string[], examples: readonly string[]): CliOptions {
  const { help = false, auto, port, folder, program, ...others } = parse(args);
  const { "run-builds": runBuilds, init, report, ...page } = others;
  if (report !== undefined && auto === undefined) {
    throw new UsageError(`--report is of a run without a person: add --auto ${scripts.join("|")}.`);
  }
  if (report === "") throw new UsageError("--report takes the file to write.");
  if (init === true && program === undefined) {
    throw new UsageError(`--init wants a program: ${command} --program DIR --init`);
  }
  if (program !== undefined && page.example !== undefined) {
    throw new UsageError("--example and --program contradict each other: leave one out.");
  }
  if (program !== undefined && !fs.existsSync(path.join(program, "Pulumi.yaml"))) {
    throw new UsageError(
      `${path.resolve(program)} has no Pulumi.yaml. Give --program the folder of a Pulumi program.`,
    );
  }
  const { example = defaultExample } = page;
  if (!help && program === undefined && !examples.includes(example)) {
    const known = examples.map((name) => `  ${command} --example ${name}`).join("\n");
    throw new UsageError(
      `There is no example named "${example}". ` +
        (known === "" ? "examples/ has none." : `These can be typed:\n${known}`),
    );
  }
  const own = folder === undefined ? {} : { folder };
  const ports = portOption("port", port);
  const what = program === undefined ? { example } : { program };
  const builds = { ...(runBuilds === true && { runBuilds }), ...(init === true && { init }) };
  return {
    help,
    ...what,
    ...builds,
    ...scriptOption(auto),
    ...(report !== undefined && { report }),
    ...ports,
    ...own,
    ...pageOptions(page),
  };
}

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

function scriptOption(auto: string | undefined): { auto?: Script } {
  if (auto === undefined) return {};
  const script = scripts.find((one) => one === auto);
  if (script !== undefined) return { auto: script };
  throw new UsageError(`--auto takes ${scripts.join(", ")}, got: "${auto}".`);
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
  if (auto !== undefined) words.push(`--auto ${auto}`);
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

/** What `--help` prints. */
export function helpText(examples: readonly string[]): string {
  return `Runs a Pulumi program on this machine: its pipelines, its approvals. No AWS account.

  ${command} [--example NAME | --program DIR [--init] [--run-builds]] [--auto approve|reject|timeout]
    [--report FILE] [--port N] [--folder DIR] [--page] [--no-page] [--page-port N]

  --example NAME  one of: ${examples.join(", ")} (defaults to ${defaultExample})
  --program DIR   a program of your own: a folder with Pulumi.yaml and Pulumi.rehearsal.yaml
  --init          runs the program once, and writes what it asks for, with invented values, into
                  its Pulumi.rehearsal.yaml
  --run-builds    runs the commands of its buildspecs on this machine, as you; otherwise builds
                  are pretended
  --auto SCRIPT   decides without a person: approve every request, reject the first,
                  or let the first expire; exit 0 when the pipeline ends as it should
  --report FILE   with --auto: what came of it as JSON, by docs/rehearsal-report.schema.json; also
                  where it failed
  --port N        port of the local AWS endpoint on 127.0.0.1 (defaults to any free one)
  --folder DIR    where the run keeps its files; emptied first (defaults to .rehearsal/NAME)
  --page          serves the page also with --auto, and where there is no terminal: the rehearsal
                  then goes on until Ctrl-C
  --no-page       serves no page
  --page-port N   port of the page on 127.0.0.1 (defaults to any free one)
  --help          this text

Without --auto a link is printed to a page that shows the run, and the terminal asks: who are you,
approve or reject, why. The page can do more. The link carries a key: it is for you alone. Everything that a run
makes is in .rehearsal/NAME: mailbox, buckets, artifacts, credentials for any AWS SDK or the aws CLI.`;
}
