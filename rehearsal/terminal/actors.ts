/** The people as whom a request can be decided: those in Slack, and those with keys. */
import type { PendingApproval } from "../screen/card";
import type { Person } from "../screen/people";
import { clean } from "../screen/text";

/** Somebody as whom a decision is made. */
export interface Actor {
  /** The person's keys, or who they are in Slack. */
  readonly profile: string;
  readonly name: string;
  /** Whether this request is theirs to decide, as a list shows it. */
  readonly label: string;
}

const slackPrefix = "slack:";

/** Stands for a person's keys where the person acts in Slack. */
function slackProfile(userId: string): string {
  return `${slackPrefix}${userId}`;
}

/** True for a profile that `slackProfile` made. */
export function isSlackProfile(profile: string): boolean {
  return profile.startsWith(slackPrefix);
}

/** The id of the user in Slack for whom a profile stands. */
export function slackUserId(profile: string): string {
  return profile.slice(slackPrefix.length);
}

/** Everybody, and whether the request is theirs to decide; among those in Slack and those with keys, those who may come first. */
export function actorsOf({ people, slack }: PendingApproval): Actor[] {
  const inSlack = (slack?.users ?? []).map(({ id, name, named }) => ({
    profile: slackProfile(id),
    name: clean(`${name} in Slack`),
    label: clean(`${name} in Slack: ${may(named)}`),
  }));
  const inAws = people
    .filter(isDistinct)
    .sort(allowedFirst)
    .map(({ key: { profile }, allowed, groups }) => ({
      profile,
      name: clean(profile),
      label: clean(
        `${profile}: ${may(allowed)}${groups.length > 0 ? ` (${groups.join(", ")})` : ""}`,
      ),
    }));
  return [...inSlack, ...inAws];
}

const may = (allowed: boolean): string => (allowed ? "may decide" : "may not decide");

/** The first is chosen by Enter alone. */
const allowedFirst = (a: Person, b: Person): number => Number(b.allowed) - Number(a.allowed);

/** A session with MFA is worth a line only where MFA makes a difference. */
export function isDistinct(
  { mfa, name, allowed }: Person,
  _: number,
  all: readonly Person[],
): boolean {
  return !mfa || !all.some((twin) => twin.name === name && !twin.mfa && twin.allowed === allowed);
}
