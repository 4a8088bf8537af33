/** What Slack knows of those who vote: the gate's lists as they are now, and who has an e-mail address. */
import type { Lists } from "../../../domain/rule/standing";
import type { AccountOf } from "../../../domain/rule/whose";
import type { Voting } from "../../channel";
import type { AuthorizePorts } from "../authorize";
import { slackOf } from "../gate";
import type { SlackApi } from "../ports";
import { threadOf } from "../remind";
import { unfulfillableMessage } from "../views/vote-replies";

export interface VotingPorts extends Pick<AuthorizePorts, "membersOf"> {
  readonly accountOf: AccountOf;
  readonly slack: Pick<SlackApi, "postMessage">;
}

interface Names {
  readonly users: readonly string[];
  readonly userGroups: readonly string[];
}

export function createVoting({ membersOf, accountOf, slack }: VotingPorts): Voting {
  return {
    accountOf,
    lists: async (settings, voters) => {
      const { approverUserIds = [], approverUserGroupIds = [] } = slackOf(settings) ?? {};
      const all: Names = { users: approverUserIds, userGroups: approverUserGroupIds };
      const groups = settings.rule.groups.map(({ slackUserIds, slackUserGroupIds }): Names => ({
        ...{ users: slackUserIds, userGroups: slackUserGroupIds },
      }));
      const members = await read([all, ...groups], membersOf);
      const isUnread = ({ userGroups }: Names): boolean =>
        userGroups.some((id) => !members.has(id));
      const listsWith = (ofUnread: readonly string[]): Lists => {
        const idsOf = (names: Names): Set<string> =>
          new Set([
            ...names.users,
            ...names.userGroups.flatMap((id) => members.get(id) ?? []),
            ...(isUnread(names) ? ofUnread : []),
          ]);
        return { people: idsOf(all), groups: groups.map(idsOf) };
      };
      const certain = listsWith([]);
      const possible = [all, ...groups].some(isUnread) ? listsWith(voters) : certain;
      return { certain, possible };
    },
    tellUnfulfillable: async (request, settings, why) => {
      const gate = slackOf(settings);
      if (gate === undefined) return;
      const message = unfulfillableMessage(request, settings.rule, why);
      await slack.postMessage({ ...threadOf(request.messages, gate), ...message });
    },
  };
}

/** Members of all user groups that are named; those are absent that cannot be read. */
async function read(
  lists: readonly Names[],
  membersOf: VotingPorts["membersOf"],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const ids = [...new Set(lists.flatMap(({ userGroups }) => userGroups))];
  const answers = await Promise.allSettled(ids.map(async (id) => [...(await membersOf(id))]));
  return new Map(
    answers.flatMap((answer, index) =>
      answer.status === "fulfilled" ? [[ids[index], answer.value] as const] : [],
    ),
  );
}
