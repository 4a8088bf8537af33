/** Who could still bring a rule nearer to its end, as far as ids tell it. */
import { channelBefore as slack } from "../../../contract/identities";
import type { ApprovalRequest } from "../types";
import { identityOf, type Rule } from "./identity";
import { missingOf, type Vote } from "./standing";

interface Approvers {
  readonly approverUserIds: readonly string[];
  readonly approverUserGroupIds: readonly string[];
}

/** Those of the approvers whose approval would make less missing: a user group is taken for one of its members. */
export function stillAsked(
  rule: Rule,
  { approverUserIds, approverUserGroupIds }: Approvers,
  request: Pick<ApprovalRequest, "votes" | "tickets" | "ruleNote">,
): { approverUserIds: string[]; approverUserGroupIds: string[] } {
  const votes = (request.votes ?? []).filter((vote) => !isTakenBack(request, vote));
  const voted = new Set(votes.map(({ person }) => identityOf(rule, person)));
  const approved = votes
    .filter(({ result }) => result === "Approved")
    .map((vote) => groupsNamed(rule, vote));
  const { people } = missingOf(rule, approved);
  const isExcluded = (id: string): boolean =>
    request.ruleNote?.excluded.some((one) => one.channel === slack && one.id === id) ?? false;
  const helps = (isMember: (group: Rule["groups"][number]) => boolean): boolean => {
    const own = rule.groups.flatMap((group, index) => (isMember(group) ? [index] : []));
    return missingOf(rule, [...approved, own]).people < people;
  };
  return {
    approverUserIds: approverUserIds.filter(
      (id) =>
        !isExcluded(id) &&
        !voted.has(identityOf(rule, { channel: slack, id })) &&
        helps(({ slackUserIds }) => slackUserIds.includes(id)),
    ),
    approverUserGroupIds: approverUserGroupIds.filter((id) =>
      helps(({ slackUserGroupIds }) => slackUserGroupIds.includes(id)),
    ),
  };
}

/** True of the approval of a ticket that waits again: it does not count as long as it does. */
export const isTakenBack = (
  { tickets = [] }: Pick<ApprovalRequest, "tickets">,
  { person, result }: Pick<Vote, "person" | "result">,
): boolean =>
  result === "Approved" &&
  tickets.some(({ kind, note }) => kind === person.channel && note !== undefined);

/** By name: the rule may have been changed since. */
const groupsNamed = ({ groups }: Rule, vote: Vote): number[] =>
  groups.flatMap(({ name }, index) => (vote.groups.includes(name) ? [index] : []));
