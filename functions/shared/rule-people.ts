/** Who may not approve a request, and what is known of those who may: read when it is shown, and at each vote. */
import type { Channel, Voting } from "../channels/channel";
import type { ReleaseFacts } from "../domain/ports";
import type { RuledGate } from "../domain/rule/identity";
import { noteOf } from "../domain/rule/note";
import { type Excluded, excludedBy, nobodyExcluded } from "../domain/rule/whose";
import type { RuleNote } from "../domain/request-parts";
import type { ApprovalRequest, GateSettings } from "../domain/types";

/** The rule's people are those of a channel with lists, whichever they vote on. */
export const votingOf = (
  settings: GateSettings,
  channels: readonly Channel[],
): Voting | undefined => channels.find((one) => one.voting && one.isUsedBy(settings))?.voting;

/** Throws where it cannot be read. */
export async function readExcluded(
  request: ApprovalRequest,
  settings: RuledGate,
  { accountOf }: Pick<Voting, "accountOf">,
  { releases }: { readonly releases: ReleaseFacts },
): Promise<Excluded> {
  const { rule } = settings;
  if (!rule.excludeStarter && !rule.excludeAuthor) return nobodyExcluded;
  return excludedBy(rule, await releases.read(settings, request), accountOf);
}

export async function readNote(
  settings: RuledGate,
  { lists }: Pick<Voting, "lists">,
  excluded: Excluded,
): Promise<RuleNote> {
  const { certain, possible } = await lists(settings, []);
  return noteOf(settings.rule, certain, certain === possible, excluded);
}
