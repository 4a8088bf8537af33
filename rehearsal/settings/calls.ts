/** Answers of provider functions, as `rehearsal:calls` says. */
import { isDeepStrictEqual } from "node:util";

export interface CallAnswer {
  /** Token of the function. */
  readonly function: string;
  /** Only calls with these arguments, beside others; absent for every call. */
  readonly arguments?: Readonly<Record<string, unknown>>;
  readonly result: Readonly<Record<string, unknown>>;
}

/** Undefined where none fits. The result has the arguments beside it, as the provider answers them. */
export function answerOf(
  answers: readonly CallAnswer[],
  token: string,
  args: Readonly<Record<string, unknown>>,
): Record<string, unknown> | undefined {
  const found = answers.find(
    (answer) =>
      answer.function === token &&
      Object.entries(answer.arguments ?? {}).every(([key, value]) =>
        isDeepStrictEqual(args[key], value),
      ),
  );
  return found && { ...args, ...found.result };
}
