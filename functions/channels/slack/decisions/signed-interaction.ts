/**
 * What slackCallback hands to the decider: the request that Slack signed, word for word, be it a decision
 * or the press of a button. It is believed only as far as the signature goes: whoever may invoke the
 * function in the account is not thereby an approver. Its freshness was judged when it was accepted: a
 * redrive may come days later.
 */
import * as v from "valibot";
import { slackName } from "../name";

const schema = v.object({
  version: v.literal(1),
  /** Absent in what version 0.1.0 handed over. */
  channel: v.optional(v.literal(slackName)),
  /** The raw form-encoded body. */
  body: v.string(),
  /** Of X-Slack-Request-Timestamp. */
  timestamp: v.string(),
  /** Of X-Slack-Signature. */
  signature: v.string(),
  /** ISO 8601: when slackCallback accepted it. */
  acceptedAt: v.string(),
});

export type SignedInteraction = Readonly<v.InferOutput<typeof schema>>;

/** Undefined for an event that slackCallback cannot have sent. */
export function parseSignedInteraction(event: unknown): SignedInteraction | undefined {
  const parsed = v.safeParse(schema, event);
  return parsed.success ? parsed.output : undefined;
}
