/** An entry of `systems.rehearsal.yaml` that describes an instance of ServiceNow. */
import * as v from "valibot";
import { parsedEntry, peopleBy, text } from "../entry";

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
  people: peopleBy(),
  /** Minutes that the window of a change is open, from its approval, where the change says nothing else. */
  window: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 60),
  /** sys_ids of the templates of standard changes. */
  templates: v.optional(v.array(v.pipe(text, v.regex(/^[0-9a-f]{32}$/, "must be a sys_id"))), []),
});

export type ServiceNowEntry = v.InferOutput<typeof schema>;

export const parseEntry = (entry: unknown): ServiceNowEntry => parsedEntry(schema, entry);
