/**
 * IAM's quotas, over all components of one program: each of them gives few policies, but to the same
 * people. Only what the program itself gives is counted; what else they have is not known here.
 */
import type * as pulumi from "@pulumi/pulumi";
import { throwTooManyGroups, throwTooManyPolicies } from "./model/approver-checks";
import { iam } from "../inputs/model/limits";
import { iamIdentity } from "../naming/model/names";
import { sharedMap } from "../naming/deployment";
import { validate, whenKnown } from "../inputs/inputs";
import type { InputList } from "../inputs/lists";

interface Quota {
  readonly kind: string;
  readonly max: number;
  readonly refuse: (name: string, count: number, path: string) => never;
}

const policies = { max: iam.managedPoliciesPerPrincipal, refuse: throwTooManyPolicies };
const quotas = {
  /** Policies that are attached to a group that exists already. */
  group: { kind: "group", ...policies },
  /** Policies that are attached to a role. */
  role: { kind: "role", ...policies },
  /** New groups that a user is a member of. */
  user: { kind: "user", max: iam.groupsPerUser, refuse: throwTooManyGroups },
} satisfies Record<string, Quota>;

/** A policy or a new group, told apart from every other of the program. */
export type Given = symbol;

/** Another account, which only another provider reaches, has a group of the same name of its own. */
type GivenByProvider = Map<pulumi.ProviderResource | undefined, Set<Given>>;

/** The names, each counted as a receiver of `given`: now where it is plain, else when it resolves. */
export function withinQuota(
  names: InputList<string> | undefined,
  path: string,
  quota: keyof typeof quotas,
  given: Given,
  parent: pulumi.ComponentResource,
): InputList<string> | undefined {
  if (names === undefined) return undefined;
  const provider = parent.getProvider("aws:iam/policy:Policy");
  const count = (name: string, at: string): void =>
    countOne(quotas[quota], name, at, given, provider);
  if (Array.isArray(names)) {
    return names.map((name, index) => validate(name, `${path}[${index}]`, count));
  }
  return whenKnown(names as pulumi.Input<string[]>, (known) => {
    for (const [index, name] of known.entries()) count(name, `${path}[${index}]`);
    return known;
  });
}

function countOne(
  { kind, max, refuse }: Quota,
  name: string,
  path: string,
  given: Given,
  provider: pulumi.ProviderResource | undefined,
): void {
  const counts = sharedMap<GivenByProvider>("IAM quotas");
  const key = `${kind}/${iamIdentity(name)}`;
  const byProvider: GivenByProvider = counts.get(key) ?? new Map();
  const all = byProvider.get(provider) ?? new Set<Given>();
  counts.set(key, byProvider.set(provider, all.add(given)));
  if (all.size > max) refuse(name, all.size, path);
}
