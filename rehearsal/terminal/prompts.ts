/** Questions in a terminal, asked by the library Inquirer, that can be withdrawn while they are open. */
import input from "@inquirer/input";
import select from "@inquirer/select";
import type { HeldOutput } from "./held-output";
import { fit } from "../screen/text";

/** The part of `tty.ReadStream` that is used. */
export interface KeyInput extends NodeJS.ReadableStream {
  setRawMode(raw: boolean): unknown;
}

/** The part of `tty.WriteStream` that is used. */
export interface TextOutput extends NodeJS.WritableStream {
  readonly columns?: number;
  readonly rows?: number;
}

/** Why a question has no answer. */
export type Unanswered =
  | "withdrawn" // its signal was aborted
  | "back" // Escape
  | "ended" // Ctrl-D, or standard input was closed
  | "interrupted"; // Ctrl-C

/** Thrown instead of an answer. */
export class UnansweredError extends Error {
  override readonly name = "UnansweredError";

  constructor(readonly why: Unanswered) {
    super(`The question was not answered: ${why}.`);
  }
}

export interface Choice<T> {
  readonly name: string;
  readonly value: T;
}

export interface Prompts {
  /** One of several; throws an UnansweredError. */
  choose<T>(question: string, choices: readonly Choice<T>[], withdrawn: AbortSignal): Promise<T>;
  /** A line of text; `validate` answers what is wrong with it. Throws an UnansweredError. */
  write(
    question: string,
    validate: (text: string) => string | undefined,
    withdrawn: AbortSignal,
  ): Promise<string>;
}

interface Streams {
  readonly input: KeyInput;
  readonly output: TextOutput;
  readonly lines: HeldOutput;
}

/** Lines of the screen that a question needs beside its choices: itself, the help, one to spare. */
const linesOfQuestion = 4;
/** The library's mark before a choice, and the last column, at which some terminals wrap. */
const columnsOfMark = 4;

/** Asks on these streams. Lines told while a question is open are printed when it is gone. */
export function createPrompts(streams: Streams): Prompts {
  return {
    choose: (message, choices, withdrawn) => {
      const { columns = 80, rows = 24 } = streams.output;
      const fitted = choices.map(({ name, value }) => ({
        name: fit(name, columns - columnsOfMark),
        value,
      }));
      const pageSize = Math.max(3, rows - linesOfQuestion);
      return ask(streams, withdrawn, (context) =>
        select({ message, choices: fitted, pageSize, loop: false }, context),
      );
    },
    write: (message, validate, withdrawn) =>
      ask(streams, withdrawn, (context) =>
        input({ message, validate: (text) => validate(text) ?? true }, context),
      ),
  };
}

interface Context {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly signal: AbortSignal;
  readonly clearPromptOnDone: boolean;
}

interface Key {
  readonly name?: string;
  readonly ctrl?: boolean;
}

async function ask<T>(
  { input: keys, output, lines }: Streams,
  withdrawn: AbortSignal,
  prompt: (context: Context) => Promise<T>,
): Promise<T> {
  const given = new AbortController();
  const abandon = (why: Unanswered): void => given.abort(new UnansweredError(why));
  const onWithdrawn = (): void => abandon("withdrawn");
  // The library leaves a question open for ever where its input ends.
  const onEnd = (): void => abandon("ended");
  const onKey = (_text: string | undefined, key: Key): void => {
    if (key.ctrl && key.name === "d") abandon("ended");
    if (key.name === "escape") abandon("back");
  };
  if (withdrawn.aborted) onWithdrawn();
  else if (!keys.readable) onEnd();
  withdrawn.addEventListener("abort", onWithdrawn);
  keys.on("end", onEnd).on("close", onEnd).on("keypress", onKey);
  lines.hold();
  try {
    given.signal.throwIfAborted();
    return await prompt({
      input: keys,
      output,
      signal: given.signal,
      // An answered question stays to be read; one without an answer is erased.
      get clearPromptOnDone() {
        return given.signal.aborted;
      },
    });
  } catch (error) {
    if (given.signal.aborted) throw given.signal.reason;
    if (error instanceof Error && error.name === "ExitPromptError") {
      throw new UnansweredError("interrupted");
    }
    throw error;
  } finally {
    withdrawn.removeEventListener("abort", onWithdrawn);
    keys.off("end", onEnd).off("close", onEnd).off("keypress", onKey);
    lines.release();
  }
}
