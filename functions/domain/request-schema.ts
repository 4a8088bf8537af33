/** A request as the requests table keeps it. */
import * as v from "valibot";
import { MalformedError } from "./errors";
import { actionKey } from "../../contract/records";
import { requestEventSchema } from "./request-events";
import { readableVersion } from "./schema-version";
import type { ApprovalRequest } from "./types";

const text = v.string();
const optional = v.optional(text);
/** A message shows it, so it must be a moment. */
const instant = v.pipe(
  text,
  v.check((at) => !Number.isNaN(Date.parse(at)), "is no moment"),
);
const status = v.picklist(["PENDING", "DECIDING", "DECIDED", "EXPIRED", "CANCELLED"]);
const face = v.picklist([...status.options, "UNCONFIRMED"]);
const result = v.picklist(["Approved", "Rejected"]);
const actor = v.object({ channel: text, id: text, displayName: text });
/** Earlier versions knew Slack alone, and kept `{ id, name }`. */
const actorBefore = v.pipe(
  v.object({ id: text, name: text }),
  v.transform(({ id, name }) => ({ channel: "slack", id, displayName: name })),
);
const person = v.union([actor, actorBefore]);
const attempt = v.object({ id: text, result, person, reason: optional, leaseUntil: instant });
const count = v.pipe(v.number(), v.integer(), v.minValue(1));

const fields = v.object({
  schemaVersion: readableVersion,
  action: text,
  token: text,
  pipelineName: text,
  stageName: text,
  actionName: text,
  region: text,
  status,
  expires: instant,
  requestedAt: instant,
  consoleLink: optional,
  approvalReviewLink: optional,
  externalEntityLink: optional,
  customData: optional,
  pipelineExecutionId: optional,
  actionExecutionId: optional,
  revisions: v.array(v.object({ name: text, id: text, summary: optional, url: optional })),
  versionUnread: v.optional(v.boolean()),
  unconfirmed: v.optional(v.boolean()),
  messages: v.array(v.object({ via: optional, channel: text, ts: text, shows: face })),
  attempt: v.optional(attempt),
  earlierAttempts: v.optional(v.array(attempt)),
  outcome: v.optional(
    v.object({
      at: instant,
      result: v.optional(result),
      person: v.optional(person),
      decidedBy: optional,
      reason: optional,
    }),
  ),
  history: v.optional(v.array(requestEventSchema)),
  teamId: optional,
  appId: optional,
  enterpriseId: optional,
  version: count,
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

/** Reads an item of the requests table. */
export function parseRequest(item: unknown): ApprovalRequest {
  const parsed = v.safeParse(schema, item);
  if (parsed.success) return parsed.output;
  const field = v.getDotPath(parsed.issues[0]) ?? "the item";
  throw new MalformedError(`The stored request cannot be read: ${field} is not as it should be.`);
}
