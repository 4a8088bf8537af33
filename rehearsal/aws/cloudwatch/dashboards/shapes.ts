/** A value held against what a document may say, as CloudWatch words what it finds. */
import { isObject } from "../../api/model";

export interface Finding {
  readonly dataPath: string;
  readonly message: string;
}

/** What is found in a value that stands at a path. */
export type Check = (value: unknown, at: string) => Finding[];

type Fields = Readonly<Record<string, Check>>;

const found = (dataPath: string, message: string): Finding[] => [{ dataPath, message }];

export const text: Check = (value, at) =>
  typeof value === "string" ? [] : found(at, "Should be string");

export const flag: Check = (value, at) =>
  typeof value === "boolean" ? [] : found(at, "Should be boolean");

export const anything: Check = () => [];

export function matching(pattern: RegExp): Check {
  return (value, at) =>
    typeof value === "string" && pattern.test(value)
      ? []
      : found(at, `Should match pattern "${pattern.source}"`);
}

export function oneOf(...values: readonly string[]): Check {
  return (value, at) =>
    values.includes(value as string)
      ? []
      : found(at, `Should be equal to one of the allowed values: ${values.join(", ")}`);
}

export function number(least = -Infinity, most = Infinity): Check {
  return (value, at) => {
    if (typeof value !== "number") return found(at, "Should be number");
    if (value < least) return found(at, `Should be >= ${least}`);
    return value > most ? found(at, `Should be <= ${most}`) : [];
  };
}

export function integer(least: number, most = Infinity): Check {
  return (value, at) =>
    Number.isInteger(value) ? number(least, most)(value, at) : found(at, "Should be integer");
}

export function list(item: Check, least = 0, most = Infinity): Check {
  return (value, at) => {
    if (!Array.isArray(value)) return found(at, "Should be array");
    if (value.length < least) return found(at, `Should NOT have less than ${least} items`);
    if (value.length > most) return found(at, `Should NOT have more than ${most} items`);
    return value.flatMap((one: unknown, index) => item(one, `${at}/${index}`));
  };
}

/** An object of which some fields must be there; what is not named is another's business. */
export function object(fields: Fields, required: readonly string[] = []): Check {
  return (value, at) => {
    if (!isObject(value)) return found(at, "Should be object");
    const missing = required.filter((name) => value[name] === undefined);
    return [
      ...missing.flatMap((name) => found(at, `Should have required property '${name}'`)),
      ...Object.entries(fields).flatMap(([name, check]) =>
        value[name] === undefined ? [] : check(value[name], `${at}/${name}`),
      ),
    ];
  };
}

/** Several checks of one value. */
export function all(...checks: readonly Check[]): Check {
  return (value, at) => checks.flatMap((check) => check(value, at));
}
