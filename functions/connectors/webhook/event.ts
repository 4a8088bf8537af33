/**
 * What a webhook is told of a request: the body of a call. Public, as the events of the bus are: a member is never
 * taken away nor given another meaning, and none has the token in it.
 */
import * as v from "valibot";
import { publishedEvent, publishedEventSchema, withoutToken } from "../../domain/published-event";
import type { RequestEvent } from "../../domain/request-events";
import { shorten } from "../../domain/text";
import { isOpen } from "../../domain/transitions";
import type { ApprovalRequest, Revision } from "../../domain/types";

/** Standard Webhooks, "Payload size": smaller than 20 kB. */
export const longestBody = 20_000;

/** Sources of a pipeline are few; what is left out stands in CodePipeline. */
const mostRevisions = 20;

type EventType = RequestEvent["type"];

/** "Event types": hierarchical, with full stops. */
export const webhookTypes = {
  Requested: "approval.requested",
  Reminded: "approval.reminded",
  SlaBreached: "approval.sla_breached",
  Escalated: "approval.escalated",
  Voted: "approval.voted",
  Deciding: "approval.deciding",
  Decided: "approval.decided",
  Expired: "approval.expired",
  Cancelled: "approval.cancelled",
} as const satisfies Record<EventType, string>;

const described = (description: string) => v.pipe(v.string(), v.description(description));

const revision = v.object({
  name: described("Name of the artifact."),
  id: described("For example the commit."),
  summary: v.optional(described("For example the commit message, shortened.")),
  url: v.optional(v.string()),
});

const { sequence, actor, result, reason, request } = publishedEventSchema.entries;

export const webhookEventSchema = v.object({
  type: v.pipe(v.picklist(Object.values(webhookTypes)), v.description("What happened.")),
  timestamp: v.pipe(
    v.string(),
    v.isoTimestamp(),
    v.description("When it happened, ISO 8601 in UTC."),
  ),
  data: v.object({
    ...{ sequence, request, actor, result, reason },
    revisions: v.optional(
      v.pipe(
        v.array(revision),
        v.maxLength(mostRevisions),
        v.description("What is to be released, as far as there is room for it."),
      ),
    ),
    decisionUrl: v.optional(
      described("Where a decision may be posted, while the request waits for one."),
    ),
  }),
});

export type WebhookEvent = v.InferOutput<typeof webhookEventSchema>;

/** The body of a call; the same whenever the event is sent again, unless the request has changed meanwhile. */
export function webhookBody(
  request: ApprovalRequest,
  event: RequestEvent,
  decisionUrl: string | undefined,
): string {
  const whole = request.revisions.slice(0, mostRevisions);
  const plain = whole.map(({ name, id }) => ({ name, id }));
  const bodies = [whole.map(shortened), plain, []].map((revisions) =>
    JSON.stringify(webhookEvent(request, event, revisions, decisionUrl)),
  );
  return bodies.find((body) => Buffer.byteLength(body) < longestBody) ?? bodies[2];
}

const shortened = ({ summary, ...rest }: Revision): Revision =>
  summary === undefined ? rest : { ...rest, summary: shorten(summary, 200) };

function webhookEvent(
  request: ApprovalRequest,
  event: RequestEvent,
  revisions: readonly Revision[],
  decisionUrl: string | undefined,
): WebhookEvent {
  const published = publishedEvent(request, event);
  return {
    type: webhookTypes[event.type],
    timestamp: event.time,
    data: {
      ...{ sequence: published.sequence, request: published.request },
      ...{ actor: published.actor, result: published.result, reason: published.reason },
      ...(revisions.length === 0 ? {} : { revisions: withoutToken([...revisions], request.token) }),
      ...(decisionUrl !== undefined && isOpen(request) ? { decisionUrl } : {}),
    },
  };
}
