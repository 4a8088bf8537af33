/** An entry of `systems.rehearsal.yaml` that describes an account of PagerDuty. */
import * as v from "valibot";

const text = v.pipe(v.string(), v.minLength(1));
const email = v.pipe(text, v.regex(/^[^\s@]+@[^\s@]+$/, "must be an e-mail address"));

const schema = v.pipe(
  v.strictObject({
    kind: v.literal("pagerduty"),
    serviceRegion: v.optional(v.picklist(["us", "eu"]), "us"),
    /** The integration key of the service; without a reader's secret, the key of the REST API as well. */
    credentialsArn: text,
    readerCredentialsArn: v.optional(text),
    /** Names of the users, by their e-mail addresses. */
    people: v.pipe(
      v.record(email, text),
      v.check((all) => Object.keys(all).length > 0, "must name somebody"),
    ),
    /** By their ids: who is on call at first. */
    schedules: v.optional(
      v.record(v.pipe(text, v.regex(/^[A-Z0-9]+$/, "must be an id like PABC123")), v.array(email)),
      {},
    ),
  }),
  v.forward(
    v.check(
      ({ people, schedules }) =>
        Object.values(schedules).every((all) => all.every((one) => Object.hasOwn(people, one))),
      "may name nobody whom `people` does not name",
    ),
    ["schedules"],
  ),
);

export type PagerDutyEntry = v.InferOutput<typeof schema>;

export function parseEntry(entry: unknown): PagerDutyEntry {
  const parsed = v.safeParse(schema, entry);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new Error(`${v.getDotPath(issue) ?? "the entry"}: ${issue.message}`);
}
