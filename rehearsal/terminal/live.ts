/** The rehearsal in a terminal: a screen that moves, and keys. */
import { createLogUpdate } from "log-update";
import type { Colors } from "picocolors/types";
import { emitKeypressEvents } from "node:readline";
import type { Rehearsal } from "../session";
import { perform } from "./effects";
import type { Dialogue, Key } from "./dialogue";
import { press, start } from "./keys";
import type { News } from "./activity-log";
import { sceneOf } from "./scene";
import { screen } from "./screen";

/** The part of `tty.ReadStream` that is used. */
export interface KeyInput extends NodeJS.ReadableStream {
  setRawMode(raw: boolean): unknown;
}

/** The part of `tty.WriteStream` that is used. */
export interface ScreenOutput extends NodeJS.WritableStream {
  readonly columns?: number;
  readonly rows?: number;
}

export interface LiveOptions {
  readonly input: KeyInput;
  readonly output: ScreenOutput;
  readonly colours: Colors;
  readonly news: News;
  /** Link to the page, where one is served. */
  readonly page?: string;
}

/** A screen that is shown. */
export interface Live {
  /** Resolves when somebody quits, or `stop` is called. */
  readonly ended: Promise<void>;
  /** Leaves the terminal as it was. Safe to call more than once. */
  stop(): void;
}

const tickMilliseconds = 1000;
const clearScreen = "\u001b[2J\u001b[H";

/** Takes over the terminal until somebody quits. */
export function runLive(rehearsal: Rehearsal, options: LiveOptions): Live {
  const { input, output, colours, news, page } = options;
  const log = createLogUpdate(output);
  let dialogue: Dialogue = start;
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));

  const draw = (): void => {
    const { columns: width = 80, rows = 24 } = output;
    const { folder, url } = rehearsal;
    const look = { width, rows, colours, folder, url, page };
    log(screen(sceneOf(rehearsal), dialogue, news.lines, look).join("\n"));
  };
  const print = (text: string): void => {
    log.clear();
    output.write(`${text}\n\n`);
    draw();
  };
  // A terminal breaks lines anew when it gets narrower, so what stands there cannot be erased.
  const onResize = (): void => {
    log.done();
    output.write(clearScreen);
    draw();
  };
  const onKey = (_text: string | undefined, key: Key): void => {
    const step = press(dialogue, key, sceneOf(rehearsal));
    dialogue = step.dialogue;
    draw();
    if (step.effect?.kind === "quit") stop();
    else if (step.effect !== undefined) {
      void perform(rehearsal, step.effect, { tell: news.tell, print });
    }
  };

  const tick = setInterval(draw, tickMilliseconds);
  const stop = (): void => {
    clearInterval(tick);
    news.listen(() => undefined);
    input.off("keypress", onKey);
    output.off("resize", onResize);
    rehearsal.engine.off("changed", draw);
    input.setRawMode(false);
    input.pause();
    log.done();
    end();
  };

  emitKeypressEvents(input);
  input.setRawMode(true);
  input.on("keypress", onKey);
  input.resume();
  output.on("resize", onResize);
  rehearsal.engine.on("changed", draw);
  news.listen(draw);
  draw();
  return { ended, stop };
}
