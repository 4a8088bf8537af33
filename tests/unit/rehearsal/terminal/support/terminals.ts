/** Stands for a terminal: keys can be pressed, and what was written can be read. */
import { PassThrough, Writable } from "node:stream";
import type { KeyInput, ScreenOutput } from "../../../../../rehearsal/terminal/live";

export class FakeKeys extends PassThrough implements KeyInput {
  raw = false;
  isTTY = true;

  setRawMode(raw: boolean): void {
    this.raw = raw;
  }
}

export class FakeScreen extends Writable implements ScreenOutput {
  text = "";
  isTTY = true;
  columns: number | undefined = 100;
  rows: number | undefined = 50;

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
