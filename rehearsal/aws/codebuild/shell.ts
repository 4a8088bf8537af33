/** Runs the commands of one phase in one shell, and keeps what the next phase starts from. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

export interface ShellOptions {
  readonly shell: "bash" | "sh";
  /** Gives each command a shell of its own, which starts as the first one did. */
  readonly isolated: boolean;
  /** A folder of the build's own for scripts and state, outside the source. */
  readonly stateDir: string;
  readonly sourceDir: string;
  /** The whole environment of the first phase. */
  readonly environment: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  log(line: string): void;
}

/** Seconds between asking a stopped build to end and ending it. */
const grace = 2;

/** A build's shell. Working folder and exported variables live on from one `run` to the next. */
export class Shell {
  private runs = 0;
  private readonly program: string;

  constructor(private readonly options: ShellOptions) {
    this.program = options.shell === "bash" && hasBash() ? "bash" : "sh";
    fs.mkdirSync(options.stateDir, { recursive: true });
    fs.writeFileSync(this.file("state"), `cd ${quoted(options.sourceDir)}\n`);
  }

  /** Runs commands until one fails; answers its exit status, or 0. `extra` is set for this run. */
  async run(commands: readonly string[], extra: Record<string, string> = {}): Promise<number> {
    const { isolated } = this.options;
    for (const together of isolated ? commands.map((command) => [command]) : [commands]) {
      this.runs += 1;
      const script = this.file(`run-${this.runs}`);
      fs.writeFileSync(script, scriptOf(together, extra, this.file("state"), !isolated));
      const status = await this.execute(script, this.options.log);
      if (status !== 0) return status;
    }
    return 0;
  }

  /** The values of variables as the last command left them; unset ones are absent. */
  async variables(names: readonly string[]): Promise<Record<string, string>> {
    const values: Record<string, string> = {};
    if (names.length === 0) return values;
    const answer = this.file("variables");
    const script = this.file("read");
    const lines = names.map(
      (name) => `if [ -n "\${${name}+x}" ]; then printf '${name}=%s\\0' "$${name}"; fi`,
    );
    const text = [`. ${quoted(this.file("state"))}`, "{", ...lines, `} > ${quoted(answer)}`];
    fs.writeFileSync(script, `${text.join("\n")}\n`);
    const status = await this.execute(script, this.options.log);
    if (status !== 0) throw new Error(`Exported variables cannot be read: status ${status}.`);
    for (const entry of fs.readFileSync(answer, "utf8").split("\0").filter(Boolean)) {
      const at = entry.indexOf("=");
      values[entry.slice(0, at)] = entry.slice(at + 1);
    }
    return values;
  }

  private file(name: string): string {
    return path.join(this.options.stateDir, name);
  }

  private execute(script: string, log: (line: string) => void): Promise<number> {
    const { signal, environment, sourceDir } = this.options;
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      const child = spawn(this.program, [script], {
        cwd: sourceDir,
        env: { ...environment },
        stdio: ["ignore", "pipe", "pipe"],
        // A process group of its own, so that everything that the build started ends with it.
        detached: true,
      });
      let last: NodeJS.Timeout | undefined;
      const stop = () => {
        kill(child, "SIGTERM");
        last = setTimeout(() => kill(child, "SIGKILL"), grace * 1000);
      };
      signal.addEventListener("abort", stop, { once: true });
      const read = [lines(child.stdout, log), lines(child.stderr, log)];
      child.once("error", reject);
      // What a command left running would hold the pipes open for ever.
      child.once("exit", () => kill(child, "SIGKILL"));
      child.once("close", (code, ending) => {
        signal.removeEventListener("abort", stop);
        clearTimeout(last);
        const status = code ?? (ending === null ? 1 : 137);
        Promise.all(read).then(
          () => (signal.aborted ? reject(signal.reason) : resolve(status)),
          reject,
        );
      });
    });
  }
}

/**
 * One script for one phase. Each command is evaluated in the shell itself, so `cd` and variables
 * stay. The state is written when the shell ends, whichever way it ends, unless nothing is to stay.
 */
function scriptOf(
  commands: readonly string[],
  extra: Record<string, string>,
  state: string,
  keepsState: boolean,
): string {
  const file = quoted(state);
  const save = `{ printf "cd '%s'\\n" "$(pwd | sed "s/'/'\\\\\\\\''/g")"; export -p; } > ${file}.new && mv ${file}.new ${file}`;
  return [
    `. ${file}`,
    ...Object.entries(extra).map(([name, value]) => `export ${name}=${quoted(value)}`),
    ...(keepsState
      ? [
          `__rehearsal_save() { __rehearsal_status=$?; ${save}; exit $__rehearsal_status; }`,
          "trap __rehearsal_save EXIT",
        ]
      : []),
    ...commands.flatMap((command) => [
      `printf '%s\\n' ${quoted(`Running command: ${command.trim().split("\n")[0]}`)}`,
      `eval ${quoted(command)}`,
      "__rehearsal_status=$?; [ $__rehearsal_status -eq 0 ] || exit $__rehearsal_status",
    ]),
    "",
  ].join("\n");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

let bash: boolean | undefined;

function hasBash(): boolean {
  bash ??= spawnSync("bash", ["-c", "exit 0"], { stdio: "ignore" }).status === 0;
  return bash;
}

async function lines(stream: Readable, log: (line: string) => void): Promise<void> {
  for await (const line of createInterface({ input: stream })) log(line);
}

function kill(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    // The group is gone already; macOS says EPERM of one that waits to be collected.
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ESRCH" && code !== "EPERM") throw error;
  }
}
