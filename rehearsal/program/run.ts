/** Runs an example's Pulumi program in a process of its own, against the local account. */
import { fork, type ChildProcess } from "node:child_process";
import * as readline from "node:readline";
import type { Created, Registration } from "../aws/account/types";
import { wordingOf } from "../errors";
import { cleanEnvironment, startOf } from "./environment";
import { SilenceWatch, type SilenceOptions } from "./silence";
import type { FromProgram, ToProgram } from "./types";
import { readProject, type Project } from "./project";

export interface RunOptions {
  /** Folder with Pulumi.yaml and Pulumi.rehearsal.yaml. */
  readonly exampleDir: string;
  /** Registers one resource; what it throws fails that resource, and so the program. */
  readonly create: (registration: Registration) => Promise<Created>;
  /** Answers one provider function, for example `aws:index/getRegion:getRegion`. */
  readonly call: (token: string, args: Record<string, any>) => Promise<Record<string, any>>;
  /** Answers an output that a stack reference does not have; undefined as Pulumi answers it. */
  readonly output?: (stack: string, output: string) => unknown;
  /** Takes each line that the program prints. */
  readonly onLog?: (line: string) => void;
  readonly silence?: SilenceOptions;
}

export interface ProgramResult {
  readonly project: string;
  readonly stack: string;
  /** Stack outputs, secrets unwrapped. */
  readonly outputs: Record<string, any>;
  readonly config: Record<string, string>;
}

/** How many of the last printed lines an unexplained end of the program quotes. */
const quotedLines = 10;

/** Runs the program to its end. Rejects with the program's own error text when it fails. */
export async function runProgram(options: RunOptions): Promise<ProgramResult> {
  const project = readProject(options.exampleDir);
  const outputs = await runToEnd(project, options);
  return { project: project.name, stack: project.stack, outputs, config: project.config };
}

function runToEnd(project: Project, options: RunOptions): Promise<Record<string, any>> {
  const { file, execArgv } = startOf("child", project.nodejs.nodeArguments);
  const child = fork(file, {
    cwd: project.cwd,
    env: cleanEnvironment(process.env),
    execArgv,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const { onLog = () => undefined } = options;
  return new Promise((resolve, reject) => {
    let result: Record<string, any> | undefined;
    let failure: string | undefined;
    const silence = new SilenceWatch(options.silence, onLog, (reason) => {
      failure = reason;
      child.kill("SIGKILL");
    });
    const printed = collectLines(child, (line) => {
      silence.heard();
      onLog(line);
    });
    child.on("message", (message: FromProgram) => {
      silence.heard();
      if (message.kind === "done") result = message.outputs;
      else if (message.kind === "failed") failure = message.message;
      else void silence.during(answer(child, message, options));
    });
    child.on("error", reject);
    child.on("close", (code, signal) => {
      silence.end();
      if (result !== undefined) resolve(result);
      else reject(new Error(failure ?? unexplained(code, signal, printed)));
    });
    tell(child, { kind: "start", project });
  });
}

async function answer(
  child: ChildProcess,
  question: Extract<FromProgram, { id: number }>,
  options: RunOptions,
): Promise<void> {
  const { id } = question;
  try {
    tell(child, { kind: "answer", id, value: await valueOf(question, options) });
  } catch (error) {
    tell(child, { kind: "refusal", id, message: wordingOf(error) });
  }
}

async function valueOf(
  question: Extract<FromProgram, { id: number }>,
  { create, call, output }: RunOptions,
): Promise<unknown> {
  switch (question.kind) {
    case "create":
      return create(question.registration);
    case "call":
      return call(question.token, question.args);
    case "output":
      return output?.(question.stack, question.output);
  }
}

function tell(child: ChildProcess, message: ToProgram): void {
  // The program may have ended while the account was at work; its exit is reported elsewhere.
  child.send(message, () => undefined);
}

function collectLines(child: ChildProcess, onLog: (line: string) => void) {
  const printed: string[] = [];
  for (const stream of [child.stdout!, child.stderr!]) {
    readline.createInterface({ input: stream }).on("line", (line) => {
      printed.push(line);
      onLog(line);
    });
  }
  return printed;
}

function unexplained(code: number | null, signal: string | null, printed: string[]): string {
  const end = signal === null ? `exit code ${code}` : `signal ${signal}`;
  const last = printed.slice(-quotedLines).map((line) => `\n    ${line}`);
  return `The program ended by itself (${end}) before it was done.${last.join("")}`;
}
