/** Before a request is shown for which several must agree: whom not to ask, and whether those who are left are enough. */
import { describe } from "../adapters/log";
import { type Timer, withTimeout } from "../adapters/timeout";
import type { Channel, Voting } from "../channels/channel";
import type { Clock, Log, ReleaseFacts, RequestStore } from "../domain/ports";
import { isRuled, type RuledGate } from "../domain/rule/identity";
import { withNote } from "../domain/rule/note";
import { nobodyExcluded } from "../domain/rule/whose";
import { isOpen } from "../domain/transitions";
import type { RuleNote } from "../domain/request-parts";
import type { ApprovalRequest, GateSettings } from "../domain/types";
import { readExcluded, readNote, votingOf } from "../shared/rule-people";
import { update } from "../shared/update";

export interface RulePeoplePorts {
  readonly requests: RequestStore;
  readonly releases: ReleaseFacts;
  readonly channels: readonly Channel[];
  readonly log: Log;
  readonly clock: Clock;
}

/** Milliseconds: people are waiting for the message, and each vote asks again. */
const patience = 5000;

/** A message without it is better than none: what cannot be read is said at the first vote. */
export async function noteRule(
  request: ApprovalRequest,
  settings: GateSettings,
  ports: RulePeoplePorts,
  timer?: Timer,
): Promise<ApprovalRequest> {
  const { requests, channels, log, clock } = ports;
  if (!isRuled(settings) || !isOpen(request) || request.unconfirmed) return request;
  const voting = votingOf(settings, channels);
  if (voting === undefined) return request;
  const about = { action: request.action, token: request.token };
  try {
    const reading = read(request, settings, voting, ports);
    const note = await withTimeout(patience, "Reading who may approve", reading, timer);
    const noted = await update(requests, request, (one) => withNote(one, note, clock.now()));
    if (noted !== request && note.unfulfillable !== undefined) {
      log.warn("rule_unfulfillable", { ...about, reason: note.unfulfillable });
    }
    return noted;
  } catch (error) {
    log.warn("rule_people_unread", { ...about, ...describe(error) });
    return request;
  }
}

/** Too few are too few, whoever of them has started or written it. */
async function read(
  request: ApprovalRequest,
  settings: RuledGate,
  voting: Voting,
  ports: RulePeoplePorts,
): Promise<RuleNote> {
  const excluded = await readExcluded(request, settings, voting, ports).catch((error: unknown) => {
    const about = { action: request.action, token: request.token };
    ports.log.warn("rule_people_unread", { ...about, ...describe(error) });
    return nobodyExcluded;
  });
  return readNote(settings, voting, excluded);
}
