/** The comparison operators that EventBridge patterns and SNS filter policies share. */

/** A pattern or filter policy that AWS, or this rehearsal, does not understand. */
export class PatternError extends Error {}

export type Scalar = string | number | boolean | null;

/** Tells whether one value of an event meets one operator's argument. */
type Operator = (argument: unknown, value: Scalar, known: ReadonlySet<string>) => boolean;

const operators = new Map<string, Operator>([
  ["prefix", affix((text, part) => text.startsWith(part))],
  ["suffix", affix((text, part) => text.endsWith(part))],
  ["equals-ignore-case", (argument, value) => sameIgnoringCase(needText(argument), value)],
  ["wildcard", (argument, value) => wildcard(needText(argument), value)],
  ["numeric", (argument, value) => numeric(argument, value)],
  ["anything-but", anythingBut],
]);

/**
 * Tells whether the values found under a key meet one rule of its list. `values` is empty when the
 * key is absent; `known` names the operators that the service has.
 */
export function meets(rule: unknown, values: Scalar[], known: ReadonlySet<string>): boolean {
  if (isScalar(rule)) return values.some((value) => value === rule);
  const [name, argument] = onlyEntry(rule);
  needKnown(name, known);
  if (name === "exists") {
    if (typeof argument !== "boolean") throw wrong("exists", argument, "true or false");
    return values.length > 0 === argument;
  }
  const operator = operators.get(name)!;
  // An operator's argument is judged even when there is no value to compare it with.
  if (values.length === 0) operator(argument, "", known);
  return values.filter((value) => operator(argument, value, known)).length > 0;
}

function needKnown(name: string, known: ReadonlySet<string>): void {
  if (name === "exists" ? known.has(name) : known.has(name) && operators.has(name)) return;
  throw new PatternError(
    `Operator "${name}" is not known here. Known are exact values and ${[...known].join(", ")}.`,
  );
}

function onlyEntry(rule: unknown): [string, unknown] {
  const entries = typeof rule === "object" && rule !== null ? Object.entries(rule) : [];
  if (Array.isArray(rule) || entries.length !== 1) {
    throw new PatternError(
      `A rule is a plain value or an object with one operator, got: ${JSON.stringify(rule)}.`,
    );
  }
  return entries[0];
}

function affix(compare: (text: string, part: string) => boolean): Operator {
  return (argument, value, known) => {
    if (isObject(argument)) {
      const [name, part] = onlyEntry(argument);
      needKnown(name, known);
      if (name !== "equals-ignore-case") throw wrong("prefix or suffix", argument, "a text");
      const lower = needText(part).toLowerCase();
      return typeof value === "string" && compare(value.toLowerCase(), lower);
    }
    const part = needText(argument);
    return typeof value === "string" && compare(value, part);
  };
}

function anythingBut(argument: unknown, value: Scalar, known: ReadonlySet<string>): boolean {
  if (!isObject(argument)) return !needList(argument).some((other) => other === value);
  const [name, inner] = onlyEntry(argument);
  if (name === "anything-but" || name === "numeric" || name === "exists") {
    throw wrong("anything-but", argument, "values, or one operator that compares text");
  }
  needKnown(name, known);
  const operator = operators.get(name)!;
  return ![inner].flat().some((one) => operator(one, value, known));
}

const comparisons = new Map<unknown, (a: number, b: number) => boolean>([
  ["=", (a, b) => a === b],
  ["<", (a, b) => a < b],
  ["<=", (a, b) => a <= b],
  [">", (a, b) => a > b],
  [">=", (a, b) => a >= b],
]);

function numeric(argument: unknown, value: Scalar): boolean {
  if (!Array.isArray(argument) || (argument.length !== 2 && argument.length !== 4)) {
    throw wrong("numeric", argument, 'a list such as [">", 0, "<=", 5]');
  }
  const results: boolean[] = [];
  for (let i = 0; i < argument.length; i += 2) {
    const compare = comparisons.get(argument[i]);
    const bound: unknown = argument[i + 1];
    if (compare === undefined || typeof bound !== "number") {
      throw wrong("numeric", argument, "comparisons (=, <, <=, >, >=) with numbers");
    }
    results.push(typeof value === "number" && compare(value, bound));
  }
  return results.every(Boolean);
}

function wildcard(pattern: string, value: Scalar): boolean {
  if (pattern.includes("**")) throw wrong("wildcard", pattern, "no two asterisks in a row");
  const parts = pattern.split("*").map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return typeof value === "string" && new RegExp(`^${parts.join(".*")}$`, "s").test(value);
}

function sameIgnoringCase(text: string, value: Scalar): boolean {
  return typeof value === "string" && value.toLowerCase() === text.toLowerCase();
}

function needText(argument: unknown): string {
  if (typeof argument !== "string") throw wrong("The operator", argument, "a text");
  return argument;
}

function needList(argument: unknown): Scalar[] {
  const list = Array.isArray(argument) ? argument : [argument];
  if (list.length === 0 || !list.every(isScalar)) {
    throw wrong("anything-but", argument, "a value or a list of values");
  }
  return list;
}

function wrong(name: string, argument: unknown, wanted: string): PatternError {
  return new PatternError(`${name} takes ${wanted}, got: ${JSON.stringify(argument)}.`);
}

/** True for JSON objects: neither lists nor null. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** True for JSON values that hold no others. */
export function isScalar(value: unknown): value is Scalar {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}
