/** Questions about a rehearsal at 80 columns and 24 rows, and a person who reads before typing. */
import * as assert from "node:assert/strict";
import type { Rehearsal } from "../../../../../rehearsal/session";
import { follow } from "../../../../../rehearsal/screen/follow";
import { createHeldOutput } from "../../../../../rehearsal/terminal/held-output";
import { askQuestions, type QuestionsEnd } from "../../../../../rehearsal/terminal/questions";
import { plain } from "./plain";
import { newRehearsal, type Options } from "./rehearsal";
import { FakeKeys, FakeScreen, until } from "./terminals";

interface Asked {
  readonly rehearsal: Rehearsal;
  readonly input: FakeKeys;
  readonly output: FakeScreen;
  readonly stop: AbortController;
  readonly ended: Promise<QuestionsEnd>;
  /** Waits for a text since the last answer, as a person who reads. */
  sees(text: string | RegExp): Promise<void>;
  /** Types, after which only what comes now is seen. */
  types(text: string): void;
}

export const down = "\u001b[B";
export const enter = "\r";
export const escape = "\u001b";
export const last = down.repeat(9) + enter;

/** Asks about a rehearsal at 80 columns and 24 rows. */
export async function ask(
  play: (asked: Asked) => Promise<void>,
  options: Options = {},
): Promise<void> {
  const rehearsal = await newRehearsal(options);
  const input = new FakeKeys();
  const output = new FakeScreen();
  [output.columns, output.rows] = [80, 24];
  const stop = new AbortController();
  const lines = createHeldOutput((line) => void output.write(`${line}\n`));
  follow(rehearsal, lines.tell, { calls: true, folder: rehearsal.folder });
  const asking = { input, output, lines, colours: plain, stop: stop.signal };
  const ended = askQuestions(rehearsal, asking);
  const sees = (text: string | RegExp): Promise<void> =>
    until(() => output.plain.search(text) >= 0 && input.raw).catch(() =>
      assert.fail(`Never saw ${text} in:\n${output.plain}`),
    );
  const types = (text: string): void => {
    output.forget();
    input.write(text);
  };
  try {
    await play({ rehearsal, input, output, stop, ended, sees, types });
  } finally {
    stop.abort();
    await ended;
    await rehearsal.close();
  }
}

/** Answers who is asked, as the first who may: the list has those who may decide marked. */
export async function beFirst({ sees, types }: Asked): Promise<void> {
  await sees("Who are you");
  types(enter);
  await sees("what now, qa-engineer");
}
