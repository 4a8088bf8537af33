/** An entry of `systems.rehearsal.yaml` that describes a channel of Microsoft Teams with a flow. */
import * as v from "valibot";
import { parsedEntry, text } from "../entry";

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

export const parseEntry = (entry: unknown): TeamsEntry => parsedEntry(schema, entry);
