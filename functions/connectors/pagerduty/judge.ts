/** Who of those whom PagerDuty has named is on call: what is not certain lets nobody in. */
import { lowered } from "../../domain/same-name";
import type { OnCallEntry } from "./client";

/** An address in ASCII, and no more of it than tells it from a sentence: another one is matched with nobody. */
const address = /^[!#-+\--:=?A-~]+@[!#-+\--:=?A-~]+$/;

/** E-mail addresses in lower case, of those who are on call for one of the schedules at this moment. */
export function onCallAddresses(
  entries: readonly OnCallEntry[],
  scheduleIds: readonly string[],
  at: Date,
): string[] {
  const usersOf = new Map<string, Set<string>>();
  for (const { user, schedule, start, end } of entries) {
    const email = lowered(user?.email?.trim() ?? "");
    if (!user || !schedule || !scheduleIds.includes(schedule.id)) continue;
    if (!address.test(email) || !covers(at, start, end)) continue;
    usersOf.set(email, (usersOf.get(email) ?? new Set()).add(user.id));
  }
  // In PagerDuty an address is one user's: where it is two's, it says nothing about whose it is.
  return [...usersOf].filter(([, users]) => users.size === 1).map(([email]) => email);
}

/** REST API, "List all of the on-calls": without a start or an end, somebody is on call for good. */
function covers(at: Date, start?: string | null, end?: string | null): boolean {
  const now = at.getTime();
  const hasBegun = !start || Date.parse(start) <= now;
  return hasBegun && (!end || now < Date.parse(end));
}
