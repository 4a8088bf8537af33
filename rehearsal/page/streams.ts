/** Sends the view to every open page: at once when it connects, then whenever something changes. */
import type { ServerResponse } from "node:http";
import { commonHeaders } from "./replies";
import type { PageView } from "./types";

/** A page keeps one; a forgotten tab or two must not matter. */
export const mostStreams = 16;

export interface StreamTimes {
  /** Least milliseconds between two views. */
  readonly pause: number;
  /** Milliseconds after which it is looked for changes that nobody announced. */
  readonly tick: number;
  /** Milliseconds between two signs of life. */
  readonly heartbeat: number;
}

const usualTimes: StreamTimes = { pause: 100, tick: 1000, heartbeat: 15_000 };

/** A clock that runs on is no change; one that was moved is. */
const clockJump = 900;

export interface Snapshot {
  readonly view: PageView;
  /** The view as it is sent. */
  readonly json: string;
}

/** What was sent last. */
interface Sent {
  readonly event: string;
  /** The view without its time. */
  readonly shown: string;
  /** Milliseconds by which the rehearsal's clock is before the real one. */
  readonly offset: number;
}

export class Streams {
  private readonly open = new Set<ServerResponse>();
  /** Those whose connection is full; they get the newest view once it has room. */
  private readonly behind = new Set<ServerResponse>();
  private last: Sent | undefined;
  private lastAt = 0;
  private planned: NodeJS.Timeout | undefined;
  private readonly timers: NodeJS.Timeout[];
  private readonly times: StreamTimes;

  constructor(
    private readonly look: () => Snapshot,
    times: Partial<StreamTimes> = {},
  ) {
    this.times = { ...usualTimes, ...times };
    this.timers = [
      setInterval(() => this.send(), this.times.tick),
      setInterval(() => this.each(": alive\n\n"), this.times.heartbeat),
    ];
  }

  /** True where one more page finds room. */
  get hasRoom(): boolean {
    return this.open.size < mostStreams;
  }

  join(response: ServerResponse): void {
    response.writeHead(200, { ...commonHeaders, "content-type": "text/event-stream" });
    response.on("close", () => {
      this.open.delete(response);
      this.behind.delete(response);
    });
    response.on("drain", () => this.catchUp(response));
    // Everybody gets the same newest view: a change that is planned is not told twice.
    this.last = this.seen();
    this.open.add(response);
    this.each(this.last.event);
  }

  /** Something changed: sends the view soon, together with what changes meanwhile. */
  schedule(): void {
    if (this.open.size === 0 || this.planned !== undefined) return;
    const wait = Math.max(0, this.lastAt + this.times.pause - Date.now());
    this.planned = setTimeout(() => {
      this.planned = undefined;
      this.send();
    }, wait);
  }

  close(): void {
    for (const timer of this.timers) clearInterval(timer);
    clearTimeout(this.planned);
    for (const response of this.open) response.end();
  }

  private send(): void {
    if (this.open.size === 0) return;
    try {
      const next = this.seen();
      if (this.last !== undefined && isSame(this.last, next)) return;
      this.last = next;
      this.each(next.event);
    } catch (error) {
      // A view that cannot be built must not take the rehearsal with it.
      process.emitWarning(error as Error);
    }
  }

  private seen(): Sent {
    const { view, json } = this.look();
    this.lastAt = Date.now();
    const offset = Date.parse(view.now) - this.lastAt;
    const shown = json.replace(JSON.stringify(view.now), "");
    return { event: `data: ${json}\n\n`, shown, offset };
  }

  private each(text: string): void {
    for (const response of this.open) {
      if (response.writableNeedDrain) this.behind.add(response);
      else response.write(text);
    }
  }

  private catchUp(response: ServerResponse): void {
    if (this.behind.delete(response) && this.last !== undefined) response.write(this.last.event);
  }
}

function isSame(a: Sent, b: Sent): boolean {
  return a.shown === b.shown && Math.abs(a.offset - b.offset) < clockJump;
}
