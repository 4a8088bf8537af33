/** Tells that a long build still runs, so that nobody takes its silence for a hang. */

/** Milliseconds. The first line comes when a build has run for a minute. */
const interval = 30_000;

/** Characters of a line that are repeated. */
const longestLine = 160;

export class Progress {
  private phase = "";
  private last = "";
  private intervals = 0;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly log: (line: string) => void) {
    this.timer = setInterval(() => this.tell(), interval);
    // A build that is forgotten does not keep the process.
    this.timer.unref();
  }

  entered(phase: string): void {
    this.phase = phase;
    this.last = "";
  }

  printed(line: string): void {
    if (line.trim() !== "") this.last = line;
  }

  end(): void {
    clearInterval(this.timer);
  }

  private tell(): void {
    this.intervals += 1;
    if (this.intervals === 1) return;
    const seconds = (this.intervals * interval) / 1000;
    const last = this.last === "" ? "nothing printed yet" : `last line: ${cut(this.last)}`;
    this.log(`Still runs after ${seconds} s, in phase ${this.phase}; ${last}`);
  }
}

const cut = (line: string): string =>
  line.length > longestLine ? `${line.slice(0, longestLine)}…` : line;
