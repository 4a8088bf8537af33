/** Decisions and presses that slackCallback handed over, read out of what Slack signed. */
import { describe } from "../../../adapters/log";
import { FinalError, TransientError } from "../../../domain/errors";
import type { Log, RequestStore } from "../../../domain/ports";
import type { AccountOf } from "../../../domain/rule/whose";
import type { SlackApi } from "../ports";
import type { DecidingChannel, Received, ReceivedDecision, Refusal } from "../../channel";
import { authenticate, type AuthenticatePorts } from "../authenticate";
import { type Authorization, authorize, type AuthorizePorts } from "../authorize";
import type { Interaction, SlackDecision } from "../interaction";
import { slackMessage } from "../channel";
import { isAtHome, postedOf } from "../origin";
import { touched } from "../presses/touched";
import type { Unchangeable } from "../presses/unchangeable";
import { elsewhere, notAtHome, type PrivateAnswer } from "../views/ephemeral-replies";
import { belongs } from "./belongs";
import { reply } from "./reply";
import { parseSignedInteraction, type SignedInteraction } from "./signed-interaction";
import { wordsOf } from "./words";

export interface ReadPorts extends AuthenticatePorts, AuthorizePorts {
  readonly requests: RequestStore;
  readonly slack: Pick<SlackApi, "updateMessage" | "postMessage" | "postEphemeral" | "identify">;
  readonly accountOf: AccountOf;
  readonly unchangeable: Unchangeable;
  readonly log: Log;
}

export function createRead(ports: ReadPorts): DecidingChannel["read"] {
  return async (handedOver): Promise<Received> => {
    const signed = parseSignedInteraction(handedOver);
    if (signed === undefined) {
      throw new FinalError("The event is no click that slackCallback handed over.");
    }
    const interaction = await verified(signed, ports);
    switch (interaction?.kind) {
      case undefined:
        return { kind: "none" };
      case "open-dialog":
        return {
          kind: "touch",
          bringUpToDate: (channels) => touched(interaction, { ...ports, channels }),
        };
      case "decision":
        return {
          kind: "decision",
          decision: received({ ...interaction.command, signedAt: Number(signed.timestamp) }, ports),
        };
    }
  };
}

/** A forged or foreign click is refused for good; it must not pass for a failure that may heal. */
async function verified(
  click: SignedInteraction,
  ports: ReadPorts,
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

function letThrough({ settings, by }: Authorization & { readonly allowed: true }) {
  // To be asked later is for who cannot ask: here it would be asked by nobody.
  if (by === "asked-later") throw new FinalError("The decider does not ask who is on call.");
  const onCall = by === "on-call" ? { onCall: "pagerduty" } : {};
  return { allowed: true as const, settings, ...onCall };
}

const unknownOrigin =
  "Slack did not say to which workspace and app it posted the message. Give the hub teamId and appId.";

function received(command: SlackDecision, ports: ReadPorts): ReceivedDecision {
  const say = (words: PrivateAnswer) => reply(command, words, ports);
  return {
    command,
    message: slackMessage(command.channel, command.messageTs),
    authorize: async () => {
      const answer = await authorize(command, ports);
      if (answer.allowed) return letThrough(answer);
      const { reason, text, unreadableGroups } = answer;
      return {
        allowed: false,
        reason,
        level: reason === "gate_unknown" ? "error" : "warn",
        isDoubtful: unreadableGroups.length > 0,
        tell: () => say(text),
      };
    },
    refusalFor: (request, settings): Refusal | undefined => {
      const posted = postedOf(request);
      if (!belongs(command, { ...posted, messages: request.messages }, settings, ports)) {
        const remedy = posted.teamId && posted.appId ? undefined : unknownOrigin;
        const tell = () => say(elsewhere());
        return { reason: "click_from_elsewhere", level: "error", remedy, isDoubtful: false, tell };
      }
      if (isAtHome(command, posted)) return undefined;
      const tell = () => say(notAtHome(command));
      return { reason: "not_at_home", level: "warn", isDoubtful: false, tell };
    },
    answer: (answer) => say(wordsOf(answer)),
  };
}
