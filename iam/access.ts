/**
 * What a role may do with a topic or a key that has a policy of its own. IAM User Guide, "Policy
 * evaluation for requests within a single account" and "Cross-account policy evaluation logic".
 */
import type { BoundedAnswer } from "./evaluate";
import type { Reach } from "./principal";
import { all, any, not, type Ternary } from "./ternary";

/** What the role's own policies say, without the reasons. */
export type OwnAnswer = Pick<BoundedAnswer, "allowed" | "denied" | "bound">;

/** What the resource's policy says, without the reasons. */
export type Said = Reach & { readonly denied: Ternary };

/**
 * Within one account the resource's policy may allow what the own policies do not. A grant to the
 * role stays within its permissions boundary; one to a user or a session by name does not: IAM User
 * Guide, "Permissions boundaries for IAM entities". `needed` says that nothing is allowed which the
 * resource's policy does not allow, or leave to the account: so it is for keys.
 */
export function withinAccount(
  own: OwnAnswer,
  said: readonly Said[],
  { needed }: { readonly needed: boolean },
): Ternary {
  const { direct, role, everybody, account, denied } = taken(said);
  // Which sessions a grant to everybody frees of the boundary, IAM's guide leaves open.
  const unbound = own.bound === "no" ? "unknown" : own.bound;
  const granted = any([direct, all([role, own.bound]), all([everybody, unbound])]);
  const asked = needed ? all([account, own.allowed]) : own.allowed;
  return all([not(any([denied, own.denied])), any([granted, asked])]);
}

/** Across accounts both must allow: the role's own policies, and the resource's. */
export function acrossAccounts(own: OwnAnswer, said: readonly Said[]): Ternary {
  const { direct, role, everybody, account, denied } = taken(said);
  const granted = any([direct, role, everybody, account]);
  return all([not(any([denied, own.denied])), own.allowed, granted]);
}

/** Several policies as one. */
function taken(said: readonly Said[]): Said {
  const of = (key: keyof Said): Ternary => any(said.map((one) => one[key]));
  return {
    direct: of("direct"),
    role: of("role"),
    everybody: of("everybody"),
    account: of("account"),
    denied: of("denied"),
  };
}
