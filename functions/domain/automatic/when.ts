/** Conditions on what the actions of an execution have found out: all of them hold, or people decide. */
import { runInNewContext } from "node:vm";
import { longestValue, wholeValue } from "../../../contract/automatic";
import { outputVariable } from "../output-variable";
import { oneLine, shorten } from "../text";
import type { Release } from "../types";
import type { AutomaticDecision } from "./actor";
import { ask, type AutomaticAnswer } from "./answer";
import { longestReason } from "../reason";

type Condition = NonNullable<AutomaticDecision["when"]>[number];

export function compare(
  conditions: readonly Condition[],
  release: Pick<Release, "actions">,
): AutomaticAnswer {
  const held: string[] = [];
  for (const condition of conditions) {
    const value = outputVariable(condition.variable, release);
    if (value === undefined) return ask(`${condition.variable} is not known`);
    if (value.length > longestValue) return ask(`${condition.variable} is too long to compare`);
    const said = `${condition.variable} is ${oneLine(value)}`;
    if (!holds(condition, value)) return ask(said);
    held.push(said);
  }
  // No condition would hold of anything.
  if (held.length === 0) return ask("no condition is set");
  return { decision: "approve", reason: shorten(held.join(", "), longestReason) };
}

function holds({ equals, oneOf, matches }: Condition, value: string): boolean {
  if (equals !== undefined) return value === equals;
  if (oneOf !== undefined) return oneOf.includes(value);
  return matches !== undefined && doesMatch(matches, value);
}

/** Milliseconds. A pattern may take as good as for ever on a value that somebody has made for it. */
const patience = 250;

function doesMatch(pattern: string, value: string): boolean {
  try {
    const context = { expression: wholeValue(pattern), value };
    return runInNewContext("expression.test(value)", context, { timeout: patience }) === true;
  } catch {
    return false;
  }
}
