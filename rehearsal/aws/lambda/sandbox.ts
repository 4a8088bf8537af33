/** One process that runs a function's code, one event at a time. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Socket } from "node:net";
import * as path from "node:path";
import { exitError, type FunctionError, loadingTimedOut, timedOut } from "./failures";

const bootstrap = path.join(__dirname, "child", "bootstrap.js");

/** Milliseconds that a process has to end by itself. */
const grace = 1000;

/** What came of one event. */
export interface Outcome {
  readonly payload?: unknown;
  readonly error?: FunctionError;
  /** What the code wrote, in order. */
  readonly lines: readonly string[];
  readonly milliseconds: number;
}

export interface Work {
  readonly requestId: string;
  readonly functionArn: string;
  readonly event: unknown;
  /** Milliseconds from real time to the rehearsal's. */
  readonly offset: number;
  /** Milliseconds that the code may take. */
  readonly timeout: number;
}

/** What the process is told at its start, beside its environment. */
interface World {
  readonly endpointUrl: string;
  /** Local URLs, by the https origins that they stand for. */
  readonly outside: Readonly<Record<string, string>>;
  readonly offset: number;
}

export interface SandboxOptions {
  readonly environment: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly world: World;
  /** Milliseconds that loading the code may take. */
  readonly patience: number;
}

type FromChild =
  | { kind: "ready" }
  | { kind: "log"; text: string }
  | { kind: "done"; payload: string }
  | { kind: "failed" | "ended"; error: FunctionError };

type Ending = Pick<Outcome, "payload" | "error">;

export class Sandbox {
  private readonly child: ChildProcess;
  private lines: string[] = [];
  /** Told of the end of what runs: of loading first, then of each event. */
  private settle: (ending: Ending) => void = () => undefined;
  private readonly loaded: Promise<Ending>;
  private readonly gone: Promise<void>;
  private last: FunctionError | undefined;
  private dead = false;

  constructor(options: SandboxOptions) {
    const { environment, folder, world, patience } = options;
    this.child = spawn(process.execPath, [bootstrap, JSON.stringify(world)], {
      cwd: folder,
      env: environment,
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    this.loaded = this.until(patience, loadingTimedOut(patience));
    this.gone = this.ended();
    this.child.on("message", (message: FromChild) => this.hear(message));
    // What Node itself writes before it dies, and nothing else, comes this way.
    this.child.stderr!.on("data", (data: Buffer) => this.lines.push(data.toString("utf8")));
    this.hold(false);
  }

  /** False once the process has ended: it takes no event any more. */
  get alive(): boolean {
    return !this.dead;
  }

  async run(work: Work): Promise<Outcome> {
    this.hold(true);
    const began = performance.now();
    let ending = await this.loaded;
    const loading = performance.now() - began;
    if (ending.error === undefined) {
      const { requestId, timeout } = work;
      const answer = this.until(timeout, timedOut(requestId, timeout));
      this.child.send({ ...work, event: JSON.stringify(work.event ?? null) });
      ending = await answer;
    }
    this.hold(false);
    const lines = this.lines;
    this.lines = [];
    return { ...ending, lines, milliseconds: performance.now() - began - loading };
  }

  /** Ends the process: gently, so that it can write what it has to, or at once. */
  async close(gently = true): Promise<void> {
    if (this.dead) return this.gone;
    this.hold(true);
    const kill = () => this.child.kill("SIGKILL");
    if (!gently || !this.child.connected) {
      kill();
      return this.gone;
    }
    this.child.disconnect();
    const timer = setTimeout(kill, grace);
    await this.gone;
    clearTimeout(timer);
  }

  private async until(milliseconds: number, tooLate: FunctionError): Promise<Ending> {
    const answer = new Promise<Ending>((resolve) => (this.settle = resolve));
    const timer = setTimeout(() => {
      this.last = tooLate;
      void this.close(false);
    }, milliseconds);
    const ending = await answer;
    clearTimeout(timer);
    return ending;
  }

  private hear(message: FromChild): void {
    switch (message.kind) {
      case "log":
        this.lines.push(message.text.replace(/\n$/, ""));
        return;
      case "ready":
        return this.settle({});
      case "done":
        return this.settle({ payload: JSON.parse(message.payload) });
      case "failed":
        return this.settle({ error: message.error });
      case "ended":
        // Its exit follows, and only then has everything been heard.
        this.last = message.error;
        return;
    }
  }

  /** Resolves when the process is gone and everything that it sent has been heard. */
  private async ended(): Promise<void> {
    const { child } = this;
    const events = [once(child, "exit"), once(child, "disconnect"), once(child.stderr!, "close")];
    let error: FunctionError;
    try {
      const [[code, signal]] = await Promise.all(events);
      error = exitError(code, signal);
    } catch (problem) {
      error = { errorType: "Runtime.StartError", errorMessage: (problem as Error).message };
    }
    this.dead = true;
    this.settle({ error: this.last ?? error });
  }

  /** An idle process must not keep the rehearsal alive; one that works must. */
  private hold(on: boolean): void {
    const { channel, stderr } = this.child;
    // The channel is gone with the process; the pipe is a socket, which its type does not tell.
    for (const handle of [this.child, channel ?? this.child, stderr as Socket]) {
      if (on) handle.ref();
      else handle.unref();
    }
  }
}
