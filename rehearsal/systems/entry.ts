/** What entries of `systems.rehearsal.yaml` have in common. */
import * as v from "valibot";

export const text = v.pipe(v.string(), v.minLength(1));

/** Names of people, by the ids that `id` lets through: somebody has to be there. */
export const peopleBy = (id: v.GenericSchema<string, string> = text) =>
  v.pipe(
    v.record(id, text),
    v.check((all) => Object.keys(all).length > 0, "must name somebody"),
  );

/** The entry as its kind wants it; throws with the name of what is wrong. */
export function parsedEntry<S extends v.GenericSchema>(
  schema: S,
  entry: unknown,
): v.InferOutput<S> {
  const parsed = v.safeParse(schema, entry);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new Error(`${v.getDotPath(issue) ?? "the entry"}: ${issue.message}`);
}
