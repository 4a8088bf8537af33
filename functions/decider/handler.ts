/**
 * Carries out an accepted decision, once, and says on its channel what came of it. What decides nothing,
 * such as the press of a button, shows which message was touched: the channel brings it up to date.
 */
import * as v from "valibot";
import { channelBefore } from "../../contract/identities";
import type {
  Channel,
  DecidingChannel,
  Received,
  ReceivedDecision,
  Refusal,
} from "../channels/channel";
import { describe } from "../adapters/log";
import { FinalError, remedyOf, TransientError } from "../domain/errors";
import type { Clock, Log, Pipelines, ReleaseFacts, RequestStore } from "../domain/ports";
import { reasonProblem } from "../domain/reason";
import { isDistinct } from "../domain/session";
import type { Actor, GateSettings } from "../domain/types";
import { executeDecision } from "./execute-decision";

export interface Ports {
  readonly requests: RequestStore;
  readonly pipelines: Pick<Pipelines, "decide" | "observe">;
  readonly releases: ReleaseFacts;
  readonly channels: readonly (Channel | DecidingChannel)[];
  readonly log: Log;
  readonly clock: Clock;
}

export type Handler = (event: unknown) => Promise<void>;

/** Which channel's receiver handed it over. */
const envelope = v.object({ channel: v.optional(v.string(), channelBefore) });

/** What throws is tried again by Lambda, and lies in the dead letter queue at last. */
export function createHandler(ports: Ports): Handler {
  return async (event) => {
    const received = await readWith(event, ports);
    switch (received.kind) {
      case "none":
        return;
      case "touch":
        return received.bringUpToDate(ports.channels);
      case "decision": {
        const allowed = await permitted(received.decision, ports);
        if (allowed === undefined) return;
        return seenToEnd(allowed.decision, allowed.settings, ports);
      }
    }
  };
}

/** What is not proved decides nothing: whoever can invoke the function leaves a line in the log. */
async function readWith(event: unknown, ports: Ports): Promise<Received> {
  try {
    const channel = channelOf(event, ports);
    const received = await channel.read(event);
    if (received.kind === "decision") needOwnActor(received.decision.command.person, channel);
    return received;
  } catch (error) {
    ports.log.error("handover_refused", { ...describe(error), remedy: remedyOf(error) });
    throw error;
  }
}

/** A session bears the person's name: none may be taken for somebody else, on this channel or another. */
function needOwnActor(person: Actor, { name }: Channel): void {
  if (person.channel === name && isDistinct(person)) return;
  throw new FinalError(`The channel ${name} names a person whom no session can name.`);
}

/** The name only says whom to ask: the channel believes nothing that its own proof does not cover. */
function channelOf(event: unknown, { channels }: Ports): DecidingChannel {
  const parsed = v.safeParse(envelope, event);
  const name = parsed.success ? parsed.output.channel : undefined;
  const channel = channels.find(
    (one): one is DecidingChannel => one.name === name && "read" in one,
  );
  if (channel === undefined) {
    throw new FinalError("The event names no channel of the hub on which people decide.");
  }
  return channel;
}

/** The request in the table says how far it came; a run only knows of itself that it did not end. */
async function seenToEnd(
  decision: ReceivedDecision,
  settings: GateSettings,
  ports: Ports,
): Promise<void> {
  try {
    await executeDecision(decision, settings, ports);
  } catch (error) {
    ports.log.error("run_failed", {
      ...aboutOf(decision),
      ...describe(error),
      remedy: remedyOf(error),
    });
    throw error;
  }
}

const aboutOf = ({ command: { action, token, id } }: ReceivedDecision) => ({
  action,
  token,
  command: id,
});

interface Permitted {
  readonly decision: ReceivedDecision;
  readonly settings: GateSettings;
}

/** Whoever reads of the decision reads why somebody could make it whom no list names. */
function decidedOnCall(decision: ReceivedDecision, onCall: string): ReceivedDecision {
  const { command } = decision;
  return { ...decision, command: { ...command, person: { ...command.person, onCall } } };
}

/** The right is asked again, for the list may have changed since the person was let through. */
async function permitted(
  decision: ReceivedDecision,
  { log }: Ports,
): Promise<Permitted | undefined> {
  const { person, result, reason } = decision.command;
  const about = { ...aboutOf(decision), person: person.id };
  if (reasonProblem(result, reason) !== undefined) {
    log.error("reason_invalid", about);
    return undefined;
  }
  const authorization = await decision.authorize();
  if (authorization.allowed) {
    const { settings, onCall } = authorization;
    return {
      settings,
      decision: onCall === undefined ? decision : decidedOnCall(decision, onCall),
    };
  }
  const refusal: Refusal = authorization;
  log[refusal.level](refusal.reason, about);
  const isTold = await refusal.tell();
  // Perhaps an approver, and nobody can say so to them: to drop the decision would lose it.
  if (refusal.isDoubtful && !isTold) {
    throw new TransientError("A list that may name this person cannot be read.");
  }
  return undefined;
}
