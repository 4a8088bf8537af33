/** Answers of provider functions, as `rehearsal:calls` says. */
import { isDeepStrictEqual } from "node:util";
import { MissingError } from "./missing";

type Values = Readonly<Record<string, unknown>>;

export interface CallAnswer {
  /** Token of the function. */
  readonly function: string;
  /** Only calls with these arguments, beside others; absent for every call. */
  readonly arguments?: Values;
  readonly result: Values;
}

/** Undefined where none fits. The result has the arguments beside it, as the provider answers them. */
export function answerOf(
  answers: readonly CallAnswer[],
  token: string,
  args: Values,
): Record<string, unknown> | undefined {
  const found = fittingOf(answers, token, args);
  return found && { ...args, ...found.result };
}

function fittingOf(
  answers: readonly CallAnswer[],
  token: string,
  args: Values,
): CallAnswer | undefined {
  return answers.find(
    (answer) =>
      answer.function === token &&
      Object.entries(answer.arguments ?? {}).every(([key, value]) =>
        isDeepStrictEqual(args[key], value),
      ),
  );
}

/** What a function may answer that nobody has answered. */
export type Invent = (token: string, args: Values) => Record<string, unknown>;

/** What a person has answered, and what is refused beyond that. */
export class CallAnswers {
  private readonly used = new Set<CallAnswer>();

  constructor(
    private readonly answers: readonly CallAnswer[] = [],
    private readonly invent: Invent = () => ({ id: "invented" }),
  ) {}

  /** Answers that the program has not asked for, by their place in the list. */
  unused(): string[] {
    return this.answers.flatMap((answer, at) =>
      this.used.has(answer) ? [] : [`rehearsal:calls[${at}] (${answer.function})`],
    );
  }

  /** A person's answer, else the account's; refuses what neither has. */
  answer(
    token: string,
    args: Values,
    ofAccount: () => Record<string, any> | undefined,
  ): Record<string, any> {
    const found = fittingOf(this.answers, token, args);
    if (found !== undefined) this.used.add(found);
    const answer = found === undefined ? ofAccount() : { ...args, ...found.result };
    if (answer === undefined) throw this.missing(token, args);
    return answer;
  }

  private missing(token: string, args: Values): MissingError {
    const asked = given(args);
    return new MissingError(
      {
        code: "NotRehearsed",
        message: `The provider function ${token} with ${JSON.stringify(asked)} is not known on this machine.`,
      },
      "calls",
      [{ function: token, arguments: asked, result: this.invent(token, asked) }],
    );
  }
}

/** Without what the program left out. */
const given = (args: Values): Values =>
  Object.fromEntries(
    Object.entries(args).filter(([, value]) => value !== undefined && value !== null),
  );
