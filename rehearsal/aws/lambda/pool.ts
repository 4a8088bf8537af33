/** The processes of one function: reused while warm, as many as there are events at a time. */
import type { Outcome, Sandbox, Work } from "./sandbox";

/** Processes of one function at a time; further events wait, as this machine is no data centre. */
const mostAtOnce = 10;

/** Lambda ends environments after a while; here keys of a role session would expire in them. */
const warmFor = 60 * 60 * 1000;

interface Warm {
  readonly sandbox: Sandbox;
  readonly since: number;
}

export interface PoolOptions {
  start(): Sandbox;
  now(): Date;
}

export class Pool {
  private idle: Warm[] = [];
  private readonly all = new Set<Sandbox>();
  private readonly queue: (() => void)[] = [];
  private working = 0;
  private retired = false;
  private closed = false;

  constructor(private readonly options: PoolOptions) {}

  /**
   * Runs an event when a process is free. `work` is asked for at that moment. A `last` run takes its
   * process with it.
   */
  async run(work: () => Work, last = false): Promise<Outcome> {
    if (this.working >= mostAtOnce) await new Promise<void>((go) => this.queue.push(go));
    else this.working += 1;
    try {
      return await this.runIn(this.take(), work(), last);
    } finally {
      this.handOn();
    }
  }

  /** Ends what is idle; what runs, and what waits already, ends first. */
  async retire(): Promise<void> {
    this.retired = true;
    const idle = this.idle.splice(0).map(({ sandbox }) => sandbox);
    for (const sandbox of idle) this.all.delete(sandbox);
    await Promise.all(idle.map((sandbox) => sandbox.close()));
  }

  /** Ends everything; events that wait are not run any more. */
  async close(): Promise<void> {
    this.closed = true;
    this.idle = [];
    await Promise.all([...this.all].map((sandbox) => sandbox.close()));
    this.all.clear();
  }

  private async runIn(warm: Warm, work: Work, last: boolean): Promise<Outcome> {
    try {
      return await warm.sandbox.run(work);
    } finally {
      if (last) await warm.sandbox.close(false);
      else if (this.retired) await warm.sandbox.close();
      if (warm.sandbox.alive) this.idle.push(warm);
      else this.all.delete(warm.sandbox);
    }
  }

  /** The place goes to the event that has waited longest. */
  private handOn(): void {
    const next = this.queue.shift();
    if (next === undefined) this.working -= 1;
    else next();
  }

  private take(): Warm {
    if (this.closed) throw new Error("The processes of this function have ended.");
    const now = this.options.now().getTime();
    for (let warm = this.idle.pop(); warm !== undefined; warm = this.idle.pop()) {
      if (warm.sandbox.alive && now - warm.since < warmFor) return warm;
      this.all.delete(warm.sandbox);
      void warm.sandbox.close();
    }
    const sandbox = this.options.start();
    this.all.add(sandbox);
    return { sandbox, since: now };
  }
}
