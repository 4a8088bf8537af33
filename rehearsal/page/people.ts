/** Everybody whom the page lets act. */
import type { Rehearsal } from "../session";
import { type KnownCaller, listCallers, type Person } from "../screen/people";
import type { PersonView, RightView } from "./types";

const iamKey = (profile: string): string => `iam:${profile}`;
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
  const inAws = eachOnce(listCallers(account.directory)).map(({ one, withMfa }): PersonView => ({
    key: iamKey(one.key.profile),
    name: one.name,
    kind: "iam",
    detail: detailOf(one),
    ...(withMfa === undefined ? {} : { mfaKey: iamKey(withMfa.key.profile) }),
    ...(one.isPowerful ? { isPowerful: true } : {}),
  }));
  const inSlack = Object.entries(slack?.workspace.users ?? {}).map(([id, name]): PersonView => ({
    key: slackKey(id),
    name,
    kind: "slack",
    detail: "in Slack",
  }));
  return [...inAws, ...inSlack];
}

/** Callers by person: who calls with and without MFA is one. A role's name says that it is one. */
function eachOnce<One extends { readonly name: string; readonly mfa: boolean }>(
  callers: readonly One[],
): { readonly one: One; readonly withMfa?: One }[] {
  const names = [...new Set(callers.map(({ name }) => name))];
  return names.map((name) => {
    const same = callers.filter((caller) => caller.name === name);
    const one = same.find(({ mfa }) => !mfa) ?? same[0];
    const withMfa = same.find((caller) => caller.mfa && caller !== one);
    return withMfa === undefined ? { one } : { one, withMfa };
  });
}

/** Whether each may, and why; with MFA only where that makes a difference. */
export function rightViews(people: readonly Person[]): RightView[] {
  return eachOnce(people).map(({ one, withMfa }): RightView => {
    const { key, allowed, reason } = one;
    const right = { person: iamKey(key.profile), allowed, reason };
    if (withMfa === undefined || (withMfa.allowed === allowed && withMfa.reason === reason)) {
      return right;
    }
    return { ...right, withMfa: { allowed: withMfa.allowed, reason: withMfa.reason } };
  });
}

function detailOf({ groups, isPowerful, isRole }: KnownCaller): string {
  const names = groups.join(", ");
  if (groups.length > 0) return `${groups.length === 1 ? "group" : "groups"} ${names}`;
  if (isPowerful) return "may do anything";
  return isRole ? "a role" : "in no group";
}
