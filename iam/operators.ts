/** The operators of the Condition element: IAM User Guide, "Condition operators". */
import { BlockList, isIP } from "node:net";
import { isArn, likeArn } from "./arn-pattern";
import type { Context } from "./context";
import { equal, equalIgnoringCase, like } from "./pattern";
import { type Ternary, ternary } from "./ternary";
import { unknown } from "./unknown";

/** Whether one value of the request fits one value of the policy. */
type Test = (wanted: string, value: string, context: Context, variables: boolean) => Ternary;

export interface Operator {
  readonly test: Test;
  readonly negated: boolean;
  /** Whether IAM can make sense of a value in the policy. */
  readonly isReadable: (wanted: string) => boolean;
  /** Whether a value of the request is of the operator's type. */
  readonly isOfType: (value: string) => boolean;
}

const anything = (): boolean => true;

const likeArnOf: Test = (wanted, value, context, variables) =>
  likeArn(wanted, value, context, { variables, place: "condition" });

const isBool = (written: string): boolean => /^(true|false)$/i.test(written);

const number = (written: string): number =>
  /^[+-]?\d+(\.\d+)?$/.test(written) ? Number(written) : NaN;

const isoDate = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:?\d{2})?)?$/;

/** ISO 8601, or seconds since 1970, as IAM takes dates. Of four digits nobody knows which it is. */
function date(written: string): number {
  if (/^\d{5,}$|^\d{1,3}$/.test(written)) return Number(written) * 1000;
  if (!isoDate.test(written)) return NaN;
  const hasZone = !written.includes("T") || /(Z|[+-]\d{2}:?\d{2})$/.test(written);
  return Date.parse(hasZone ? written : `${written}Z`);
}

const family = (address: string): "ipv4" | "ipv6" => (isIP(address) === 4 ? "ipv4" : "ipv6");

function cidr(written: string): BlockList | undefined {
  const [address, bits, ...more] = written.split("/");
  if (isIP(address) === 0 || more.length > 0) return undefined;
  const longest = isIP(address) === 4 ? 32 : 128;
  const prefix = bits === undefined ? longest : /^\d{1,3}$/.test(bits) ? Number(bits) : NaN;
  if (!(prefix <= longest)) return undefined;
  const list = new BlockList();
  list.addSubnet(address, prefix, family(address));
  return list;
}

/** An address of one family is in no range of the other. */
const inRange: Test = (wanted, value) => {
  const isSameFamily = isIP(wanted.split("/")[0]) === isIP(value);
  return ternary(isSameFamily && cidr(wanted)!.check(value, family(value)));
};

const operators = new Map<string, Operator>();

function define(names: string, test: Test, type: Partial<Operator> = {}): void {
  const { isReadable = anything, isOfType = isReadable } = type;
  // What is not known may be of any type.
  const orOpen = (is: (text: string) => boolean) => (text: string) =>
    text.includes(unknown) || is(text);
  const known: Test = (wanted, value, context, variables) =>
    isReadable !== anything && `${wanted}${value}`.includes(unknown)
      ? "unknown"
      : test(wanted, value, context, variables);
  const [name, opposite] = names.split(" ");
  const shared = { test: known, isReadable: orOpen(isReadable), isOfType: orOpen(isOfType) };
  operators.set(name, { ...shared, negated: false });
  if (opposite !== undefined) operators.set(opposite, { ...shared, negated: true });
}

define("stringequals stringnotequals", equal);
define("stringequalsignorecase stringnotequalsignorecase", equalIgnoringCase);
define("stringlike stringnotlike", like);
define("arnequals arnnotequals", likeArnOf, { isOfType: isArn });
define("arnlike arnnotlike", likeArnOf, { isOfType: isArn });
define("bool", (w, v) => ternary(w.toLowerCase() === v.toLowerCase()), { isReadable: isBool });
// Base64 is compared byte for byte.
define("binaryequals", (wanted, value) => ternary(wanted === value), {
  isReadable: (text) => /^[A-Za-z0-9+/]*=*$/.test(text),
});
define("ipaddress notipaddress", inRange, {
  isReadable: (wanted) => cidr(wanted) !== undefined,
  isOfType: (value) => isIP(value) !== 0,
});
for (const [kind, read] of [
  ["numeric", number],
  ["date", date],
] as const) {
  const type = { isReadable: (wanted: string): boolean => !Number.isNaN(read(wanted)) };
  const compare = (names: string, is: (value: number, wanted: number) => boolean): void =>
    define(names, (wanted, value) => ternary(is(read(value), read(wanted))), type);
  compare(`${kind}equals ${kind}notequals`, (value, wanted) => value === wanted);
  compare(`${kind}lessthan`, (value, wanted) => value < wanted);
  compare(`${kind}lessthanequals`, (value, wanted) => value <= wanted);
  compare(`${kind}greaterthan`, (value, wanted) => value > wanted);
  compare(`${kind}greaterthanequals`, (value, wanted) => value >= wanted);
}

/** An operator by its name, which ignores case. */
export const operatorOf = (name: string): Operator | undefined => operators.get(name.toLowerCase());

/** What `Null` takes: whether the key is absent. */
export const isNullValue = (wanted: string): boolean => isBool(wanted) || wanted.includes(unknown);
