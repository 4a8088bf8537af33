/** Resources that a program makes in other accounts, through a provider that assumes a role there. */
import { readArn } from "../../../iam/arns";
import type { Attached, Context } from "./context";
import type { RegisteredResource, Registration } from "./types";

/**
 * Types whose account is looked at: roles, whom a pipeline's actions may assume, their policies, and
 * keys. Everything else is made as if the rehearsal had one account.
 */
const accountTypes = /^aws:(iam|kms)\//;

const providerType = "pulumi:providers:aws";

/** Quotas of IAM count by account. */
const attachedOf = new WeakMap<Context["attached"], Map<string, Map<string, Attached>>>();

/** A provider's nested inputs reach the engine as JSON. */
function parsed(value: unknown): any {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

/** The account that a provider works in, as far as its inputs say so. */
function accountOf({ inputs }: Pick<RegisteredResource, "inputs">): string | undefined {
  const { assumeRole, assumeRoles, allowedAccountIds } = inputs;
  const roles = [parsed(assumeRoles) ?? [], parsed(assumeRole) ?? []].flat();
  const last = roles.at(-1)?.roleArn;
  if (typeof last === "string") return readArn(last).accountId;
  const allowed: unknown = parsed(allowedAccountIds);
  return Array.isArray(allowed) && allowed.length === 1 ? String(allowed[0]) : undefined;
}

/** The account of a registration: what it says itself, or what its provider's inputs say. */
export function accountIdOf(
  { type, accountId, provider }: Pick<Registration, "type" | "accountId" | "provider">,
  resources: readonly RegisteredResource[],
): string | undefined {
  if (accountId !== undefined || provider === undefined || !accountTypes.test(type)) {
    return accountId;
  }
  // A reference to a provider is its URN, "::" and its id.
  const id = provider.split("::").at(-1);
  const found = resources.find((one) => one.type === providerType && one.id === id);
  return found && accountOf(found);
}

/** What a handler works with: the resources of its account, and of another one that account's identities. */
export function contextIn(given: Context, accountId = given.place.accountId): Context {
  const { attached, directory, place } = given;
  const isOf = (one: RegisteredResource) => (one.accountId ?? place.accountId) === accountId;
  if (accountId === place.accountId) {
    return given.resources.every(isOf)
      ? given
      : { ...given, resources: given.resources.filter(isOf) };
  }
  const byAccount = attachedOf.get(attached) ?? new Map<string, Map<string, Attached>>();
  attachedOf.set(attached, byAccount);
  const own = byAccount.get(accountId) ?? new Map<string, Attached>();
  byAccount.set(accountId, own);
  return {
    ...given,
    attached: own,
    directory: directory.inAccount(accountId),
    place: { ...place, accountId },
    resources: given.resources.filter(isOf),
  };
}
