/** Mentions of people: Slack tells those who are named. */
import type { SlackApprovers } from "../gate";
import { cutLine } from "./escape";
import { fitted } from "./revision-lines";

/** Mentions of those who may decide: ids only, which the gate's settings have checked. */
export function approverMentions(
  { approverUserIds, approverUserGroupIds }: SlackApprovers,
  max = 1000,
): string {
  const all = [
    ...approverUserIds.map((id) => `<@${id}>`),
    ...approverUserGroupIds.map((id) => `<!subteam^${id}>`),
  ];
  return fitted(all, max, ", ", (count) => `${count} more`);
}

/** The same, and `, and whoever is on call in PagerDuty (PABC123)` where the gate names schedules. */
export function deciderMentions(
  approvers: SlackApprovers,
  schedules: readonly string[],
  max = 1000,
): string {
  if (schedules.length === 0) return approverMentions(approvers, max);
  const ids = fitted([...schedules], 150, ", ", (count) => `${count} more`);
  const also = `, and whoever is on call in PagerDuty (${cutLine(ids, 200)})`;
  return `${approverMentions(approvers, max - also.length)}${also}`;
}
