/** A request as the requests table keeps it. */
import * as v from "valibot";
import { MalformedError } from "./errors";
import { actionKey } from "../../contract/records";
import { requestEventSchema } from "./request-events";
import {
  actor,
  automatic,
  count,
  instant,
  list,
  optional,
  record,
  result,
  ruleNote,
  sla,
  text,
  ticket,
  vote,
} from "./request-parts";
import { fromBefore } from "./request-before";
import { readableVersion } from "./schema-version";

export type { Actor, DecisionResult } from "./request-parts";

const status = v.picklist(["PENDING", "DECIDING", "DECIDED", "EXPIRED", "CANCELLED"]);

/** Where a request stands. Only PENDING and DECIDING are open; the others are final. */
export type RequestStatus = v.InferOutput<typeof status>;

const face = v.picklist([...status.options, "UNCONFIRMED"]);

/** What a message shows: the status of its request, and one that is not confirmed has no buttons. */
export type Face = v.InferOutput<typeof face>;

const attempt = record({
  /** The same for every delivery of one command, so that a retry goes on where it stopped. */
  id: text,
  result,
  person: actor,
  reason: optional,
  /** Who had voted the same where several must agree: it is decided in the name of the last. */
  agreed: v.optional(list(actor)),
  /** Until then the attempt is in other hands; after that it may be taken up again. */
  leaseUntil: instant,
});

/** An attempt to decide that has begun: who holds the request in DECIDING, and until when. */
export type Attempt = v.InferOutput<typeof attempt>;

const outcome = record({
  at: instant,
  /** Absent for EXPIRED and CANCELLED. */
  result: v.optional(result),
  /** Who decided on a channel; absent where the decision came through console, CLI or SDK. */
  person: v.optional(actor),
  /** ARN of who decided, where CodePipeline tells it. */
  decidedBy: optional,
  reason: optional,
  /** Who had voted the same, where several must agree. */
  agreed: v.optional(list(actor)),
});

/** How a request ended. */
export type Outcome = v.InferOutput<typeof outcome>;

const postedMessage = record({
  /** Name of the channel where people see it. */
  channel: text,
  /** Where on that channel: in Slack the id of a conversation. */
  place: text,
  /** Id of the message there: in Slack its `ts`. */
  id: text,
  /** What the message shows; it lags behind the request until it is updated. */
  shows: face,
});

/** A message that shows the request. */
export type PostedMessage = v.InferOutput<typeof postedMessage>;

/** Facts by their names, which are the channel's own. */
const origin = v.record(text, optional);

/** Where a channel says that its messages are from. */
export type MessageOrigin = Readonly<v.InferOutput<typeof origin>>;

const revision = record({ name: text, id: text, summary: optional, url: optional });

/** What is being approved, where CodePipeline tells it. */
export type Revision = v.InferOutput<typeof revision>;

const fields = record({
  /** Version of what is written here; absent in what 0.1.0 kept. */
  schemaVersion: readableVersion,
  action: text,
  /** Lower-case UUID; the range key. */
  token: text,
  pipelineName: text,
  stageName: text,
  actionName: text,
  region: text,
  status,
  /** From the SNS message. */
  expires: instant,
  requestedAt: instant,
  consoleLink: optional,
  approvalReviewLink: optional,
  externalEntityLink: optional,
  customData: optional,
  pipelineExecutionId: optional,
  /**
   * CodePipeline's own id of the run of the action, as it stood beside the token while the request
   * waited. Absent in what earlier versions kept.
   */
  actionExecutionId: optional,
  revisions: list(revision),
  /** True while no notification has told of it: sweep has found that it waits. */
  unnotified: v.optional(v.boolean()),
  /** True where CodePipeline could not be asked what is to be released. */
  versionUnread: v.optional(v.boolean()),
  /**
   * True until CodePipeline has confirmed that the request waits: somebody else than CodePipeline may
   * have worded it, so nobody is asked to decide it.
   */
  unconfirmed: v.optional(v.boolean()),
  messages: list(postedMessage),
  /** Until then a run has time to post what another one has kept: it is in no other hands. */
  showingUntil: v.optional(instant),
  /** Absent where its gate had no SLA when the request began. */
  sla: v.optional(sla),
  /** What the gate's automaticDecision has answered at last. Absent where nobody was asked. */
  automatic: v.optional(automatic),
  /** One of each connector, as the decider has read it. Absent where there is none. */
  tickets: v.optional(list(ticket)),
  /** Where several must agree: one vote of each person, the newest last. Absent where nobody has voted. */
  votes: v.optional(list(vote)),
  /** Where several must agree. Absent where nothing is known. */
  ruleNote: v.fallback(v.optional(ruleNote), undefined),
  /** When the channel was told that those who are left cannot fulfil the rule. */
  unfulfillableToldAt: v.optional(instant),
  attempt: v.optional(attempt),
  /** Attempts that were taken over: one of them may have come through all the same. */
  earlierAttempts: v.optional(list(attempt)),
  outcome: v.optional(outcome),
  /** What happened so far, oldest first. Absent in what earlier versions kept. */
  history: v.optional(list(requestEventSchema)),
  /**
   * Sequence of the newest event that publisher has noted to be on the bus, and all before it. Publisher
   * alone writes it by itself: what is none hides no request.
   */
  publishedThrough: v.fallback(v.optional(count), undefined),
  /**
   * Sequence of the newest event that is noted to be in the ledger, and all before it; zero at first, absent
   * where the hub had no ledger when the request began. The ledger alone writes it by itself.
   */
  ledgerThrough: v.fallback(v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))), undefined),
  /**
   * When the topic of the alarms was told that it waits for too long. The function `measures` alone writes
   * it by itself.
   */
  stuckToldAt: v.fallback(v.optional(instant), undefined),
  /** By the name of a channel: where its messages are from, as the channel has said when they were posted. */
  origins: v.optional(v.record(text, origin)),
  /** Counts the writes: each one names the version that it replaces. */
  version: count,
  /** Epoch seconds after which DynamoDB may delete the item. */
  ttl: count,
});

/** The right to decide is asked for the key, and the names say what is decided: they are one. */
const schema = v.pipe(
  fields,
  v.forward(
    v.check(
      ({ action, pipelineName, stageName, actionName }) =>
        action === actionKey(pipelineName, stageName, actionName),
      "names another action than its key",
    ),
    ["action"],
  ),
);

/** One pending token of one approval action: an item of the requests table. */
export type ApprovalRequest = v.InferOutput<typeof schema>;

/** Reads an item of the requests table. */
export function parseRequest(item: unknown): ApprovalRequest {
  const parsed = v.safeParse(schema, fromBefore(item));
  if (parsed.success) return parsed.output;
  const field = v.getDotPath(parsed.issues[0]) ?? "the item";
  throw new MalformedError(`The stored request cannot be read: ${field} is not as it should be.`);
}
