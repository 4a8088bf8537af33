/** Mentions of people: Slack tells those who are named. */
import type { SlackApprovers } from "../gate";
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
