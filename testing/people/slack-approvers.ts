/** Who may decide an approval in Slack, beside whom a test expects. */
import { assertSame } from "../engine/failure";
import type { SlackGate } from "./slack";

/** Who may decide an approval in Slack. */
export interface SlackApprovers {
  /** Ids of people, such as U0123ABCDEF. Defaults to none. */
  readonly users?: readonly string[];
  /** Ids of user groups, such as S0123ABCDEF. Defaults to none. */
  readonly userGroups?: readonly string[];
}

/** Of an approval that several hubs show, whoever may decide in one of them. */
export function assertSlackDeciders(
  approval: string,
  { users = [], userGroups = [] }: SlackApprovers,
  gates: readonly SlackGate[],
  from: (...args: never[]) => unknown,
): void {
  const sorted = (ids: readonly string[]): string[] => [...new Set(ids)].sort();
  const actual = {
    users: sorted(gates.flatMap((gate) => gate.users)),
    userGroups: sorted(gates.flatMap((gate) => gate.userGroups)),
  };
  const wanted = { users: [...users].sort(), userGroups: [...userGroups].sort() };
  const words =
    gates.length === 0
      ? `${approval} is not shown in Slack: give its gate \`slack\`.`
      : `Not exactly these may decide ${approval} in Slack.`;
  assertSame(actual, wanted, words, from);
}
