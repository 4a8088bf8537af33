/** An entry of `systems.rehearsal.yaml` that describes a site of Jira Cloud. */
import * as v from "valibot";
import { parsedEntry, peopleBy, text } from "../entry";

const names = v.record(text, text);

const schema = v.strictObject({
  kind: v.literal("jira"),
  url: v.pipe(
    text,
    v.regex(/^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)+$/, "must be like https://example.atlassian.net"),
  ),
  credentialsArn: text,
  /** Of another user, who may only read. */
  readerCredentialsArn: v.optional(text),
  /** By their account ids. */
  people: peopleBy(),
  projectKey: v.optional(text, "OPS"),
  issueTypeId: v.optional(text, "10001"),
  serviceDeskId: v.optional(text, "1"),
  requestTypeId: v.optional(text, "25"),
  /** Account ids of who is asked to approve requests; all people where it is absent. */
  approvers: v.optional(v.array(text)),
  /** How many of them must approve. */
  approvalsNeeded: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
  /** By their ids: the first is that of a new ticket, the second approves, the third rejects. */
  statuses: v.optional(
    v.pipe(
      names,
      v.check((all) => Object.keys(all).length >= 3, "must be three at least"),
    ),
    { "10000": "To Do", "10001": "Approved", "10002": "Rejected", "10003": "Closed" },
  ),
  /** Fields that a new ticket may, or must, have beside Jira's own. */
  fields: v.optional(v.record(text, v.picklist(["optional", "required"])), {}),
});

export type JiraEntry = v.InferOutput<typeof schema>;

export function parseEntry(entry: unknown): JiraEntry {
  const site = parsedEntry(schema, entry);
  const { approvers = [], people } = site;
  const unknown = approvers.find((id) => !Object.hasOwn(people, id));
  if (unknown !== undefined) throw new Error(`approvers: there is no ${unknown} among people.`);
  return site;
}
