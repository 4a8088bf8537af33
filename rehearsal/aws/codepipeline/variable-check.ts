/** The rule VariableCheck (CodePipeline User Guide, rule reference). */
import { failed } from "./outcomes";
import type { ActionOutcome } from "./types";

type Check = (variable: string, value: string) => boolean;

const checks: Readonly<Record<string, Check>> = {
  EQ: (variable, value) => variable === value,
  NE: (variable, value) => variable !== value,
  CONTAINS: (variable, value) => variable.includes(value),
  MATCHES: (variable, value) => expression(value).test(variable),
};

/**
 * The guide asks for Java's syntax, whose `matches` takes the whole text. What Java alone reads
 * throws here.
 */
function expression(value: string): RegExp {
  const [, ignoreCase, rest] = /^(\(\?i\))?(.*)$/s.exec(value)!;
  return new RegExp(`^(?:${rest})$`, ignoreCase === undefined ? "u" : "iu");
}

function wrong(message: string): ActionOutcome {
  return failed({ code: "ConfigurationError", message });
}

/** Compares a variable, which has been resolved, with its value. */
export function checkVariable(configuration: Readonly<Record<string, string>>): ActionOutcome {
  const { Variable, Value, Operator } = configuration;
  if (Variable === undefined || Value === undefined || Operator === undefined) {
    return wrong("A VariableCheck needs Variable, Value and Operator in its configuration.");
  }
  if (!Object.hasOwn(checks, Operator)) {
    const known = Object.keys(checks).join(", ");
    return wrong(`The operator of a VariableCheck is one of ${known}, got: ${Operator}.`);
  }
  try {
    if (checks[Operator](Variable, Value)) return { status: "Succeeded" };
  } catch {
    return wrong(`This machine cannot read the regular expression of the rule: ${Value}`);
  }
  const message = `"${Variable}" is not ${Operator} "${Value}".`;
  return failed({ code: "RuleFailed", message });
}
