/**
 * What the decider is invoked with, believed only as far as Slack's signature goes: whoever may
 * invoke the function in the account is not thereby an approver.
 */
import * as v from "valibot";
import type { SigningSecrets } from "../domain/ports";
import type { SignedInteraction } from "../domain/types";
import { type Interaction, readInteraction } from "../channels/slack/interaction";
import { verifySignature } from "../channels/slack/signature";

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

/** True where Slack signed these very words, be it with the secret before the last rotation. */
export function isSignedBySlack(click: SignedInteraction, credentials: SigningSecrets): boolean {
  const { signingSecret, previousSigningSecret } = credentials;
  const secrets = [signingSecret, previousSigningSecret].filter((one) => one !== undefined);
  const { timestamp, signature } = click;
  return verifySignature({ body: Buffer.from(click.body, "utf8"), timestamp, signature, secrets });
}

/** What the person did, where it is for the decider: a decision, or a press of a button. */
export function interactionIn(
  click: SignedInteraction,
): Exclude<Interaction, { kind: "none" }> | undefined {
  const interaction = readInteraction(click.body);
  return interaction.kind === "none" ? undefined : interaction;
}
