/** A vote is one write: who voted before has changed their vote, and what is delivered again changes nothing. */
import { channelBefore as slack } from "../../../contract/identities";
import { votedEvent } from "../request-events";
import { isOpen, next } from "../transitions";
import type { ApprovalRequest, Attempt, DecisionCommand } from "../types";
import { identityOf, type Rule } from "./identity";
import type { Vote } from "./standing";

export type CastVote =
  | { readonly kind: "cast"; readonly next: ApprovalRequest }
  /** This very vote was cast before, and may have been changed since. */
  | { readonly kind: "known" }
  /** Somebody's vote has completed the rule, and is being carried out. */
  | { readonly kind: "busy"; readonly attempt: Attempt }
  /** They have changed their vote so often that only a rejection is taken. */
  | { readonly kind: "changed-too-often" }
  | { readonly kind: "closed" };

/** By one person: the item must not grow for ever. */
export const changesKept = 10;

/**
 * Of one request: three times as many as a rule may want. DynamoDB Developer Guide, "Quotas": an item has at most
 * 400 KB, and what ends the request must find room.
 */
export const votesKept = 60;

/** `groups`: names of the rule's groups that have the voter as a member now. */
export function castVote(
  request: ApprovalRequest,
  { id, person, result, reason, signedAt }: DecisionCommand,
  groups: readonly string[],
  rule: Pick<Rule, "identities">,
  now: Date,
): CastVote {
  if (!isOpen(request)) return { kind: "closed" };
  const { votes = [], attempt } = request;
  if (votes.some((vote) => vote.id === id || vote.replaced.includes(id))) return { kind: "known" };
  if (attempt !== undefined && now < new Date(attempt.leaseUntil)) return { kind: "busy", attempt };
  const identity = identityOf(rule, person);
  const isOwn = (vote: Vote): boolean => identityOf(rule, vote.person) === identity;
  const own = votes.filter(isOwn);
  if (own.some((vote) => isLater(vote, { person, result, signedAt }))) return { kind: "known" };
  const replaced = own.flatMap((vote) => [...vote.replaced, vote.id]);
  if (replaced.length >= changesKept && !mayStill(result, own))
    return { kind: "changed-too-often" };
  const at = now.toISOString();
  const signed = signedAt === undefined ? {} : { signedAt };
  const vote: Vote = { id, person, result, reason, at, ...signed, groups, replaced };
  const others = withRoom(votes.filter((one) => !isOwn(one)));
  const event = votedEvent({ person, result, reason }, now);
  return { kind: "cast", next: next(request, { votes: [...others, vote] }, event) };
}

/**
 * What was held up on its way takes back nothing that was said after it. Of one second nobody knows which came first,
 * but for clicks in Slack, which arrive one by one: there the rejection counts.
 */
function isLater(
  { person, result, signedAt = 0 }: Vote,
  by: Pick<DecisionCommand, "person" | "result" | "signedAt">,
): boolean {
  const at = by.signedAt ?? Infinity;
  const isOfClicks = [person, by.person].every(({ channel }) => channel === slack);
  const isTie = signedAt === at && !isOfClicks;
  return signedAt > at || (isTie && result === "Rejected" && by.result === "Approved");
}

/** A rejection that takes back an approval is never too late. */
const mayStill = (result: Vote["result"], own: readonly Vote[]): boolean =>
  result === "Rejected" && own.at(-1)?.result === "Approved";

/** Without the oldest approval that fills no place of a group, where there are too many votes. */
function withRoom(votes: readonly Vote[]): readonly Vote[] {
  if (votes.length < votesKept) return votes;
  const approvals = votes.filter(({ result }) => result === "Approved");
  const [oldest] = [
    ...approvals.filter(({ groups }) => groups.length === 0),
    ...approvals,
    ...votes,
  ];
  return votes.filter((one) => one !== oldest);
}

/** A decision of several people at once is a vote of each of them. */
export const votesIn = ({ agreed = [], ...command }: DecisionCommand): DecisionCommand[] => [
  command,
  ...agreed.map((person) => ({ ...command, id: `${command.id}-${person.id}`, person })),
];

/** What changes where somebody votes: the same text for the same votes. */
export const votesKey = ({ votes = [] }: Pick<ApprovalRequest, "votes">): string =>
  votes.map(({ id }) => id).join(" ");
