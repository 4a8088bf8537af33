/** A request event, as the history of a request keeps it and the bus carries it. */
import * as v from "valibot";

/** In the order in which they can happen; the last three are final. */
export const eventTypes = ["Requested", "Deciding", "Decided", "Expired", "Cancelled"] as const;

const text = v.string();
const described = (description: string) => v.pipe(text, v.description(description));

/** Who did something, and on which channel. */
const actor = v.object({
  channel: described(
    "Where they did it: slack, or codepipeline for the console, the CLI and the API.",
  ),
  id: described(
    "Id on that channel: a Slack user id, which nobody can choose, or the ARN that CodePipeline names. " +
      "Whoever assumed a role chose the session's name at the end of its ARN.",
  ),
  displayName: described("Name for people; of a session of a role ROLE/SESSION."),
});

/** Without the members that say of which request it is: those are the request's own. */
export const requestEventEntries = {
  id: described("The same whenever this event is published again: consumers act once on each."),
  sequence: v.pipe(
    v.number(),
    v.integer(),
    v.minValue(1),
    v.description("Counts the events of one request, from 1, in the order in which they happened."),
  ),
  type: v.pipe(v.picklist(eventTypes), v.description("What happened.")),
  time: v.pipe(text, v.isoTimestamp(), v.description("When it happened, ISO 8601 in UTC.")),
  actor: v.optional(v.pipe(actor, v.description("Who did it; absent where nobody did."))),
  result: v.optional(
    v.pipe(v.picklist(["Approved", "Rejected"]), v.description("Of Deciding and Decided.")),
  ),
  reason: v.optional(
    described("What the actor gave as the reason, or why the execution waits no more."),
  ),
};

export const requestEventSchema = v.object(requestEventEntries);

export type RequestEvent = v.InferOutput<typeof requestEventSchema>;
