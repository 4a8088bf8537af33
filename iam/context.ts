/** Condition keys of a request and their values, as far as they are known. */

export interface Context {
  /**
   * Values of a key, which is given in lower case. An empty list: the request does not have the
   * key. Undefined: nobody knows.
   */
  get(key: string): readonly string[] | undefined;
}

/** Condition keys by name; a key ignores case (IAM User Guide, "Condition"). */
export type Values = Readonly<Record<string, string | readonly string[]>>;

/** A request of which everything is known: what is not here, it does not have. */
export function complete(values: Values): Context {
  const known = new Map(
    Object.entries(values).map(([key, value]) => [
      key.toLowerCase(),
      typeof value === "string" ? [value] : value,
    ]),
  );
  return { get: (key) => known.get(key) ?? [] };
}
