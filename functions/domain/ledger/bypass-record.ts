/** What the ledger says of an event that belongs to no request: what bypassed a gate, and who looked at it. */
import * as v from "valibot";
import { MalformedError } from "../errors";
import { type bypassTypes } from "./entry";
import type { Recorded } from "./record";

const text = v.string();
const optional = v.optional(text);

const ofBoth = {
  id: text,
  time: v.pipe(text, v.isoTimestamp()),
  actor: v.optional(
    v.object({
      ...{ channel: text, id: text, displayName: text, arn: optional, sourceIdentity: optional },
      mfa: v.optional(v.boolean()),
    }),
  ),
  ...{ reason: optional, region: optional, pipelineName: text },
  ...{ stageName: optional, actionName: optional, pipelineExecutionId: optional },
  gates: v.array(text),
};

const schema = v.variant("type", [
  v.object({
    ...ofBoth,
    type: v.literal("Bypassed"),
    ...{ kind: optional, operation: optional, what: optional },
    ...{ via: optional, cloudTrailEventId: optional },
  }),
  v.object({ ...ofBoth, type: v.literal("Reviewed"), bypass: optional }),
]);

const meanings = {
  Bypassed: "override",
  Reviewed: "review",
} as const satisfies Record<(typeof bypassTypes)[number], string>;

/** Throws for what the hub cannot have kept. */
export function bypassRecord(kept: unknown): Recorded {
  const parsed = v.safeParse(schema, kept);
  if (!parsed.success) {
    const member = v.getDotPath(parsed.issues[0]) ?? "the event";
    throw new MalformedError(`What the hub has kept of a bypass cannot be read: ${member}.`);
  }
  const { id, type, time, actor, reason, ...rest } = parsed.output;
  const event = { id, type, time, reason, meaning: meanings[type], ...(actor && { actor }) };
  if (!("bypass" in rest)) return { event, bypass: rest };
  const { bypass: reviewOf, ...bypass } = rest;
  return { event, bypass: { ...bypass, reviewOf } };
}
