/**
 * What the decider is invoked with, believed only as far as Slack's signature goes: whoever may
 * invoke the function in the account is not thereby an approver.
 */
import * as v from "valibot";
import type { SigningSecrets } from "../domain/ports";
import type { DecisionCommand, SignedClick } from "../domain/types";
import { readInteraction } from "../slack/interaction";
import { verifySignature } from "../slack/signature";

const schema = v.object({
  version: v.literal(1),
  body: v.string(),
  timestamp: v.string(),
  signature: v.string(),
  acceptedAt: v.string(),
});

/** Undefined for an event that slackCallback cannot have sent. */
export function parseClick(event: unknown): SignedClick | undefined {
  const parsed = v.safeParse(schema, event);
  return parsed.success ? parsed.output : undefined;
}

/** True where Slack signed these very words, be it with the secret before the last rotation. */
export function isSlacks(click: SignedClick, credentials: SigningSecrets): boolean {
  const { signingSecret, previousSigningSecret } = credentials;
  const secrets = [signingSecret, previousSigningSecret].filter((one) => one !== undefined);
  const { timestamp, signature } = click;
  return verifySignature({ body: Buffer.from(click.body, "utf8"), timestamp, signature, secrets });
}

/** The decision in it; undefined for a click that decides nothing. */
export function commandOf(click: SignedClick): DecisionCommand | undefined {
  const interaction = readInteraction(click.body);
  return interaction.kind === "decision" ? interaction.command : undefined;
}
