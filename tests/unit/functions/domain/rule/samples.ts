/** A rule, and votes on it. */
import type { Rule } from "../../../../../functions/domain/rule/identity";
import type { Lists, Vote } from "../../../../../functions/domain/rule/standing";
import type { Actor, Release } from "../../../../../functions/domain/types";
import { now } from "../samples";

export const person = (id: string): Actor => ({ channel: "slack", id, displayName: id.slice(2) });

export const groupOf = (
  name: string,
  slackUserIds: string[],
  approvals = 1,
): Rule["groups"][number] => ({ name, slackUserIds, slackUserGroupIds: [], approvals });

/** Two people; nobody is excluded, unless said otherwise. */
export const ruleOf = (change: Partial<Rule> = {}): Rule => ({
  ...{ approvals: 2, groups: [], rejections: 1, identities: [] },
  ...{ excludeStarter: false, excludeAuthor: false },
  unknownAuthor: "refuse",
  unknownStarter: "refuse",
  ...change,
});

export const identity = (
  slackUserId?: string,
  emails: string[] = [],
  principals: string[] = [],
): Rule["identities"][number] => ({
  ...(slackUserId === undefined ? {} : { slackUserId }),
  ...{ emails, principals },
});

export const voteOf = (id: string, change: Partial<Vote> = {}): Vote => ({
  ...{ id: `vote-of-${id}`, person: person(id), result: "Approved", at: now.toISOString() },
  ...{ groups: [], replaced: [] },
  ...change,
});

export const listsOf = (people: string[], ...groups: string[][]): Lists => ({
  people: new Set(people),
  groups: groups.map((members) => new Set(members)),
});

export const releaseOf = (change: Partial<Release> = {}): Release => ({
  ...{ revisions: [], variables: [], actions: [] },
  ...change,
});

/** What a source of CodeConnections says of who has written the newest commit. */
export const sourceBy = (AuthorEmail?: string): Release["actions"][number] => ({
  ...{ stageName: "Source", actionName: "Repository", isSource: true },
  outputVariables: { CommitId: "4f2c1d9a", ...(AuthorEmail === undefined ? {} : { AuthorEmail }) },
});
