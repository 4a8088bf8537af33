/** An entry of `systems.rehearsal.yaml` that describes an account of PagerDuty. */
import * as v from "valibot";
import { parsedEntry, peopleBy, text } from "../entry";

const email = v.pipe(text, v.regex(/^[^\s@]+@[^\s@]+$/, "must be an e-mail address"));

const schema = v.pipe(
  v.strictObject({
    kind: v.literal("pagerduty"),
    serviceRegion: v.optional(v.picklist(["us", "eu"]), "us"),
    /** The integration key of the service; without a reader's secret, the key of the REST API as well. */
    credentialsArn: text,
    readerCredentialsArn: v.optional(text),
    /** Names of the users, by their e-mail addresses. */
    people: peopleBy(email),
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

export const parseEntry = (entry: unknown): PagerDutyEntry => parsedEntry(schema, entry);
