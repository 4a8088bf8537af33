/** Stands for a terminal: keys can be pressed, and what was written can be read. */
import { PassThrough, Writable } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import type { KeyInput, TextOutput } from "../../../../../rehearsal/terminal/prompts";

export class FakeKeys extends PassThrough implements KeyInput {
  raw = false;
  isTTY = true;

  setRawMode(raw: boolean): void {
    this.raw = raw;
  }
}

export class FakeScreen extends Writable implements TextOutput {
  text = "";
  isTTY = true;
  /** As of the process's own standard output, which no stream that is piped into it ends. */
  readonly _isStdio = true;
  columns: number | undefined = 100;
  rows: number | undefined = 50;

  /** What was written since the last `forget`, without colours and movements. */
  get plain(): string {
    return stripVTControlCharacters(this.text);
  }

  forget(): void {
    this.text = "";
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

const patience = 25_000;

/** Waits until a condition holds; what does not come in time is an error. */
export async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + patience;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`Never came true: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
