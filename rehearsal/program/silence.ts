/** How long a program may be silent: no line, and nothing asked of the account. */

export interface SilenceOptions {
  /** Milliseconds after which it is said that it still runs, each time. Defaults to 30 s. */
  readonly tellAfter?: number;
  /** Milliseconds after which it is given up. Defaults to ten minutes. */
  readonly endAfter?: number;
}

export class SilenceWatch {
  private timer: NodeJS.Timeout | undefined;
  private silent = 0;
  private answering = 0;
  private ended = false;
  private readonly tellAfter: number;
  private readonly endAfter: number;

  constructor(
    { tellAfter = 30_000, endAfter = 600_000 }: SilenceOptions = {},
    private readonly tell: (line: string) => void,
    private readonly endWith: (reason: string) => void,
  ) {
    this.tellAfter = tellAfter;
    this.endAfter = endAfter;
    this.heard();
  }

  /** The program is at work. */
  heard(): void {
    this.silent = 0;
    this.wait();
  }

  /** While the account is at work, the program may be silent. */
  async during(work: Promise<void>): Promise<void> {
    this.answering++;
    await work;
    this.answering--;
    this.heard();
  }

  end(): void {
    clearTimeout(this.timer);
    this.ended = true;
  }

  private wait(): void {
    clearTimeout(this.timer);
    if (!this.ended) this.timer = setTimeout(() => this.passed(), this.tellAfter);
  }

  private passed(): void {
    if (this.answering > 0) return this.wait();
    this.silent += this.tellAfter;
    const seconds = `${Math.round(this.silent / 1000)} s`;
    if (this.silent >= this.endAfter) {
      return this.endWith(
        `The program did not end: for ${seconds} it has printed nothing and registered nothing. ` +
          "Something keeps its process alive, such as a timer, a server, an open connection or a " +
          "loop; `pulumi up` would wait for ever.",
      );
    }
    this.tell(`The program still runs, and has asked for nothing for ${seconds}.`);
    this.wait();
  }
}
