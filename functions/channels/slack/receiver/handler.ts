/**
 * The public endpoint. It verifies, authorises, acknowledges within Slack's three seconds and hands
 * over; it has no power to approve anything.
 */
import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from "aws-lambda";
import { withTimeout } from "../../../adapters/timeout";
import { describe } from "../../../adapters/log";
import { authenticate, type Authentication, type SignedRequest } from "../authenticate";
import type { Interaction } from "../interaction";
import { accepted, refused } from "./http-responses";
import { decide, openDialog } from "./interactions";
import type { Ports } from "./ports";
import { readRequest } from "./request";

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
    let known: Authentication;
    try {
      const asked = authenticate(request, "current", ports);
      known = await withTimeout(left(), "The credentials", asked);
    } catch (error) {
      log.error("credentials_unavailable", describe(error));
      return refused(503);
    }
    switch (known.kind) {
      case "signature_invalid":
        log.warn("signature_invalid");
        return refused(401);
      case "payload_not_understood":
        log.warn("payload_not_understood", describe(known.error));
        return refused(400);
      case "wrong_workspace_or_app": {
        const { teamId, appId } = known.interaction;
        log.warn("wrong_workspace_or_app", { teamId, appId });
        return refused(403);
      }
      case "authentic":
        return dispatch(known.interaction, request, ports, left());
    }
  };
}

/** From here on Slack is known to have sent the request. */
async function dispatch(
  interaction: Interaction,
  request: SignedRequest,
  ports: Ports,
  budget: number,
): Promise<LambdaFunctionURLResult> {
  switch (interaction.kind) {
    case "none":
      ports.log.info("nothing_to_do");
      return accepted();
    case "open-dialog":
      return openDialog(interaction, request, ports, budget);
    case "decision":
      return decide(interaction.command, request, ports, budget);
  }
}
