#!/usr/bin/env node
/** `npm run rehearse`, `rehearse-approvals`: what a person types, sees and gets back. */
import * as path from "node:path";
import pc from "picocolors";
import { openPage, type Page } from "./page/server";
import { clearReport, RunReport, writeReport } from "./report/report";
import { examplesDir } from "./home";
import { openRehearsal, type Rehearsal } from "./session";
import { ownScripts } from "./settings/own-scripts";
import { announceWaiting } from "./terminal/announce-waiting";
import { playScript, type AutoOptions } from "./terminal/auto";
import { initialise } from "./initialise";
import { follow } from "./screen/follow";
import { helpText } from "./terminal/help";
import { createHeldOutput, type HeldOutput } from "./terminal/held-output";
import * as options from "./terminal/options";
import { type Progress, progressPrinter } from "./terminal/progress";
import type { KeyInput, TextOutput } from "./terminal/prompts";
import { askQuestions } from "./terminal/questions";
import { reportLines } from "./terminal/report";
import { clean, cleanLines } from "./screen/text";
import { deployments } from "./terminal/counts";
import { lastLine, scripts } from "./terminal/verdict";

/** The terminal, or what stands for it. */
export interface Terminal {
  readonly stdin: KeyInput & { readonly isTTY?: boolean };
  readonly stdout: TextOutput & { readonly isTTY?: boolean };
  readonly stderr: NodeJS.WritableStream;
  /** Resolves with an exit code when the process is asked to end. */
  readonly interrupted: Promise<number>;
  readonly colour: boolean;
}

const done = 0;
const failure = 1;
const usage = 2;
/** As for SIGINT, which Ctrl-C is not while a question reads keys one by one. */
const interruptedByKey = 130;

/** Runs the command and answers its exit code. `folder` has the examples. */
export async function main(
  args: readonly string[],
  terminal: Terminal,
  folder: string = examplesDir,
): Promise<number> {
  const examples = options.exampleNames(folder);
  try {
    const typed = options.readOptions(args, examples, (what) => ownScripts(folderOf(what, folder)));
    if (typed.help) {
      terminal.stdout.write(`${helpText(examples)}\n`);
      return done;
    }
    if (typed.init === true) return await initialise(typed, terminal, failureLines);
    needSomebody(typed, terminal);
    makeRoom(typed);
    return await rehearse(typed, terminal, folder);
  } catch (error) {
    if (!(error instanceof options.UsageError)) throw error;
    terminal.stderr.write(`${error.message}\n`);
    return usage;
  }
}

/** No report of an earlier run is taken for this one's. */
function makeRoom({ report }: options.CliOptions): void {
  try {
    if (report !== undefined) clearReport(report);
  } catch (error) {
    const reason = (error as Error).message;
    throw new options.UsageError(`--report cannot write ${report}: ${reason}.`, { cause: error });
  }
}

function needSomebody(typed: options.CliOptions, terminal: Terminal): void {
  const { auto, page } = typed;
  if (auto !== undefined || page === true || isInteractive(terminal)) return;
  throw new options.UsageError(
    "Standard input and output are no terminal, so nobody can answer questions. " +
      `Type: ${options.typedAgain({ ...typed, auto: "approve" })}\n` +
      `Or, to decide in a browser: ${options.typedAgain({ ...typed, page: true })}`,
  );
}

function isInteractive({ stdin, stdout }: Terminal): boolean {
  return stdin.isTTY === true && stdout.isTTY === true;
}

async function rehearse(
  typed: options.CliOptions,
  terminal: Terminal,
  folder: string,
): Promise<number> {
  const { auto, port, pagePort, folder: runFolder } = typed;
  const hasKeys = auto === undefined && isInteractive(terminal);
  const print = (line: string): void => void terminal.stdout.write(`${line}\n`);
  const lines = createHeldOutput(print);
  const printed = progressPrinter(terminal.stdout);
  // What is told while a question is open would be printed into it.
  const progress = (news: Progress): void =>
    opened !== undefined && news.kind === "printed"
      ? lines.tell(`  ${clean(news.line)}`)
      : printed(news);
  // What ends with the rehearsal itself is no news: the verdict is the last line.
  let over = false;
  let starting: Promise<Rehearsal> | undefined;
  let opened: Rehearsal | undefined;
  let opening: Promise<Page> | undefined;
  const report = typed.report === undefined ? undefined : new RunReport({ ...typed, auto: auto! });
  const onReady = (ready: Rehearsal): void => {
    report?.follow(ready);
    const tellUntilOver = (line: string): void => void (over || lines.tell(line));
    if (hasKeys) follow(ready, tellUntilOver, { calls: true, folder: ready.folder });
    else follow(ready, tellUntilOver, { calls: false, folder: process.cwd() });
    if (!options.servesPage(typed)) return;
    opening = openPage(ready, { port: pagePort });
    // Whether it opened is asked below; until then a failure is no unhandled one.
    opening.catch(() => undefined);
  };
  const work = async (): Promise<number> => {
    const asked = { ...whatOf(typed, folder), port, folder: runFolder, script: auto };
    starting = openRehearsal({ ...asked, onProgress: progress, onReady });
    const rehearsal = await starting;
    opened = rehearsal;
    const page = await opening;
    if (page !== undefined) progress({ kind: "page", url: page.url });
    if (auto !== undefined) {
      const code = await unattended(rehearsal, auto, terminal, report);
      over = true;
      return code;
    }
    if (hasKeys) {
      const code = await interactive(rehearsal, terminal, lines);
      over = true;
      return code;
    }
    if (page !== undefined) announceWaiting(rehearsal, page.url, lines.tell);
    return terminal.interrupted;
  };
  try {
    return await Promise.race([work(), terminal.interrupted]);
  } catch (error) {
    report?.failed(error);
    for (const line of failureLines(error, typed)) terminal.stderr.write(`${line}\n`);
    return failure;
  } finally {
    if (report !== undefined) writeReport(typed.report!, report.make());
    await opening?.then(
      (page) => page.close(),
      () => undefined,
    );
    await opened?.close();
    // Whoever ended the command does not wait for what is still opening; it is closed all the same.
    if (opened === undefined) void starting?.then((late) => late.close()).catch(() => undefined);
  }
}

/** An example of this repository, or a program of one's own. */
function whatOf({ example, program, runBuilds }: options.CliOptions, examples: string) {
  const folder = folderOf({ example, program }, examples);
  return program === undefined
    ? { example, exampleDir: folder }
    : { programDir: folder, runBuilds };
}

function folderOf(what: Pick<options.CliOptions, "example" | "program">, examples: string): string {
  return what.program === undefined
    ? path.join(examples, what.example!)
    : path.resolve(what.program);
}

async function interactive(
  rehearsal: Rehearsal,
  { stdin, stdout, colour, interrupted }: Terminal,
  lines: HeldOutput,
): Promise<number> {
  const colours = pc.createColors(colour);
  const stop = new AbortController();
  void interrupted.then(() => stop.abort());
  const streams = { input: stdin, output: stdout };
  const end = await askQuestions(rehearsal, { ...streams, lines, colours, stop: stop.signal });
  if (end === "interrupted") return interruptedByKey;
  const { engine } = rehearsal;
  const history = engine.pipelineNames().flatMap((name) => engine.actionExecutions(name));
  for (const line of reportLines(rehearsal, deployments(history))) stdout.write(`${line}\n`);
  return done;
}

async function unattended(
  rehearsal: Rehearsal,
  auto: string,
  { stdout, stderr, colour }: Terminal,
  report: RunReport | undefined,
): Promise<number> {
  const print = (line: string): void => void stdout.write(`${line}\n`);
  const { columns: width = 100 } = stdout;
  const colours = pc.createColors(colour);
  // In a script of the program's own, people approve what is left to them.
  const script = scripts.find((one) => one === auto) ?? "approve";
  const how: AutoOptions = { script, print, width, colours, acts: report?.acts };
  const ending = await playScript(rehearsal, how);
  report?.ended(ending);
  for (const problem of ending.problems) stderr.write(`${clean(problem)}\n`);
  for (const line of reportLines(rehearsal, ending.deployments)) print(line);
  print(lastLine(rehearsal.example, ending));
  return ending.problems.length === 0 ? done : failure;
}

/** What failed, and what to type next. */
function failureLines(error: unknown, typed: options.CliOptions): string[] {
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === "EADDRINUSE") {
    const ofPage = port === typed.pagePort;
    const option = ofPage ? "--page-port" : "--port";
    // What the page's port said, that there is to be a page, stays said.
    const free = ofPage ? { pagePort: undefined } : { port: undefined };
    const again = options.typedAgain({ ...typed, ...free });
    return [`Port ${port} is taken. Without ${option} any free one is used: ${again}`];
  }
  const { message } = error instanceof Error ? error : new Error(String(error));
  const lines = cleanLines(message).map((line) => `  ${line}`);
  const again = options.typedAgain(typed);
  return [
    `The rehearsal of ${typed.example ?? typed.program} failed:`,
    ...lines,
    `When that is put right: ${again}`,
  ];
}

/** The process's own terminal. */
function ownTerminal(): Terminal {
  const interrupted = new Promise<number>((resolve) => {
    // 128 and the signal's number, as shells have it. The listeners stay: the library that asks
    // questions ends the process at once where it finds nobody else listening.
    process.on("SIGINT", () => resolve(130));
    process.on("SIGTERM", () => resolve(143));
    process.on("SIGHUP", () => resolve(129));
  });
  const { stdin, stdout, stderr } = process;
  return { stdin, stdout, stderr, interrupted, colour: pc.isColorSupported };
}

if (require.main === module) {
  void main(process.argv.slice(2), ownTerminal()).then((code) => process.exit(code));
}
