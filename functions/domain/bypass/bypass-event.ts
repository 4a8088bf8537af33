/**
 * What bypassed a gate, as it stands on the hub's bus: the `detail` of an EventBridge event. Public, so a
 * member is never taken away nor given another meaning without another schemaVersion.
 */
import { createHash } from "node:crypto";
import * as v from "valibot";
import { shorten } from "../text";

const described = (description: string) => v.pipe(v.string(), v.description(description));

/** What happened; each has its own words in words.ts. */
export const bypassKinds = [
  "DecidedOutside",
  "ConditionOverridden",
  "StageRolledBack",
  "GateRemoved",
  "GateWeakened",
  "TransitionDisabled",
  "ExecutionStopped",
  "GateRightsChanged",
  "BreakGlassAssumed",
  "BreakGlassUsed",
] as const;

export type BypassKind = (typeof bypassKinds)[number];

const actor = v.object({
  channel: v.pipe(v.literal("codepipeline"), v.description("The console, the CLI or the API.")),
  id: described("ARN that AWS names. Whoever assumed a role chose the session's name at its end."),
  displayName: described("Name for people; of a session of a role ROLE/SESSION."),
  arn: described("The same ARN."),
  sourceIdentity: v.optional(described("Of the session, where CloudTrail tells it.")),
  mfa: v.optional(
    v.pipe(v.boolean(), v.description("Whether they signed in with MFA, as CloudTrail tells it.")),
  ),
});

export type BypassActor = v.InferOutput<typeof actor>;

export const bypassEventSchema = v.object({
  schemaVersion: v.literal(1),
  id: described("The same whenever this event is published again: consumers act once on each."),
  type: v.literal("Bypassed"),
  kind: v.pipe(v.picklist(bypassKinds), v.description("What happened.")),
  time: v.pipe(
    v.string(),
    v.isoTimestamp(),
    v.description("When it happened or, where nobody tells, was seen; ISO 8601 in UTC."),
  ),
  actor: v.optional(v.pipe(actor, v.description("Who did it; absent where nobody tells."))),
  operation: described("The API call, or the one that must have been made: UpdatePipeline."),
  region: described("Region of the pipeline."),
  pipelineName: v.string(),
  stageName: v.optional(v.string()),
  actionName: v.optional(v.string()),
  pipelineExecutionId: v.optional(v.string()),
  gates: v.pipe(
    v.array(v.string()),
    v.minLength(1),
    v.description("The gates that it is about, PIPELINE/STAGE/ACTION."),
  ),
  what: described("What happened, in a sentence."),
  remedy: described("What to do about it."),
  reason: v.optional(described("What they gave as the reason, as they wrote it.")),
  reviewBy: v.optional(
    v.pipe(
      v.string(),
      v.isoTimestamp(),
      v.description("Until when somebody else is to review it; of BreakGlassUsed alone."),
    ),
  ),
  via: v.pipe(
    v.picklist(["cloudtrail", "codepipeline", "sweep"]),
    v.description(
      "What told of it: CloudTrail, CodePipeline's own event, or the hourly look at the pipeline.",
    ),
  ),
  cloudTrailEventId: v.optional(described("The record in CloudTrail, where that has told of it.")),
});

export type BypassEvent = v.InferOutput<typeof bypassEventSchema>;

export type Via = BypassEvent["via"];

/** A bypass without what follows from the rest. */
export type BypassFacts = Omit<BypassEvent, "schemaVersion" | "id" | "type" | "what" | "remedy">;

/** One id for one bypass, whoever saw it first: `seen` is what all of them see of it. */
export function bypassId(kind: BypassKind, seen: readonly (string | undefined)[]): string {
  return createHash("sha256")
    .update(JSON.stringify([kind, ...seen.map((one) => one ?? null)]))
    .digest("hex")
    .slice(0, 32);
}

/** More of what somebody gave as a reason says no more. */
export const longestReason = 1000;

export function bypassEvent(
  seen: readonly (string | undefined)[],
  { reason, ...facts }: BypassFacts,
  words: Pick<BypassEvent, "what" | "remedy">,
): BypassEvent {
  const known = Object.entries(facts).filter(([, value]) => value !== undefined);
  return {
    schemaVersion: 1,
    id: bypassId(facts.kind, seen),
    type: "Bypassed",
    ...(Object.fromEntries(known) as typeof facts),
    ...(reason ? { reason: shorten(reason, longestReason) } : {}),
    ...words,
  };
}
