/** The Condition element of a statement, as far as a test can know the request. */
import { type Context, equal, like, likeArn } from "./pattern";
import { all, any, not, type Ternary, ternary } from "./ternary";

export interface Held {
  readonly holds: Ternary;
  /** What is not known, for people. */
  readonly doubts: readonly string[];
}

type Test = (wanted: string, value: string, context: Context, variables: boolean) => Ternary;

const ignoringCase: Test = (wanted, value, context, variables) =>
  equal(wanted.toLowerCase(), value.toLowerCase(), context, variables);
const bool: Test = (wanted, value) => ternary(wanted.toLowerCase() === value.toLowerCase());

/** Operators by their names in lower case. */
const operators: Readonly<Record<string, { readonly test: Test; readonly negated?: boolean }>> = {
  bool: { test: bool },
  stringequals: { test: equal },
  stringnotequals: { test: equal, negated: true },
  stringequalsignorecase: { test: ignoringCase },
  stringnotequalsignorecase: { test: ignoringCase, negated: true },
  stringlike: { test: like },
  stringnotlike: { test: like, negated: true },
  arnequals: { test: likeArn },
  arnlike: { test: likeArn },
  arnnotequals: { test: likeArn, negated: true },
  arnnotlike: { test: likeArn, negated: true },
};

/** Whether every condition holds for the request. An operator that is not known here: nobody knows. */
export function conditionsHold(element: unknown, context: Context, variables: boolean): Held {
  if (element === undefined) return { holds: "yes", doubts: [] };
  if (!isRecord(element)) return { holds: "unknown", doubts: ["its Condition cannot be read"] };
  const held = Object.entries(element).flatMap(([operator, keys]) => {
    if (!isRecord(keys)) return [doubt(`the condition operator ${operator} cannot be read`)];
    return Object.entries(keys).map(([key, wanted]) =>
      holds(operator, key, wanted, context, variables),
    );
  });
  return { holds: all(held.map((h) => h.holds)), doubts: held.flatMap((h) => h.doubts) };
}

const doubt = (text: string): Held => ({ holds: "unknown", doubts: [text] });

function holds(
  name: string,
  key: string,
  wanted: unknown,
  context: Context,
  variables: boolean,
): Held {
  const values = (Array.isArray(wanted) ? wanted : [wanted]).map(String);
  const given = context.get(key.toLowerCase());
  if (given === undefined) return doubt(`it depends on ${key} (${name})`);
  if (name.toLowerCase() === "null") {
    return certain(
      ternary(values.some((value) => (value.toLowerCase() === "true") === !given.length)),
    );
  }
  const [, set = "", base, exists] = /^(ForAnyValue:|ForAllValues:)?(.*?)(IfExists)?$/i.exec(name)!;
  const ifExists = exists !== undefined;
  const operator = operators[base.toLowerCase()];
  if (operator === undefined) return doubt(`the condition operator ${name} is not evaluated here`);
  const one = (value: string): Ternary => {
    const fits = any(values.map((pattern) => operator.test(pattern, value, context, variables)));
    return operator.negated ? not(fits) : fits;
  };
  if (set !== "") {
    // IAM User Guide, "Set operators for multivalued context keys": none of none, all of none.
    const each = given.map(one);
    const result = set.toLowerCase() === "foranyvalue:" ? any(each) : all(each);
    return result === "unknown"
      ? doubt(`it depends on a variable (${name} ${key})`)
      : certain(given.length === 0 && ifExists ? "yes" : result);
  }
  // A request without the key: an operator that says "not" holds, any other does not.
  if (given.length === 0) return certain(ternary(ifExists || operator.negated === true));
  // Of several values, operators without a set mean different things.
  if (given.length > 1) return doubt(`${key} has several values (${name})`);
  const result = one(given[0]);
  return result === "unknown"
    ? doubt(`it depends on a variable (${name} ${key})`)
    : certain(result);
}

const certain = (value: Ternary): Held => ({ holds: value, doubts: [] });

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
