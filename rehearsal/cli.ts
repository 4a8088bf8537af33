/** `npm run rehearse`: what a person types, sees and gets back. */
import * as path from "node:path";
import pc from "picocolors";
import { examplesDir, openRehearsal, type Rehearsal } from "./session";
import { playScript, type AutoOptions } from "./terminal/auto";
import { follow } from "./terminal/follow";
import { type KeyInput, runLive, type ScreenOutput } from "./terminal/live";
import { createNews } from "./terminal/news";
import * as options from "./terminal/options";
import { progressPrinter } from "./terminal/progress";
import { reportLines } from "./terminal/report";
import { clean, cleanLines } from "./terminal/text";
import { deployments } from "./terminal/tally";
import { lastLine, type Script } from "./terminal/verdict";

/** The terminal, or what stands for it. */
export interface Terminal {
  readonly stdin: KeyInput & { readonly isTTY?: boolean };
  readonly stdout: ScreenOutput & { readonly isTTY?: boolean };
  readonly stderr: NodeJS.WritableStream;
  /** Resolves with an exit code when the process is asked to end. */
  readonly interrupted: Promise<number>;
  readonly colour: boolean;
}

const done = 0;
const failure = 1;
const usage = 2;

/** Runs the command and answers its exit code. `folder` has the examples. */
export async function main(
  args: readonly string[],
  terminal: Terminal,
  folder: string = examplesDir,
): Promise<number> {
  const examples = options.exampleNames(folder);
  try {
    const typed = options.readOptions(args, examples);
    if (typed.help) {
      terminal.stdout.write(`${options.helpText(examples)}\n`);
      return done;
    }
    needSomebody(typed, terminal);
    return await rehearse(typed, terminal, folder);
  } catch (error) {
    if (!(error instanceof options.UsageError)) throw error;
    terminal.stderr.write(`${error.message}\n`);
    return usage;
  }
}

function needSomebody({ auto, example }: options.CliOptions, { stdin, stdout }: Terminal): void {
  if (auto !== undefined || (stdin.isTTY && stdout.isTTY)) return;
  throw new options.UsageError(
    "Standard input and output are no terminal, so nobody can press keys. " +
      `Type: ${options.command} --example ${example} --auto approve`,
  );
}

async function rehearse(
  typed: options.CliOptions,
  terminal: Terminal,
  folder: string,
): Promise<number> {
  const { example, auto, port, folder: runFolder } = typed;
  const news = createNews();
  const print = (line: string): void => void terminal.stdout.write(`${line}\n`);
  const progress = progressPrinter(terminal.stdout);
  let opened: Rehearsal | undefined;
  const work = async (): Promise<number> => {
    const rehearsal = await openRehearsal({
      example,
      exampleDir: path.join(folder, example),
      port,
      folder: runFolder,
      onProgress: progress,
      onReady: (ready) =>
        auto === undefined
          ? follow(ready, news.tell, { calls: true, folder: ready.folder })
          : follow(ready, print, { calls: false, folder: process.cwd() }),
    });
    opened = rehearsal;
    return auto === undefined
      ? interactive(rehearsal, terminal, news)
      : unattended(rehearsal, auto, terminal);
  };
  try {
    return await Promise.race([work(), terminal.interrupted]);
  } catch (error) {
    for (const line of failureLines(error, typed)) terminal.stderr.write(`${line}\n`);
    return failure;
  } finally {
    await opened?.close();
  }
}

async function interactive(
  rehearsal: Rehearsal,
  { stdin, stdout, colour, interrupted }: Terminal,
  news: ReturnType<typeof createNews>,
): Promise<number> {
  const live = runLive(rehearsal, {
    input: stdin,
    output: stdout,
    colours: pc.createColors(colour),
    news,
  });
  void interrupted.then(() => live.stop());
  await live.ended;
  const { engine } = rehearsal;
  const history = engine.pipelineNames().flatMap((name) => engine.actionExecutions(name));
  for (const line of reportLines(rehearsal, deployments(history))) stdout.write(`${line}\n`);
  return done;
}

async function unattended(
  rehearsal: Rehearsal,
  script: Script,
  { stdout, stderr, colour }: Terminal,
): Promise<number> {
  const print = (line: string): void => void stdout.write(`${line}\n`);
  const { columns: width = 100 } = stdout;
  const auto: AutoOptions = { script, print, width, colours: pc.createColors(colour) };
  const ending = await playScript(rehearsal, auto);
  for (const problem of ending.problems) stderr.write(`${clean(problem)}\n`);
  for (const line of reportLines(rehearsal, ending.deployments)) print(line);
  print(lastLine(rehearsal.example, ending));
  return ending.problems.length === 0 ? done : failure;
}

/** What failed, and what to type next. */
function failureLines(error: unknown, { example, auto, port }: options.CliOptions): string[] {
  const again = `${options.command} --example ${example}${auto === undefined ? "" : ` --auto ${auto}`}`;
  if ((error as NodeJS.ErrnoException).code === "EADDRINUSE") {
    return [`Port ${port} is taken. Without --port any free one is used: ${again}`];
  }
  const { message } = error instanceof Error ? error : new Error(String(error));
  const lines = cleanLines(message).map((line) => `  ${line}`);
  return [`The rehearsal of ${example} failed:`, ...lines, `When that is put right: ${again}`];
}

/** The process's own terminal. */
function ownTerminal(): Terminal {
  const interrupted = new Promise<number>((resolve) => {
    // 128 and the signal's number, as shells have it. The listeners stay: the library that hides
    // the cursor ends the process at once where it finds nobody else listening.
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
