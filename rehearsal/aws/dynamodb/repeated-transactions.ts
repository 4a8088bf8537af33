/** Transactions by their client request token, for calls that an SDK repeats. */
import { isDeepStrictEqual } from "node:util";
import type { Clock } from "../../clock";
import { ServiceError } from "../../errors";

type Input = Record<string, any>;

/** API Reference, TransactWriteItems, "ClientRequestToken": ten minutes. */
const lifetime = 10 * 60_000;

export class RepeatedTransactions {
  private readonly known = new Map<string, { input: Input; until: number }>();

  constructor(private readonly clock: Clock) {}

  /** Whether it was done already, so that nothing is done; throws where its token was another's. */
  isRepeated({ ClientRequestToken: token, ...input }: Input): boolean {
    const found = this.known.get(token);
    if (found === undefined || found.until <= this.clock.now().getTime()) return false;
    if (isDeepStrictEqual(found.input, input)) return true;
    throw new ServiceError(
      "IdempotentParameterMismatchException",
      "The request uses the same client token as a previous, but non-identical request",
    );
  }

  done({ ClientRequestToken: token, ...input }: Input): void {
    const until = this.clock.now().getTime() + lifetime;
    if (typeof token === "string") this.known.set(token, { input, until });
  }
}
