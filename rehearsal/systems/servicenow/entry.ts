/** An entry of `systems.rehearsal.yaml` that describes an instance of ServiceNow. */
import * as v from "valibot";

const text = v.pipe(v.string(), v.minLength(1));

const schema = v.strictObject({
  kind: v.literal("servicenow"),
  url: v.pipe(
    text,
    v.regex(
      /^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)+$/,
      "must be like https://example.service-now.com",
    ),
  ),
  credentialsArn: text,
  /** Of another user, who may only read. */
  readerCredentialsArn: v.optional(text),
  /** By their user names. */
  people: v.pipe(
    v.record(text, text),
    v.check((all) => Object.keys(all).length > 0, "must name somebody"),
  ),
  /** Minutes that the window of a change is open, from its approval, where the change says nothing else. */
  window: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 60),
  /** sys_ids of the templates of standard changes. */
  templates: v.optional(v.array(v.pipe(text, v.regex(/^[0-9a-f]{32}$/, "must be a sys_id"))), []),
});

export type ServiceNowEntry = v.InferOutput<typeof schema>;

export function parseEntry(entry: unknown): ServiceNowEntry {
  const parsed = v.safeParse(schema, entry);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new Error(`${v.getDotPath(issue) ?? "the entry"}: ${issue.message}`);
}
