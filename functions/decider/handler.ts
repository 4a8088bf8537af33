/**
 * Carries out an accepted decision, once, and says in Slack what came of it. A press of a button, which
 * decides nothing, shows which message was touched: one that should have no buttons is closed.
 */
import { describe } from "../adapters/log";
import { FinalError, remedyOf, TransientError } from "../domain/errors";
import type { Clock, Log, Pipelines, RequestStore, SlackApi } from "../domain/ports";
import type { DecisionCommand, GateSettings, SignedInteraction } from "../domain/types";
import { authenticate, type AuthenticatePorts } from "../channels/slack/authenticate";
import { authorize, type AuthorizePorts } from "../channels/slack/authorize";
import type { Interaction } from "../channels/slack/interaction";
import { reasonProblem } from "../channels/slack/views/dialog";
import type { SyncMessagesPorts } from "../shared/sync-messages";
import { executeDecision } from "./execute-decision";
import { parseSignedInteraction } from "../channels/slack/decisions/signed-interaction";
import { reply } from "../channels/slack/decisions/reply";
import { touched } from "../channels/slack/presses/touched";
import { createUnchangeable } from "../channels/slack/presses/unchangeable";

export interface Ports extends AuthenticatePorts, AuthorizePorts {
  readonly requests: RequestStore;
  readonly pipelines: Pick<Pipelines, "decide" | "observe">;
  readonly channels: SyncMessagesPorts["channels"];
  readonly slack: Pick<SlackApi, "updateMessage" | "postEphemeral" | "identify">;
  readonly log: Log;
  readonly clock: Clock;
}

export type Handler = (event: unknown) => Promise<void>;

/** What throws is tried again by Lambda, and lies in the dead letter queue at last. */
export function createHandler(ports: Ports): Handler {
  const unchangeable = createUnchangeable(ports.clock);
  return async (event) => {
    const click = parseSignedInteraction(event);
    if (click === undefined)
      throw new FinalError("The event is no click that slackCallback handed over.");
    const clicked = await verified(click, ports);
    if (clicked === undefined) return;
    if (clicked.kind === "open-dialog") {
      return touched(clicked, { ...ports, unchangeable });
    }
    const { command } = clicked;
    const settings = await permitted(command, ports);
    if (settings === undefined) return;
    const { action, token, id } = command;
    const about = { action, token, command: id };
    return seenToEnd(about, () => executeDecision(command, settings, ports), ports);
  };
}

/** The request in the table says how far it came; a run only knows of itself that it did not end. */
async function seenToEnd(
  about: Record<string, unknown>,
  work: () => Promise<void>,
  { log }: Ports,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.error("run_failed", {
      ...about,
      ...describe(error),
      remedy: remedyOf(error),
    });
    throw error;
  }
}

/** A forged or foreign click is refused for good; it must not pass for a failure that may heal. */
async function verified(
  click: SignedInteraction,
  ports: Ports,
): Promise<Exclude<Interaction, { kind: "none" }> | undefined> {
  const { log } = ports;
  const request = { ...click, body: Buffer.from(click.body, "utf8") };
  const known = await authenticate(request, "current-and-previous", ports);
  switch (known.kind) {
    case "signature_invalid":
      // A secret that was stored just now is read by the next try; at last a person judges it.
      throw new TransientError("Slack did not sign the click.");
    case "payload_not_understood":
      log.error("payload_not_understood", describe(known.error));
      return undefined;
    case "wrong_workspace_or_app": {
      const { interaction } = known;
      if (interaction.kind === "none") return undefined;
      const { action, person } =
        interaction.kind === "decision" ? interaction.command : interaction;
      log.error("wrong_workspace_or_app", { action, person: person.id });
      return undefined;
    }
    case "authentic":
      return known.interaction.kind === "none" ? undefined : known.interaction;
  }
}

/** The right is asked again, for the list may have changed since the dialog was opened. */
async function permitted(
  command: DecisionCommand,
  ports: Ports,
): Promise<GateSettings | undefined> {
  const { log } = ports;
  const { action, token, person, result, reason } = command;
  const about = { action, token, person: person.id, command: command.id };
  if (reasonProblem(result, reason) !== undefined) {
    log.error("reason_invalid", about);
    return undefined;
  }
  const authorization = await authorize(command, ports);
  if (authorization.allowed) return authorization.settings;
  const { reason: event, text, unreadableGroups } = authorization;
  if (event === "gate_unknown") log.error(event, about);
  else log.warn(event, about);
  const isTold = await reply(command, text, ports);
  // Perhaps an approver, and nobody can say so to them: to drop the decision would lose it.
  if (unreadableGroups.length > 0 && !isTold) {
    throw new TransientError("A user group cannot be read.");
  }
  return undefined;
}
