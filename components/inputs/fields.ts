/**
 * Arguments that are judged one by one: a line an argument, with its check and its default. What
 * compares two arguments is written out where both are at hand.
 */
import type * as pulumi from "@pulumi/pulumi";
import { given, validate, validateOptional, validateTrimmed } from "./inputs";
import type { Check } from "./model/checks";

/** One argument: its check, and what stands in for it. */
interface Field<T, Needed extends boolean> {
  readonly check: Check<T>;
  /** True for what is always there: given, or its default. */
  readonly needed: Needed;
  readonly default?: T;
  /** True where white space at its ends is none of it. */
  readonly trimmed?: boolean;
}

/** A table of arguments: name, check, default. */
interface Table {
  readonly [key: string]: {
    readonly check: Check<never>;
    readonly needed: boolean;
    readonly default?: unknown;
    readonly trimmed?: boolean;
  };
}

type ValueOf<F> = F extends Field<infer T, boolean> ? T : never;

/** The arguments as a component received them; languages without `undefined` send null. */
type Received<F> = { readonly [K in keyof F]?: pulumi.Input<ValueOf<F[K]>> | null };

/** The same, each value checked or to be checked when it resolves. */
type Validated<F> = {
  readonly [K in keyof F]: F[K] extends { readonly needed: true }
    ? pulumi.Input<ValueOf<F[K]>>
    : pulumi.Input<ValueOf<F[K]>> | undefined;
};

/** An argument without a default of its own: the check says that it is missing. */
export const required = <T>(check: Check<T>): Field<T, true> => ({ check, needed: true });

/** An argument that has `value` where it was left out. */
export const defaultsTo = <T>(value: NoInfer<T>, check: Check<T>): Field<T, true> => ({
  check,
  needed: true,
  default: value,
});

/** An argument that may be left out, and then stays out. */
export const optional = <T>(check: Check<T>): Field<T, false> => ({ check, needed: false });

/** The same for a text such as a line of a file. */
export const trimmed = (check: Check<string>): Field<string, false> => ({
  check,
  needed: false,
  trimmed: true,
});

/** Validates the arguments of the table, in its order; `at` says what the user calls one. */
export function validateFields<F extends Table>(
  received: Received<NoInfer<F>>,
  table: F,
  at: (key: keyof F & string) => string,
): Validated<F> {
  const values = received as Readonly<Record<string, unknown>>;
  const entries = Object.entries(table).map(([key, field]) => [
    key,
    validateField(values[key], field, at(key)),
  ]);
  return Object.fromEntries(entries) as Validated<F>;
}

function validateField(value: unknown, field: Table[string], path: string): unknown {
  // The table pairs each check with its argument's type; a list of its entries does not.
  const check = field.check as Check<unknown>;
  if (field.needed) return validate(given(value) ? value : field.default, path, check);
  if (!field.trimmed) return validateOptional(value, path, check);
  if (!given(value)) return undefined;
  return validateTrimmed(value as pulumi.Input<string>, path, check as Check<string>);
}
