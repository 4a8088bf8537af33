/** The Condition element of a policy statement. */
import { BlockList, isIP } from "node:net";
import { type Context, contextValues, fillIn, likeArn, likeText } from "./pattern";

/** Whether one value of the request fits one value of the policy. */
type Test = (value: string, wanted: string, context: Context, variables: boolean) => boolean;

interface Operator {
  readonly test: Test;
  readonly negated: boolean;
  /** Whether IAM could make sense of a value in the policy. */
  readonly readable: (wanted: string) => boolean;
}

/** One operator and key with its values, read from a policy. */
export interface Condition {
  readonly key: string;
  readonly values: readonly string[];
  readonly set?: "foranyvalue" | "forallvalues";
  readonly ifExists: boolean;
  /** Absent for `Null`, which asks only whether the key is there. */
  readonly operator?: Operator;
}

const text: Test = (value, wanted, context, variables) =>
  fillIn(wanted, context, variables) === value;
const textAnyCase: Test = (value, wanted, context, variables) =>
  fillIn(wanted, context, variables)?.toLowerCase() === value.toLowerCase();
const like: Test = (value, wanted, context, variables) =>
  likeText(wanted, value, context, variables);
const arn: Test = (value, wanted, context, variables) =>
  likeArn(wanted, value, context, { variables });
const bool: Test = (value, wanted) => value.toLowerCase() === wanted.toLowerCase();

const number = (written: string): number =>
  /^[+-]?\d+(\.\d+)?$/.test(written) ? Number(written) : NaN;

/** ISO 8601, or seconds since 1970, as IAM takes dates. */
function date(written: string): number {
  if (/^\d+$/.test(written)) return Number(written) * 1000;
  return /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:?\d{2})?)?$/.test(written)
    ? Date.parse(/T.*(Z|[+-]\d{2}:?\d{2})$/.test(written) ? written : utc(written))
    : NaN;
}

function utc(written: string): string {
  return written.includes("T") ? `${written}Z` : written;
}

function cidr(written: string): BlockList | undefined {
  const [address, bits, ...more] = written.split("/");
  const family = isIP(address);
  const longest = family === 4 ? 32 : 128;
  const prefix = bits === undefined ? longest : /^\d{1,3}$/.test(bits) ? Number(bits) : NaN;
  if (family === 0 || more.length > 0 || !(prefix <= longest)) return undefined;
  const list = new BlockList();
  list.addSubnet(address, prefix, family === 4 ? "ipv4" : "ipv6");
  return list;
}

const inRange: Test = (value, wanted) =>
  isIP(value) !== 0 && cidr(wanted)!.check(value, isIP(value) === 4 ? "ipv4" : "ipv6");

type Readable = Operator["readable"];

const anything: Readable = () => true;
const isBool: Readable = (wanted) => /^(true|false)$/i.test(wanted);

const operators = new Map<string, Operator>();

function define(name: string, test: Test, readable: Readable = anything, opposite?: string): void {
  operators.set(name, { test, negated: false, readable });
  if (opposite) operators.set(opposite, { test, negated: true, readable });
}

define("stringequals", text, anything, "stringnotequals");
define("stringequalsignorecase", textAnyCase, anything, "stringnotequalsignorecase");
define("stringlike", like, anything, "stringnotlike");
define("arnequals", arn, anything, "arnnotequals");
define("arnlike", arn, anything, "arnnotlike");
define("bool", bool, isBool);
define("ipaddress", inRange, (wanted) => cidr(wanted) !== undefined, "notipaddress");
for (const [family, read] of [
  ["numeric", number],
  ["date", date],
] as const) {
  const readable = (wanted: string): boolean => !Number.isNaN(read(wanted));
  define(`${family}equals`, (v, w) => read(v) === read(w), readable, `${family}notequals`);
  define(`${family}lessthan`, (v, w) => read(v) < read(w), readable);
  define(`${family}lessthanequals`, (v, w) => read(v) <= read(w), readable);
  define(`${family}greaterthan`, (v, w) => read(v) > read(w), readable);
  define(`${family}greaterthanequals`, (v, w) => read(v) >= read(w), readable);
}

/** A list or a single value of text, numbers and booleans, as text; undefined for anything else. */
function scalars(value: unknown): string[] | undefined {
  const all: unknown[] = Array.isArray(value) ? value : [value];
  const fine = all.every((v) => ["string", "number", "boolean"].includes(typeof v));
  return fine ? all.map(String) : undefined;
}

function readOne(operatorName: string, key: string, value: unknown): Condition | string {
  const [, prefix, name, suffix] = /^(?:(ForAnyValue|ForAllValues):)?([a-z]+?)(IfExists)?$/i.exec(
    operatorName,
  ) ?? [undefined, undefined, "", undefined];
  const values = scalars(value);
  if (values === undefined) return `the values of ${operatorName} ${key} are not text`;
  const set = prefix?.toLowerCase() as Condition["set"];
  const ifExists = suffix !== undefined;
  if (operatorName.toLowerCase() === "null") {
    return values.every(isBool)
      ? { key, values, ifExists: false }
      : `Null takes "true" or "false", got: ${values.join(", ")}`;
  }
  const operator = operators.get(name.toLowerCase());
  if (!operator) return `the rehearsal knows no condition operator ${operatorName}`;
  const odd = values.find((wanted) => !operator.readable(wanted));
  if (odd !== undefined) return `${operatorName} ${key} cannot be compared with "${odd}"`;
  return { key, values, set, ifExists, operator };
}

/** Reads a Condition element; a string says why it cannot be read. */
export function readConditions(element: unknown): Condition[] | string {
  if (element === undefined) return [];
  if (!isObject(element)) return "Condition is not an object";
  const out: Condition[] = [];
  for (const [operatorName, keys] of Object.entries(element)) {
    if (!isObject(keys)) return `the condition operator ${operatorName} has no keys`;
    for (const [key, value] of Object.entries(keys)) {
      const read = readOne(operatorName, key, value);
      if (typeof read === "string") return read;
      out.push(read);
    }
  }
  return out;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a request fulfils a condition. */
export function holds(condition: Condition, context: Context, variables: boolean): boolean {
  const { operator, values, set } = condition;
  const given = contextValues(context, condition.key) ?? [];
  if (!operator) {
    return values.some((wanted) => (wanted.toLowerCase() === "true") === (given.length === 0));
  }
  const fitsOne = (value: string): boolean =>
    values.some((wanted) => operator.test(value, wanted, context, variables));
  const passes = (value: string): boolean => fitsOne(value) !== operator.negated;
  if (given.length === 0) {
    if (condition.ifExists || set === "forallvalues") return true;
    return set === undefined && operator.negated;
  }
  if (set === "foranyvalue") return given.some(passes);
  return operator.negated || set === "forallvalues" ? given.every(passes) : given.some(passes);
}
