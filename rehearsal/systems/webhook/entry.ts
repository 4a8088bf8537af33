/** An entry of `systems.rehearsal.yaml` that describes a company's own system. */
import * as v from "valibot";
import { parsedEntry, peopleBy, text } from "../entry";

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
  people: peopleBy(),
  /** True where it wants no events any more: it answers 410. */
  gone: v.optional(v.boolean(), false),
});

export type WebhookEntry = v.InferOutput<typeof schema>;

export const parseEntry = (entry: unknown): WebhookEntry => parsedEntry(schema, entry);
