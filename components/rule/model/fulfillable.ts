/** Whether there are people enough for a rule: one person fills one place of one group. */
import type { RuleGroupRecord } from "../../../contract/records";

/** Groups that want more people together than they have. */
export interface Shortage {
  readonly groups: readonly RuleGroupRecord[];
  readonly wanted: number;
  readonly people: number;
}

/**
 * The first shortage, of groups whose members are known: undefined where each place can be filled by
 * somebody of its own. Kuhn's way to match, and by Hall's theorem a place that stays empty names the groups.
 */
export function shortage(groups: readonly RuleGroupRecord[]): Shortage | undefined {
  const known = groups.filter(({ slackUserGroupIds }) => slackUserGroupIds.length === 0);
  const fills = new Map<string, RuleGroupRecord>();
  for (const group of known) {
    for (let place = 0; place < group.approvals; place += 1) {
      const seen = new Set<string>();
      if (fill(group, fills, seen)) continue;
      const short = known.filter(
        (one) => one === group || [...seen].some((user) => fills.get(user) === one),
      );
      const wanted = short.reduce((sum, { approvals }) => sum + approvals, 0);
      return { groups: short, wanted, people: seen.size };
    }
  }
  return undefined;
}

/** Finds somebody for a place, who may leave another place to somebody else. */
function fill(
  group: RuleGroupRecord,
  fills: Map<string, RuleGroupRecord>,
  seen: Set<string>,
): boolean {
  for (const user of group.slackUserIds) {
    if (seen.has(user)) continue;
    seen.add(user);
    const taken = fills.get(user);
    if (taken !== undefined && !fill(taken, fills, seen)) continue;
    fills.set(user, group);
    return true;
  }
  return false;
}
