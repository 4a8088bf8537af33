/** The Condition element of a statement: read once, and asked of a request. */
import type { Context } from "./context";
import { isNullValue, type Operator, operatorOf } from "./operators";
import { all, any, not, type Ternary, ternary } from "./ternary";
import { unknown } from "./unknown";

/** One operator and key with its values, read from a policy. */
interface Condition {
  /** The operator as it is written. */
  readonly name: string;
  readonly key: string;
  readonly values: readonly string[];
  readonly set?: "foranyvalue" | "forallvalues";
  readonly ifExists: boolean;
  /** Absent for `Null`, which asks only whether the key is there. */
  readonly operator?: Operator;
}

/** A Condition element. What cannot be read of it is not told to hold, nor not to. */
export interface Conditions {
  readonly all: readonly Condition[];
  /** What cannot be read, for people. */
  readonly unreadable: readonly string[];
}

export interface Held {
  readonly holds: Ternary;
  /** What is not known, for people. */
  readonly doubts: readonly string[];
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A list or a single value of text, numbers and booleans, as text; undefined for anything else. */
function scalars(value: unknown): string[] | undefined {
  const each: unknown[] = Array.isArray(value) ? value : [value];
  const fine = each.every((v) => ["string", "number", "boolean"].includes(typeof v));
  return fine ? each.map(String) : undefined;
}

function readOne(name: string, key: string, value: unknown): Condition | string {
  const values = scalars(value);
  if (values === undefined) return `the values of ${name} ${key} are not text`;
  if (name.toLowerCase() === "null") {
    if (values.every(isNullValue)) return { name, key, values, ifExists: false };
    return `Null takes "true" or "false", got: ${values.join(", ")}`;
  }
  const [, prefix, base = "", suffix] =
    /^(?:(ForAnyValue|ForAllValues):)?([a-z]+?)(IfExists)?$/i.exec(name) ?? [];
  const operator = operatorOf(base);
  if (operator === undefined) return `IAM knows no condition operator ${name}`;
  const odd = values.find((wanted) => !operator.isReadable(wanted));
  if (odd !== undefined) return `${name} ${key} cannot be compared with "${odd}"`;
  const set = prefix?.toLowerCase() as Condition["set"];
  return { name, key, values, set, ifExists: suffix !== undefined, operator };
}

/** Reads a Condition element. */
export function readConditions(element: unknown): Conditions {
  if (element === undefined) return { all: [], unreadable: [] };
  if (!isObject(element)) return { all: [], unreadable: ["Condition is not an object"] };
  const read = Object.entries(element).flatMap(([name, keys]): (Condition | string)[] =>
    isObject(keys)
      ? Object.entries(keys).map(([key, value]) => readOne(name, key, value))
      : [`the condition operator ${name} has no keys`],
  );
  return {
    all: read.filter((one) => typeof one !== "string"),
    unreadable: read.filter((one) => typeof one === "string"),
  };
}

/** Whether a request fulfils all of an element. */
export function conditionsHold(conditions: Conditions, context: Context, variables: boolean): Held {
  const held = conditions.all.map((condition) => holds(condition, context, variables));
  const open = conditions.unreadable.length === 0 ? [] : (["unknown"] as const);
  return {
    holds: all([...held.map((one) => one.holds), ...open]),
    doubts: [...conditions.unreadable, ...held.flatMap(({ doubts }) => doubts)],
  };
}

function holds(condition: Condition, context: Context, variables: boolean): Held {
  const { name, key, operator, ifExists, set } = condition;
  const given = context.get(key.toLowerCase());
  if (given === undefined) return doubt(`it depends on ${key} (${name})`);
  if (operator === undefined) return told(condition, isAbsent(condition.values, given));
  if (given.length === 0) {
    if (ifExists || set === "forallvalues") return certain("yes");
    // A request without the key: an operator that says "not" holds, any other does not.
    return certain(ternary(set === undefined && operator.negated));
  }
  const each = given.map((value) => passes(condition, operator, value, context, variables));
  // IAM User Guide, "Multivalued context keys": without a set operator AWS does not say.
  if (set === undefined && each.length > 1) return doubt(`${key} has several values (${name})`);
  return told(condition, set === "foranyvalue" ? any(each) : all(each));
}

function passes(
  { values }: Condition,
  { test, negated, isOfType }: Operator,
  value: string,
  context: Context,
  variables: boolean,
): Ternary {
  // No value of another type fits; whether "not" holds then, AWS does not say.
  if (!isOfType(value)) return negated ? "unknown" : "no";
  const fits = any(values.map((wanted) => test(wanted, value, context, variables)));
  return negated ? not(fits) : fits;
}

function isAbsent(values: readonly string[], given: readonly string[]): Ternary {
  const absent = given.length === 0;
  return any(
    values.map((wanted) =>
      wanted.includes(unknown) ? "unknown" : ternary((wanted.toLowerCase() === "true") === absent),
    ),
  );
}

const certain = (value: Ternary): Held => ({ holds: value, doubts: [] });
const doubt = (text: string): Held => ({ holds: "unknown", doubts: [text] });

/** What is not told depends on a value of the policy: a variable, another type, or a preview. */
const told = ({ name, key }: Condition, value: Ternary): Held =>
  value === "unknown" ? doubt(`it depends on a variable (${name} ${key})`) : certain(value);
