/** Which rights the calls of a run really needed, to be compared with those that were granted. */
import type { Call } from "./types";

/** STS answers it to everybody: no policy has to allow it. */
const free = "sts:GetCallerIdentity";

/** By ARN of the role or user, each right as `action resource`. */
export function usedRights(calls: readonly Call[]): Map<string, Set<string>> {
  const used = new Map<string, Set<string>>();
  for (const { principal, action, resource, allowed, further = [] } of calls) {
    if (principal === undefined || !allowed || action === free) continue;
    const who = principal.context["aws:PrincipalArn"];
    const rights = used.get(who) ?? new Set();
    used.set(who, rights);
    for (const right of [{ action, resource }, ...further]) {
      rights.add(`${right.action} ${right.resource}`);
    }
  }
  return used;
}
