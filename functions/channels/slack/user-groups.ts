/** Members of Slack's user groups, remembered for at most five minutes. */
import type { Clock } from "../../domain/ports";
import type { SlackApi } from "./ports";

/** Long enough for Slack's tier 2 (20 calls a minute), short enough for a person who was removed. */
const cacheSeconds = 300;

/** Only what Slack has really answered is remembered; a failure is asked again. */
export function createUserGroups(
  slack: Pick<SlackApi, "userGroupMembers">,
  clock: Clock,
): (userGroupId: string) => Promise<readonly string[]> {
  const kept = new Map<string, { at: number; members: readonly string[] }>();
  return async (userGroupId) => {
    const known = kept.get(userGroupId);
    const now = clock.now().getTime();
    if (known !== undefined && now - known.at < cacheSeconds * 1000) return known.members;
    const members = await slack.userGroupMembers(userGroupId);
    kept.set(userGroupId, { at: now, members });
    return members;
  };
}
