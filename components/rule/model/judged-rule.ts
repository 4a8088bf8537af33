/** A rule as a whole: what it means, beside those who may decide in Slack, and that it can be met. */
import { identityNames } from "../../../contract/connectors";
import type { IdentityRecord, RuleGroupRecord, RuleRecord } from "../../../contract/records";
import { quote, throwInvalid } from "../../inputs/model/checks";
import { slack as slackLimits } from "../../inputs/model/limits";
import { rule as limits } from "../../inputs/model/rule-limits";
import { shortage } from "./fulfillable";

/** A rule as it was given: how many must approve in all may follow from its groups. */
export type GivenRule = Omit<RuleRecord, "approvals"> & { readonly approvals?: number };

/** What stands beside a rule: those who may decide in Slack, and what the user calls them. */
export interface Voters {
  readonly users: readonly string[];
  readonly userGroups: readonly string[];
  readonly paths: { readonly users: string; readonly groups: string };
}

/** The rule, and all who may vote under it. */
export interface JudgedRule {
  readonly rule: RuleRecord;
  readonly users: readonly string[];
  readonly userGroups: readonly string[];
}

/** Judges all of a rule, beside those who may decide in Slack. */
export function judgedRule(given: GivenRule, voters: Voters, path: string): JudgedRule {
  const { groups, identities } = given;
  namedOnce(groups, `${path}.groups`);
  onePersonEach(identities, `${path}.identities`);
  const rule = { ...given, approvals: inAll(given, path) };
  const users = unique([...voters.users, ...groups.flatMap(({ slackUserIds }) => slackUserIds)]);
  const ofGroups = groups.flatMap(({ slackUserGroupIds }) => slackUserGroupIds);
  const userGroups = unique([...voters.userGroups, ...ofGroups]);
  const { approverUserIds, approverUserGroupIds } = slackLimits;
  together(users, approverUserIds.max, path, voters.paths.users, "Use a user group.");
  const remedy = "Make one user group of them.";
  together(userGroups, approverUserGroupIds.max, path, voters.paths.groups, remedy);
  enoughPeople(rule, users, userGroups, path);
  return { rule, users, userGroups };
}

const unique = (ids: readonly string[]): string[] => [...new Set(ids)];

/** Each group has a name of its own, and somebody in it. */
function namedOnce(groups: readonly RuleGroupRecord[], path: string): void {
  const names = new Map<string, string>();
  for (const [index, { name, slackUserIds, slackUserGroupIds }] of groups.entries()) {
    const at = `${path}[${index}]`;
    const other = names.get(name.toLowerCase());
    if (other !== undefined) {
      throwInvalid(
        `${at}.name`,
        `\`${at}.name\` must be the name of one group, got: ${quote(name)}, which \`${other}\` is too. Rename ` +
          "one of them.",
      );
    }
    names.set(name.toLowerCase(), `${at}.name`);
    if (slackUserIds.length + slackUserGroupIds.length > 0) continue;
    throwInvalid(
      at,
      `\`${at}\` must name somebody, got nobody: no approval could be of this group. Give \`slackUserIds\` or ` +
        "`slackUserGroupIds`, or take the group off the list.",
    );
  }
}

/** No name is two people's: else one human could be two votes, or nobody's author. */
function onePersonEach(identities: readonly IdentityRecord[], path: string): void {
  const owners = new Map<string, string>();
  for (const [index, identity] of identities.entries()) {
    const { slackUserId, emails, principals: arns } = identity;
    const at = `${path}[${index}]`;
    const inSystems = Object.values(identityNames).flatMap((field) => {
      const name = identity[field];
      return name === undefined ? [] : [{ field, name }];
    });
    const names: [at: string, name: string, key: string][] = [
      ...emails.map((name, place): [string, string, string] => [
        `${at}.emails[${place}]`,
        name,
        name.toLowerCase(),
      ]),
      ...arns.map((name, place): [string, string, string] => [
        `${at}.principals[${place}]`,
        name,
        name,
      ]),
      ...inSystems.map(({ field, name }): [string, string, string] => [
        `${at}.${field}`,
        name,
        `${field} ${name.toLowerCase()}`,
      ]),
    ];
    if (names.length === 0) {
      throwInvalid(
        at,
        `\`${at}\` must have a name beside \`slackUserId\`, got none: nobody is known by it. Give \`emails\`, ` +
          "`principals` or their name in another system, or take it off the list.",
      );
    }
    if (inSystems.length > 0 && slackUserId === undefined) {
      const [{ field }] = inSystems;
      throwInvalid(
        `${at}.${field}`,
        `\`${at}.${field}\` must stand beside \`slackUserId\`, got none: who votes by a ticket is somebody in Slack. ` +
          `Give \`slackUserId\`, or leave \`${field}\` out.`,
      );
    }
    if (slackUserId !== undefined) names.unshift([`${at}.slackUserId`, slackUserId, slackUserId]);
    for (const [where, name, key] of names) {
      const other = owners.get(key);
      if (other !== undefined) {
        throwInvalid(
          where,
          `\`${where}\` must be the name of one person, got: ${quote(name)}, which \`${other}\` is too. Put all ` +
            "names of a person into one entry, each once.",
        );
      }
      owners.set(key, where);
    }
  }
}

/** How many must approve in all: one person counts in one group. */
function inAll({ approvals, groups }: GivenRule, path: string): number {
  const wanted = groups.reduce((sum, group) => sum + group.approvals, 0);
  const { max } = limits.people;
  if (wanted > max) {
    throwInvalid(
      `${path}.groups`,
      `\`${path}.groups\` must want at most ${max} approvals together, got: ${wanted}. Lower \`approvals\` of a ` +
        "group, or take one off the list.",
    );
  }
  if (approvals === undefined) return Math.max(wanted, 1);
  if (approvals >= wanted) return approvals;
  throwInvalid(
    `${path}.approvals`,
    `\`${path}.approvals\` must be at least ${wanted}, what its groups want together, got: ${approvals}: one ` +
      "person counts in one group. Raise it, or leave it out.",
  );
}

function together(
  all: readonly string[],
  max: number,
  path: string,
  slackPath: string,
  remedy: string,
): void {
  if (all.length <= max) return;
  throwInvalid(
    `${path}.groups`,
    `\`${path}.groups\` must name with \`${slackPath}\` at most ${max} ids together, got: ${all.length}. ${remedy}`,
  );
}

/** As far as members are known: those of user groups are not. */
function enoughPeople(
  { approvals, rejections, groups }: RuleRecord,
  users: readonly string[],
  userGroups: readonly string[],
  path: string,
): void {
  for (const [index, { slackUserIds, slackUserGroupIds, approvals: wanted }] of groups.entries()) {
    if (slackUserGroupIds.length > 0 || wanted <= slackUserIds.length) continue;
    const at = `${path}.groups[${index}].approvals`;
    throwInvalid(
      at,
      `\`${at}\` must be at most ${slackUserIds.length}, the number of its people, got: ${wanted}: the rule could ` +
        "never be met. Lower it, or name more people.",
    );
  }
  const short = shortage(groups);
  if (short !== undefined) {
    const names = short.groups.map(({ name }) => quote(name)).join(", ");
    const { wanted, people: found } = short;
    throwInvalid(
      `${path}.groups`,
      `\`${path}.groups\` must have somebody for each approval, as one person counts in one group, got: ` +
        `${wanted} approvals of ${names}, and ${found} ${found === 1 ? "person" : "people"} in all. Name more ` +
        "people, or lower `approvals`.",
    );
  }
  if (userGroups.length > 0) return;
  for (const [key, wanted] of Object.entries({ approvals, rejections })) {
    if (wanted <= users.length) continue;
    throwInvalid(
      `${path}.${key}`,
      `\`${path}.${key}\` must be at most ${users.length}, the number of people who may decide, got: ${wanted}: it ` +
        "could never be reached. Lower it, or name more people.",
    );
  }
}
