/** Who may decide. Nobody is allowed by default, and what cannot be read allows nobody. */
import type { SlackApprovers } from "./gate";

export type Authority =
  { readonly allowed: true } | { readonly allowed: false; readonly unreadableGroups: string[] };

/** Asks the gate's own list first, then its user groups, all at once. */
export async function mayDecide(
  approvers: SlackApprovers,
  userId: string,
  membersOf: (userGroupId: string) => Promise<readonly string[]>,
): Promise<Authority> {
  if (approvers.approverUserIds.includes(userId)) return { allowed: true };
  const groups = approvers.approverUserGroupIds;
  // Spread: in an answer that were a string, `includes` would find a part of somebody's id.
  const answers = await Promise.allSettled(groups.map(async (id) => [...(await membersOf(id))]));
  const isMember = answers.some(
    (answer) => answer.status === "fulfilled" && answer.value.includes(userId),
  );
  if (isMember) return { allowed: true };
  const unreadableGroups = groups.filter((_, index) => answers[index].status === "rejected");
  return { allowed: false, unreadableGroups };
}
