/** What votes amount to: so many people in all, and so many of each group. */
import { channelBefore as slack } from "../../../contract/identities";
import type { ApprovalRequest } from "../types";
import { identityOf, type Rule, type RuledGate, voterOf } from "./identity";
import { type Excluded, objectionTo } from "./whose";

export type Vote = NonNullable<ApprovalRequest["votes"]>[number];

/** Whom the gate's lists name at this moment, by their ids in Slack. */
export interface Lists {
  readonly people: ReadonlySet<string>;
  /** In the order of the rule's groups. */
  readonly groups: readonly ReadonlySet<string>[];
}

/** What a rule still wants. */
export interface Missing {
  /** People, whoever they are: no fewer than the groups want together. */
  readonly people: number;
  /** Of them, members of each of the rule's groups. */
  readonly groups: readonly number[];
}

export type Standing =
  | { readonly kind: "open"; readonly missing: Missing; readonly rejections: number }
  /** The last of the votes has completed it. */
  | { readonly kind: "Approved" | "Rejected"; readonly votes: readonly Vote[] };

/** Only votes of those count whom the lists name now, and each person has one: the newest. */
export function standingOf(
  gate: Pick<RuledGate, "rule" | "connectors">,
  votes: readonly Vote[],
  lists: Lists,
  excluded: Excluded,
): Standing {
  const { rule } = gate;
  const isListed = ({ person }: Vote): boolean => lists.people.has(voterOf(gate, person) ?? "");
  const counted = [...new Map(votes.map((vote) => [identityOf(rule, vote.person), vote])).values()]
    .filter(isListed)
    .sort((one, other) => votes.indexOf(one) - votes.indexOf(other));
  const rejections = counted.filter(({ result }) => result === "Rejected");
  if (rejections.length >= rule.rejections) return { kind: "Rejected", votes: rejections };
  const approvals = counted.filter(
    ({ result, person }) =>
      result === "Approved" && objectionTo(excluded, identityOf(rule, person)) === undefined,
  );
  const missing = missingOf(
    rule,
    approvals.map(({ person }) => groupsOf(voterOf(gate, person) ?? "", lists)),
  );
  return isNothing(missing)
    ? { kind: "Approved", votes: approvals }
    : { kind: "open", missing, rejections: rejections.length };
}

/** Indexes of the groups that have a member of this id. */
export const groupsOf = (id: string, { groups }: Pick<Lists, "groups">): number[] =>
  groups.flatMap((members, index) => (members.has(id) ? [index] : []));

/** True where all whom the lists name could still complete it together. */
export function canBeFulfilled(rule: Rule, lists: Lists, excluded: Excluded): boolean {
  const groups = new Map<string, number[]>();
  for (const id of lists.people) {
    const identity = identityOf(rule, { channel: slack, id });
    if (objectionTo(excluded, identity) !== undefined) continue;
    groups.set(identity, [...(groups.get(identity) ?? []), ...groupsOf(id, lists)]);
  }
  return isNothing(missingOf(rule, [...groups.values()]));
}

export const isNothing = ({ people }: Missing): boolean => people === 0;

/**
 * What is missing with these people, each of whom is given by their groups. A person fills one place of one
 * group: as many places as can be filled are (augmenting paths).
 */
export function missingOf(
  { approvals, groups }: Pick<Rule, "approvals" | "groups">,
  people: readonly (readonly number[])[],
): Missing {
  const places = groups.flatMap((group, index) => Array<number>(group.approvals).fill(index));
  const holders = places.map((): number | undefined => undefined);
  const seat = (person: number, tried: Set<number>): boolean =>
    places.some((group, place) => {
      if (tried.has(place) || !people[person].includes(group)) return false;
      tried.add(place);
      const holder = holders[place];
      if (holder !== undefined && !seat(holder, tried)) return false;
      holders[place] = person;
      return true;
    });
  for (const person of people.keys()) seat(person, new Set());
  const free = groups.map(
    (_, index) => places.filter((group, at) => group === index && holders[at] === undefined).length,
  );
  const unfilled = free.reduce((sum, count) => sum + count, 0);
  return { people: Math.max(approvals - people.length, unfilled), groups: free };
}
