/**
 * What the decider is invoked with, believed only as far as Slack's signature goes: whoever may
 * invoke the function in the account is not thereby an approver.
 */
import * as v from "valibot";
import type { SignedInteraction } from "../../../domain/types";

const schema = v.object({
  version: v.literal(1),
  body: v.string(),
  timestamp: v.string(),
  signature: v.string(),
  acceptedAt: v.string(),
});

/** Undefined for an event that slackCallback cannot have sent. */
export function parseSignedInteraction(event: unknown): SignedInteraction | undefined {
  const parsed = v.safeParse(schema, event);
  return parsed.success ? parsed.output : undefined;
}
