/**
 * That somebody has reviewed a use of a break-glass role, as it stands on the hub's bus: the `detail` of an
 * EventBridge event. Public, so a member is never taken away nor given another meaning without another schemaVersion.
 */
import { createHash } from "node:crypto";
import * as v from "valibot";
import { shorten } from "../text";
import { type BypassEvent, longestReason } from "./bypass-event";

const described = (description: string) => v.pipe(v.string(), v.description(description));

const actor = v.object({
  channel: v.pipe(v.literal("iam"), v.description("The hub's table of reviews, which IAM guards.")),
  id: described("user/NAME of an IAM user, or session/ID of a session of a role: ROLE_ID:NAME."),
  displayName: described("Name for people: of the user or of the session."),
});

export const reviewEventSchema = v.object({
  schemaVersion: v.literal(1),
  id: described("The same whenever this event is published again: consumers act once on each."),
  type: v.literal("Reviewed"),
  bypass: described("`id` of the event Bypassed that was reviewed."),
  time: v.pipe(
    v.string(),
    v.isoTimestamp(),
    v.description("When the hub saw the review; ISO 8601 in UTC."),
  ),
  actor: v.pipe(actor, v.description("Who reviewed it.")),
  reason: described("What they found, as they wrote it."),
  region: described("Region of the pipeline."),
  pipelineName: v.string(),
  stageName: v.optional(v.string()),
  actionName: v.optional(v.string()),
  pipelineExecutionId: v.optional(v.string()),
  gates: v.pipe(
    v.array(v.string()),
    v.minLength(1),
    v.description("The gates whose glass was broken, PIPELINE/STAGE/ACTION."),
  ),
});

export type ReviewEvent = v.InferOutput<typeof reviewEventSchema>;

export type Review = Pick<ReviewEvent, "actor" | "reason">;

/** One id for one review, whoever of the reviewers was first. */
export const reviewId = (bypass: string): string =>
  createHash("sha256")
    .update(JSON.stringify(["Reviewed", bypass]))
    .digest("hex")
    .slice(0, 32);

export function reviewEvent(of: BypassEvent, { actor, reason }: Review, seen: Date): ReviewEvent {
  const { id, region, pipelineName, stageName, actionName, pipelineExecutionId, gates } = of;
  const place = { stageName, actionName, pipelineExecutionId };
  const known = Object.entries(place).filter(([, value]) => value !== undefined);
  return {
    ...{ schemaVersion: 1, id: reviewId(id), type: "Reviewed", bypass: id },
    ...{ time: seen.toISOString(), actor, reason: shorten(reason, longestReason) },
    ...{ region, pipelineName, ...(Object.fromEntries(known) as typeof place), gates: [...gates] },
  };
}
