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
  const found = answers.find(
    (answer) =>
      answer.function === token &&
      Object.entries(answer.arguments ?? {}).every(([key, value]) =>
        isDeepStrictEqual(args[key], value),
      ),
  );
  return found && { ...args, ...found.result };
}

/** What a function may answer that nobody has answered. */
export type Invent = (token: string, args: Values) => Record<string, unknown>;

/** What a person has answered, and what is refused beyond that. */
export class CallAnswers {
  constructor(
    private readonly answers: readonly CallAnswer[] = [],
    private readonly invent: Invent = () => ({ id: "invented" }),
  ) {}

  /** A person's answer, else the account's; refuses what neither has. */
  answer(
    token: string,
    args: Values,
    ofAccount: () => Record<string, any> | undefined,
  ): Record<string, any> {
    const answer = answerOf(this.answers, token, args) ?? ofAccount();
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
