/** Processes beside this one, each with all that it starts: none of them outlives the rehearsal. */
import { type ChildProcess, spawn } from "node:child_process";
import * as readline from "node:readline";

export interface Started {
  readonly child: ChildProcess;
  /** Ends it and what it has started. */
  stop(): void;
}

const running = new Set<Started>();
let isWatching = false;

/** Starts a command as the leader of a group of its own. */
export function start(
  command: string,
  args: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Started {
  const child = spawn(command, args, {
    ...{ cwd, env, detached: true },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const started: Started = {
    child,
    stop() {
      running.delete(started);
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, "SIGKILL");
      } catch {
        // All of the group have ended.
      }
    },
  };
  running.add(started);
  if (!isWatching) {
    isWatching = true;
    // However this process ends itself: a signal that it hears comes here as well.
    process.on("exit", () => {
      for (const one of running) one.stop();
    });
  }
  return started;
}

/** What it writes besides its port. */
export interface Written {
  readonly out?: (line: string) => void;
  readonly err?: (line: string) => void;
}

/** The port that a plugin of Pulumi's prints as its first line. */
export function portOf(
  { child }: Started,
  name: string,
  { out = () => undefined, err = () => undefined }: Written = {},
): Promise<number> {
  const early: string[] = [];
  const lines = (stream: NodeJS.ReadableStream, take: (line: string) => void): void =>
    void readline.createInterface({ input: stream }).on("line", take);
  return new Promise((resolve, reject) => {
    let port: number | undefined;
    child.once("error", (error) => reject(new Error(`${name} did not start: ${error.message}`)));
    child.once("close", () =>
      reject(new Error(`${name} ended at once. ${early.join("\n")}`.trim())),
    );
    lines(child.stderr!, (line) => {
      if (port === undefined) early.push(line);
      err(line);
    });
    lines(child.stdout!, (line) => {
      if (port !== undefined) return out(line);
      port = Number(line);
      resolve(port);
    });
  });
}
