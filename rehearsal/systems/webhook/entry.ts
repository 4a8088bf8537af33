/** An entry of `systems.rehearsal.yaml` that describes a company's own system. */
import * as v from "valibot";

const text = v.pipe(v.string(), v.minLength(1));

const schema = v.strictObject({
  kind: v.literal("webhook"),
  url: v.pipe(
    text,
    v.regex(
      /^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)+(\/[\w./-]*)?$/,
      "must be like https://releases.example.com/approvals",
    ),
  ),
  credentialsArn: text,
  /** Of what it signs itself, where that is another secret. */
  readerCredentialsArn: v.optional(text),
  /** By the ids by which it names them. */
  people: v.pipe(
    v.record(text, text),
    v.check((all) => Object.keys(all).length > 0, "must name somebody"),
  ),
  /** True where it wants no events any more: it answers 410. */
  gone: v.optional(v.boolean(), false),
});

export type WebhookEntry = v.InferOutput<typeof schema>;

export function parseEntry(entry: unknown): WebhookEntry {
  const parsed = v.safeParse(schema, entry);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new Error(`${v.getDotPath(issue) ?? "the entry"}: ${issue.message}`);
}
