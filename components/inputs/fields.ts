/**
 * Tables of arguments: a line an argument, with its kind, its check and its default. What compares two
 * arguments is written out where the table is used, after all of it has been validated.
 */
import type { Shape } from "./argument-shape";
import { given } from "./inputs";
import type { Kind } from "./kinds";

/** One argument: its kind, and what stands in for it. */
export interface Field<S extends Shape, Received, Valid, Needed extends boolean> {
  readonly kind: Kind<S, Received, Valid>;
  /** True for what is always there: given, or its default. */
  readonly needed: Needed;
  readonly default?: Received;
}

/** A table of arguments: name, kind with its check, default. */
export interface Table {
  readonly [key: string]: {
    readonly kind: Kind<Shape, never, unknown>;
    readonly needed: boolean;
    readonly default?: unknown;
  };
}

type KindOf<F> = F extends { readonly kind: infer K } ? K : never;
type ReceivedBy<F> = KindOf<F> extends Kind<Shape, infer R, unknown> ? R : never;
type ValidOf<F> = KindOf<F> extends Kind<Shape, never, infer V> ? V : never;

/** The arguments as a component received them; languages without `undefined` send null. */
export type Received<F> = { [K in keyof F]?: ReceivedBy<F[K]> | null };

/** The same, each value checked or to be checked when it resolves. */
export type Validated<F> = {
  readonly [K in keyof F as F[K] extends { readonly needed: true } ? K : never]: ValidOf<F[K]>;
} & {
  readonly [K in keyof F as F[K] extends { readonly needed: true } ? never : K]?: ValidOf<F[K]>;
};

/** An argument without a default of its own: its check says that it is missing. */
export const required = <S extends Shape, R, V>(kind: Kind<S, R, V>): Field<S, R, V, true> => ({
  kind,
  needed: true,
});

/** An argument that has `value` where it was left out. */
export const defaultsTo = <S extends Shape, R, V>(
  value: NoInfer<R>,
  kind: Kind<S, R, V>,
): Field<S, R, V, true> => ({ kind, needed: true, default: value });

/** An argument that may be left out, and then stays out. */
export const optional = <S extends Shape, R, V>(kind: Kind<S, R, V>): Field<S, R, V, false> => ({
  kind,
  needed: false,
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
  const { kind, needed } = field;
  if (!needed && !given(value)) return undefined;
  // The table pairs each check with its argument's type; a list of its entries does not.
  return kind.validate((given(value) ? value : field.default) as never, path);
}

/** The shape of each argument of a table. */
export function shapesOf<F extends Table>(
  table: F,
): { readonly [K in keyof F]: F[K]["kind"]["shape"] } {
  const entries = Object.entries(table).map(([key, { kind }]) => [key, kind.shape]);
  return Object.fromEntries(entries) as { readonly [K in keyof F]: F[K]["kind"]["shape"] };
}
