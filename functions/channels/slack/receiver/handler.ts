/**
 * The public endpoint. It verifies, authorises, acknowledges within Slack's three seconds and hands
 * over; it has no power to approve anything.
 */
import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from "aws-lambda";
import { withTimeout } from "../../../adapters/timeout";
import { describe } from "../../../adapters/log";
import type { SigningSecrets } from "../../../domain/ports";
import { type Interaction, readInteraction } from "../interaction";
import { isPinned } from "../origin";
import { verifySignature } from "../signature";
import { accepted, refused } from "./http-responses";
import { decide, openDialog } from "./interactions";
import type { Ports } from "./ports";
import { readRequest, type SlackRequest } from "./request";

export type Handler = (event: LambdaFunctionURLEvent) => Promise<LambdaFunctionURLResult>;

/** Leaves time of Slack's three seconds for a last word and the way there and back. */
const defaultBudget = 2400;

export function createHandler(ports: Ports): Handler {
  return async (event) => {
    const { log, clock, budget = defaultBudget } = ports;
    const until = clock.now().getTime() + budget;
    const left = (): number => Math.max(until - clock.now().getTime(), 0);
    const reading = readRequest(event, clock.now());
    if ("refusal" in reading) {
      const { status, reason } = reading.refusal;
      log.warn("malformed_request", { status, reason });
      return refused(status);
    }
    const { request } = reading;
    try {
      const verified = await withTimeout(
        left(),
        "The credentials",
        isSignedBySlack(request, ports),
      );
      if (!verified) {
        log.warn("signature_invalid");
        return refused(401);
      }
    } catch (error) {
      log.error("credentials_unavailable", describe(error));
      return refused(503);
    }
    return dispatch(request, ports, left());
  };
}

/**
 * A signature that does not fit may have been made with a secret that was stored just now, so the secret
 * is read once more. The previous secret is not accepted here: new requests are never signed with it. What
 * was accepted before a rotation is with the decider, which still accepts it.
 */
async function isSignedBySlack(request: SlackRequest, { credentials }: Ports): Promise<boolean> {
  const signedWith = ({ signingSecret }: SigningSecrets): boolean =>
    verifySignature({ ...request, secrets: [signingSecret] });
  if (signedWith(await credentials.read())) return true;
  return signedWith(await credentials.read({ refresh: true }));
}

/** From here on Slack is known to have sent the request. */
async function dispatch(
  request: SlackRequest,
  ports: Ports,
  budget: number,
): Promise<LambdaFunctionURLResult> {
  const { log } = ports;
  let interaction: Interaction;
  try {
    interaction = readInteraction(request.body.toString("utf8"));
  } catch (error) {
    log.warn("payload_not_understood", describe(error));
    return refused(400);
  }
  if (!isPinned(interaction, ports)) {
    const { teamId, appId } = interaction;
    log.warn("wrong_workspace_or_app", { teamId, appId });
    return refused(403);
  }
  switch (interaction.kind) {
    case "none":
      log.info("nothing_to_do");
      return accepted();
    case "open-dialog":
      return openDialog(interaction, request, ports, budget);
    case "decision":
      return decide(interaction.command, request, ports, budget);
  }
}
