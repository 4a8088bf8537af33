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
 * Within one account the resource's policy may allow what the role's own do not, within its
 * permissions boundary. `needed` says that nothing is allowed which the resource's policy does not
 * allow, or leave to the account: so it is for keys.
 */
export function withinAccount(
  own: OwnAnswer,
  said: readonly Said[],
  { needed }: { readonly needed: boolean },
): Ternary {
  const { direct, everybody, account, denied } = taken(said);
  // Which sessions a grant to everybody frees of the boundary, IAM's guide leaves open.
  const unbound = own.bound === "no" ? "unknown" : own.bound;
  const granted = any([all([direct, own.bound]), all([everybody, unbound])]);
  const asked = needed ? all([account, own.allowed]) : own.allowed;
  return all([not(any([denied, own.denied])), any([granted, asked])]);
}

/** Across accounts both must allow: the role's own policies, and the resource's. */
export function acrossAccounts(own: OwnAnswer, said: readonly Said[]): Ternary {
  const { direct, everybody, account, denied } = taken(said);
  return all([not(any([denied, own.denied])), own.allowed, any([direct, everybody, account])]);
}

/** Several policies as one. */
function taken(said: readonly Said[]): Said {
  const of = (key: keyof Said): Ternary => any(said.map((one) => one[key]));
  return {
    direct: of("direct"),
    everybody: of("everybody"),
    account: of("account"),
    denied: of("denied"),
  };
}
