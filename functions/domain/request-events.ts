/**
 * Request events: what happened to a request, one thing at a time. A transition adds them to the
 * request's history, so that one write stores both; the stream of the table carries them on from there.
 */
import { createHash } from "node:crypto";
import * as v from "valibot";
import { readable } from "./outcome";
import type { ApprovalRequest, Actor, DecisionResult, Outcome } from "./types";

/**
 * The last three are final. Reminders come between, and only where the gate has an SLA; votes, where it has a
 * rule.
 */
export const eventTypes = [
  "Requested",
  "Reminded",
  "SlaBreached",
  "Escalated",
  "Voted",
  "Deciding",
  "Decided",
  "Expired",
  "Cancelled",
] as const;

/** True of what nothing follows. */
export const isEnd = ({ type }: { readonly type: (typeof eventTypes)[number] }): boolean =>
  type === "Decided" || type === "Expired" || type === "Cancelled";

const text = v.string();
const described = (description: string) => v.pipe(text, v.description(description));

/** The channel of who decided in the console, with the CLI or the API. */
export const codePipelineChannel = "codepipeline";

/** Who did something, and on which channel. */
const actor = v.object({
  channel: described(
    "Where they did it: slack, codepipeline for the console, the CLI and the API, servicenow, jira or webhook where a " +
      "ticket of another system decided or was their vote, or automatic where the gate's automaticDecision decided without people.",
  ),
  id: described(
    "Id on that channel: a Slack user id, which nobody can choose, the ARN that CodePipeline names, or the " +
      "function's name with full stops for hyphens. Whoever assumed a role chose the session's name at the end of its ARN.",
  ),
  displayName: described("Name for people; of a session of a role ROLE/SESSION."),
  onCall: v.optional(
    described(
      "pagerduty where they were on call there, and could decide by that: no list of the gate names them.",
    ),
  ),
});

/** Without the members that say of which request it is: those are the request's own. */
export const requestEventEntries = {
  id: described("The same whenever this event is published again: consumers act once on each."),
  sequence: v.pipe(
    v.number(),
    v.safeInteger(),
    v.minValue(1),
    v.description("Counts the events of one request, from 1, in the order in which they happened."),
  ),
  type: v.pipe(v.picklist(eventTypes), v.description("What happened.")),
  time: v.pipe(text, v.isoTimestamp(), v.description("When it happened, ISO 8601 in UTC.")),
  actor: v.optional(v.pipe(actor, v.description("Who did it; absent where nobody did."))),
  result: v.optional(
    v.pipe(v.picklist(["Approved", "Rejected"]), v.description("Of Voted, Deciding and Decided.")),
  ),
  reason: v.optional(
    described("What the actor gave as the reason, or why the execution waits no more."),
  ),
};

export const requestEventSchema = v.object(requestEventEntries);

export type RequestEvent = v.InferOutput<typeof requestEventSchema>;

/** What a transition knows of its event. */
export type EventFacts = Omit<RequestEvent, "id" | "sequence">;

/**
 * DynamoDB Developer Guide, "Quotas": an item has at most 400 KB. A hundred events, with reasons as
 * long as a summary may be, are a fifth of it. Numbers go on where events are left out.
 */
const eventsKept = 100;

/** Names a request for those who must not know its token. */
export function requestId({ action, token }: Pick<ApprovalRequest, "action" | "token">): string {
  return createHash("sha256").update(`${action} ${token}`).digest("hex").slice(0, 32);
}

type Begun = Pick<ApprovalRequest, "action" | "token" | "requestedAt" | "history">;

/** CodePipeline has shown that the request waits, or that it did: until then somebody else may have worded it. */
export function requestedEvent({ requestedAt }: Pick<Begun, "requestedAt">): EventFacts {
  return { type: "Requested", time: requestedAt };
}

/**
 * The history with one more event, behind Requested where that is not in it: the request was kept by
 * an earlier version, or CodePipeline had not confirmed it. The first and the newest are kept.
 */
export function extendedHistory(request: Begun, facts: EventFacts): RequestEvent[] {
  const { history = [] } = request;
  const isFirst = history.length === 0 && facts.type !== "Requested";
  const events = isFirst ? [requestedEvent(request), facts] : [facts];
  const last = history.at(-1)?.sequence ?? 0;
  const all = [...history, ...events.map((one, i) => numbered(request, one, last + i + 1))];
  return all.length <= eventsKept ? all : [all[0], ...all.slice(1 - eventsKept)];
}

function numbered(request: Begun, facts: EventFacts, sequence: number): RequestEvent {
  const known = Object.entries(facts).filter(([, value]) => value !== undefined);
  const id = `${requestId(request)}-${sequence}`;
  return { id, sequence, ...(Object.fromEntries(known) as EventFacts) };
}

/** What is new in a history, given the one that it replaced. */
export function newEvents(
  history: readonly RequestEvent[] = [],
  before: readonly RequestEvent[] = [],
): RequestEvent[] {
  const last = before.at(-1)?.sequence ?? 0;
  return history.filter(({ sequence }) => sequence > last);
}

/** By the name that the request's messages have: of a session not without its role, for its name is chosen. */
const arnActor = (arn: string): Actor => ({
  channel: codePipelineChannel,
  id: arn,
  displayName: readable(arn),
});

interface Said {
  readonly person: Actor;
  readonly result: DecisionResult;
  readonly reason?: string;
}

/** Somebody begins to decide. */
export const decidingEvent = (said: Said, now: Date): EventFacts =>
  saidEvent("Deciding", said, now);

/** Somebody votes where several must agree, or changes their vote. */
export const votedEvent = (said: Said, now: Date): EventFacts => saidEvent("Voted", said, now);

function saidEvent(
  type: "Deciding" | "Voted",
  { person: actor, result, reason }: Said,
  now: Date,
): EventFacts {
  return { type, time: now.toISOString(), actor, result, reason };
}

/** The request has ended, as its outcome says. */
export function endEvent(
  type: "Decided" | "Expired" | "Cancelled",
  { at: time, person, decidedBy, result, reason }: Outcome,
): EventFacts {
  const arn = decidedBy === undefined ? undefined : arnActor(decidedBy);
  const actor = person ?? arn;
  return { type, time, actor, result, reason };
}
