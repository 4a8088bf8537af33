/** Everybody whom the page lets act. */
import type { Rehearsal } from "../session";
import { type KnownCaller, listCallers } from "../screen/people";
import type { PersonView } from "./types";

export const iamKey = (profile: string): string => `iam:${profile}`;
export const slackKey = (user: string): string => `slack:${user}`;

/** The profile or the Slack user behind a key. Throws where it names nobody of that kind. */
export function behind(key: string, kind: PersonView["kind"]): string {
  const prefix = `${kind}:`;
  if (key.startsWith(prefix)) return key.slice(prefix.length);
  throw new Error(
    kind === "iam"
      ? `Only an IAM person calls AWS, got: "${key}". Act as one of the people of the account.`
      : `Only a Slack user presses buttons in Slack, got: "${key}". Act as one of them.`,
  );
}

/** The people of the account, approvers first, then those of the Slack workspace. */
export function personViews({
  account,
  slack,
}: Pick<Rehearsal, "slack"> & {
  readonly account: Pick<Rehearsal["account"], "directory">;
}): PersonView[] {
  const inAws = listCallers(account.directory).map((one): PersonView => ({
    key: iamKey(one.key.profile),
    name: one.name,
    kind: "iam",
    detail: detailOf(one),
  }));
  const inSlack = Object.entries(slack?.workspace.users ?? {}).map(([id, name]): PersonView => ({
    key: slackKey(id),
    name,
    kind: "slack",
    detail: "in Slack",
  }));
  return [...inAws, ...inSlack];
}

function detailOf({ groups, isPowerful, isRole, mfa }: KnownCaller): string {
  const names = groups.join(", ");
  const standing =
    groups.length > 0
      ? `${groups.length === 1 ? "group" : "groups"} ${names}`
      : isPowerful
        ? "may do anything"
        : isRole
          ? "a role"
          : "in no group";
  return mfa ? `${standing}, with MFA` : standing;
}
