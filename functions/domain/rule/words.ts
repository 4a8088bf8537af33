/** A rule in words. Names of groups are in them: escape them where they are shown. */
import { oneLine, shorten } from "../text";
import type { Rule } from "./identity";
import type { Missing } from "./standing";

const longestName = 80;

/** `2 approvals: 1 of security, 1 of whoever may decide`. */
export const wantedWords = (rule: Pick<Rule, "approvals" | "groups">): string =>
  inWords(rule, missingAtFirst(rule), (count) => approvals(count));

/** `1 more approval: 1 of security`. */
export const missingWords = (rule: Pick<Rule, "groups">, missing: Missing): string =>
  inWords(rule, missing, (count) => `${count} more ${count === 1 ? "approval" : "approvals"}`);

const approvals = (count: number): string => `${count} ${count === 1 ? "approval" : "approvals"}`;

function missingAtFirst({ approvals: all, groups }: Pick<Rule, "approvals" | "groups">): Missing {
  const places = groups.map((group) => group.approvals);
  return {
    people: Math.max(
      all,
      places.reduce((sum, count) => sum + count, 0),
    ),
    groups: places,
  };
}

function inWords(
  { groups }: Pick<Rule, "groups">,
  missing: Missing,
  total: (count: number) => string,
): string {
  const of = groups
    .map(({ name }, index) => ({
      name: shorten(oneLine(name), longestName),
      count: missing.groups[index],
    }))
    .filter(({ count }) => count > 0);
  const rest = missing.people - of.reduce((sum, { count }) => sum + count, 0);
  const parts = [
    ...of.map(({ name, count }) => `${count} of ${name}`),
    ...(rest > 0 && of.length > 0 ? [`${rest} of anybody who may decide`] : []),
  ];
  return parts.length === 0
    ? total(missing.people)
    : `${total(missing.people)}: ${parts.join(", ")}`;
}
