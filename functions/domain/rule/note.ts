/** What is shown of a rule's people: who is not asked, and that those who are left are too few. */
import { channelBefore as channel } from "../../../contract/identities";
import type { RuleNote } from "../request-parts";
import { isOpen, next } from "../transitions";
import type { ApprovalRequest } from "../types";
import { identityOf, type Rule } from "./identity";
import { canBeFulfilled, type Lists } from "./standing";
import type { Excluded } from "./whose";

/** `isWhole` is false where a list could not be read: it may have more people. */
export function noteOf(rule: Rule, lists: Lists, isWhole: boolean, excluded: Excluded): RuleNote {
  const { people } = lists;
  const isExcluded = (id: string): boolean =>
    excluded.people.has(identityOf(rule, { channel, id }));
  const isShort = isWhole && !canBeFulfilled(rule, lists, excluded);
  return {
    excluded: [...people].filter(isExcluded).map((id) => ({ channel, id })),
    ...(isShort ? { unfulfillable: excluded.everybody ?? "too_few" } : {}),
  };
}

/** The same text for what is shown the same. */
export const noteKey = ({ ruleNote }: Pick<ApprovalRequest, "ruleNote">): string =>
  [ruleNote?.unfulfillable ?? "", ...(ruleNote?.excluded ?? []).map(({ id }) => id)].join(" ");

/** The request with the note; undefined where that shows nothing else. `toldAt`: when whoever sees it is told by that. */
export function withNote(
  request: ApprovalRequest,
  note: RuleNote,
  toldAt?: Date,
): ApprovalRequest | undefined {
  if (!isOpen(request) || noteKey({ ruleNote: note }) === noteKey(request)) return undefined;
  const isTold = toldAt !== undefined && note.unfulfillable !== undefined;
  return next(request, {
    ruleNote: note,
    ...(isTold ? { unfulfillableToldAt: toldAt.toISOString() } : {}),
  });
}
