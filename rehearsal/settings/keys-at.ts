/** Which keys a place in the settings may have: a refusal of a misspelt one names them. */
import type * as v from "valibot";

type Schema = v.GenericSchema & {
  readonly wrapped?: Schema;
  readonly pipe?: readonly [Schema, ...unknown[]];
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly value?: Schema;
  readonly item?: Schema;
};

/** The schema without what makes it optional, nullable or described. */
function bare(schema: Schema): Schema {
  const { wrapped, pipe } = schema;
  if (wrapped !== undefined) return bare(wrapped);
  return pipe !== undefined && pipe[0] !== schema ? bare(pipe[0]) : schema;
}

/** Undefined where the place is no mapping with keys of its own. */
export function keysAt(schema: v.GenericSchema, path: readonly unknown[]): string[] | undefined {
  const { entries, value, item } = bare(schema as Schema);
  if (path.length === 0) return entries && Object.keys(entries);
  const [key, ...rest] = path;
  const next = entries === undefined ? (value ?? item) : entries[String(key)];
  return next && keysAt(next, rest);
}
