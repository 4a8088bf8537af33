/** How many requests no person decided, beside how many the program's script says. */
import { decidesByItself } from "../screen/gate-record";
import type { Rehearsal } from "../session";

interface Alone {
  /** Absent where no gate decides by itself. */
  readonly automatic?: number;
  readonly problem?: string;
}

export function alone({ account, automatic, script }: Rehearsal): Alone {
  const found = automatic.decided().length;
  const expected = script?.automatic;
  return {
    ...(decidesByItself(account.resources) && { automatic: found }),
    ...(expected !== undefined &&
      expected !== found && {
        problem: `Decided without people should be ${expected}, but is ${found}.`,
      }),
  };
}
