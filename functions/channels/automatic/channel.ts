/**
 * The channel of a gate's automaticDecision: nobody sees a request on it, and what it decides it was told by the
 * gate's own function, or by its conditions, in this very run.
 */
import { isDeepStrictEqual } from "node:util";
import { automaticChannel } from "../../../contract/identities";
import { actorOf, askedOf, type AutomaticGate } from "../../domain/automatic/actor";
import { ask, type AutomaticAnswer, type AutomaticResult } from "../../domain/automatic/answer";
import { type HandOver, parseHandOver } from "../../domain/automatic/handover";
import { answered, isFree, isLeft, leftShown, resultOf } from "../../domain/automatic/left";
import { FinalError } from "../../domain/errors";
import type { Clock, GateStore, Log, RequestStore } from "../../domain/ports";
import { requestId } from "../../domain/request-events";
import { isOpen } from "../../domain/transitions";
import type { ApprovalRequest, GateSettings } from "../../domain/types";
import { drawMessages } from "../../shared/redraw";
import { showEnd, unseenChannel, untoldRefusal } from "../../shared/unseen-channel";
import { update } from "../../shared/update";
import type { Channel, DecidingChannel, Received, ReceivedDecision } from "../channel";
import { answerTo, type AnswerPorts } from "./answer-to";

export interface AutomaticChannelPorts extends AnswerPorts {
  readonly gates: GateStore;
  readonly requests: RequestStore;
  readonly log: Log;
  readonly clock: Clock;
}

const decides = (settings: GateSettings | undefined): settings is AutomaticGate =>
  settings?.automaticDecision !== undefined;

export const createAutomaticChannel = (ports: AutomaticChannelPorts): DecidingChannel =>
  unseenChannel(automaticChannel, (handedOver) => {
    const look = parseHandOver(handedOver);
    if (look !== undefined) return lookAt(look, ports);
    throw new FinalError("The event is nothing that the function automatic hands over.");
  });

/** Of what was handed over, only where to look counts. */
async function lookAt(look: HandOver, ports: AutomaticChannelPorts): Promise<Received> {
  const { action, token } = look;
  const settings = await ports.gates.read(action);
  if (!decides(settings)) {
    ports.log.warn("automatic_refused", { action, token });
    return { kind: "none" };
  }
  const request = await ports.requests.read(action, token);
  // A run that died when it had decided is tried again, and comes here.
  if (request !== undefined && !isOpen(request)) {
    ports.log.info("automatic_not_needed", { action, token });
    return showEnd(request, settings, ports.requests);
  }
  if (request === undefined || !isFree(request)) {
    ports.log.info("automatic_not_needed", { action, token });
    return { kind: "none" };
  }
  if (isLeft(request)) return left(request, settings, ports);
  const answer = consistent(request, await answerTo(request, settings, ports));
  const known = await kept(request, answer, settings, ports);
  if (known === undefined) {
    ports.log.info("automatic_not_needed", { action, token });
    return { kind: "none" };
  }
  const by = askedOf(settings.automaticDecision);
  ports.log.info("automatic_answered", { action, token, by, ...answer });
  if (answer.decision === "ask") return left(known, settings, ports);
  return { kind: "decision", decision: decisionOf(known, answer, settings, ports) };
}

/** What has rejected in a run before this one, which did not come to its end, approves no more. */
const consistent = ({ automatic }: ApprovalRequest, answer: AutomaticAnswer): AutomaticAnswer =>
  automatic?.decision === "reject" && answer.decision === "approve"
    ? ask("it has rejected, and approved when it was asked again")
    : answer;

/** The request with the answer; undefined where it came too late to count. */
async function kept(
  request: ApprovalRequest,
  answer: AutomaticAnswer,
  { automaticDecision }: AutomaticGate,
  { requests, clock }: AutomaticChannelPorts,
): Promise<ApprovalRequest | undefined> {
  let isKept = false;
  const by = askedOf(automaticDecision);
  const known = await update(requests, request, (latest) => {
    const next = answered(latest, answer, by, clock.now());
    isKept = next !== undefined;
    return next;
  });
  return isKept ? known : undefined;
}

/** People decide: its messages say why. A run that died before they did is tried again, and comes here. */
function left(
  request: ApprovalRequest,
  settings: GateSettings,
  { requests }: AutomaticChannelPorts,
): Received {
  const bringUpToDate = async (channels: readonly Channel[]): Promise<void> => {
    if (request.automatic?.shown) return;
    await drawMessages(request, settings, channels);
    const latest = await update(requests, request, leftShown);
    // It may have ended meanwhile: what was just drawn would hide that.
    if (!isOpen(latest)) await drawMessages(latest, settings, channels);
  };
  return { kind: "touch", bringUpToDate };
}

function decisionOf(
  request: ApprovalRequest,
  { decision, reason }: AutomaticResult,
  asked: AutomaticGate,
  { gates, log }: AutomaticChannelPorts,
): ReceivedDecision {
  const { action, token } = request;
  const result = resultOf(decision);
  return {
    command: {
      // Of the answer, not of the run: one that goes on after another is not a second decision.
      id: `${automaticChannel}-${requestId(request)}-${result}`,
      ...{ action, token, result, reason },
      person: actorOf(asked.automaticDecision),
    },
    authorize: async () => {
      const settings = await gates.read(action);
      if (settings !== undefined && isAsAsked(settings, asked)) return { allowed: true, settings };
      return { allowed: false, ...untoldRefusal("automatic_changed") };
    },
    refusalFor: (latest) => {
      const isStill = isFree(latest) && latest.automatic?.decision === decision;
      return isOpen(latest) && !isStill ? untoldRefusal("automatic_overtaken") : undefined;
    },
    answer: ({ kind }) => {
      log.info("automatic_outcome", { action, token, outcome: kind });
      return Promise.resolve(true);
    },
  };
}

/** The gate that is decided is the one whose function was asked, through the role that asked it. */
const isAsAsked = (now: GateSettings, asked: AutomaticGate): boolean =>
  now.deciderRoleArn === asked.deciderRoleArn &&
  isDeepStrictEqual(now.automaticDecision, asked.automaticDecision);
