/** Which rights the calls of a run really needed, to be compared with those that were granted. */
import type { Call } from "./types";

/** STS answers it to everybody: no policy has to allow it. */
const free = "sts:GetCallerIdentity";

/** By ARN of the role or user, each right as `action resource`. */
export function usedRights(calls: readonly Call[]): Map<string, Set<string>> {
  const used = new Map<string, Set<string>>();
  for (const { principal, action, resource, allowed, rights, further = [] } of calls) {
    if (principal === undefined || !allowed || action === free) continue;
    const who = principal.context["aws:PrincipalArn"];
    const found = used.get(who) ?? new Set();
    used.set(who, found);
    for (const right of [...(rights ?? [{ action, resource }]), ...further]) {
      found.add(`${right.action} ${right.resource}`);
    }
  }
  return used;
}
