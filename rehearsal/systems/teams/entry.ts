/** An entry of `systems.rehearsal.yaml` that describes a channel of Microsoft Teams with a flow. */
import * as v from "valibot";

const text = v.pipe(v.string(), v.minLength(1));

const flow =
  /^https:\/\/[a-z0-9.-]+\.(logic\.azure\.com|environment\.api\.powerplatform\.com)\/[^?#]+\?[^#]*\bsig=./;

const schema = v.strictObject({
  kind: v.literal("teams"),
  credentialsArn: text,
  /** Of the flow, as the Workflows app shows it. */
  url: v.pipe(text, v.regex(flow, "must be like https://….logic.azure.com/workflows/…?…&sig=…")),
  channel: v.optional(text, "Releases"),
});

export type TeamsEntry = v.InferOutput<typeof schema>;

export function parseEntry(entry: unknown): TeamsEntry {
  const parsed = v.safeParse(schema, entry);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new Error(`${v.getDotPath(issue) ?? "the entry"}: ${issue.message}`);
}
