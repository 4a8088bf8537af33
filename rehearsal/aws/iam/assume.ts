/** Assuming a role: what its trust policy and the caller's own policies say of it. */
import { readArn } from "../../../iam/arns";
import type { Values } from "../../../iam/context";
import { readPolicy } from "../../../iam/policy";
import type { Place } from "../account/types";
import { issueKey, sessionPrincipal } from "./credentials";
import { evaluateResourcePolicy, type Requester, type ResourceVerdict } from "./evaluate";
import { conflictOf, inherited, requestValues, rightsOf } from "./session";
import type { AccessKey, AssumedRole, Decision, Principal } from "./types";

/** A role as its sessions and its trust policy need it. */
export interface Role {
  readonly name: string;
  readonly id: string;
  readonly arn: string;
  readonly trust?: string;
}

/** Asks the caller's own policies. */
type OwnPolicies = (action: string, resource: string, context: Values) => Decision;

const assumeRole = "sts:AssumeRole";

/** Temporary keys of a role's session. */
export function sessionKey(place: Place, role: Role, assumed: AssumedRole): AccessKey {
  const { sessionName, expires } = assumed;
  const principal = sessionPrincipal(place, role, assumed);
  const key = issueKey(`${role.name}/${sessionName}`, principal, "temporary");
  return expires === undefined ? key : { ...key, expires };
}

/**
 * Whether a caller may assume a role. The trust policy must allow it in any case. The caller's own
 * policies must as well, unless the role is of the same account and its trust policy names the very
 * caller and not the account as a whole (IAM User Guide, "Cross-account policy evaluation logic").
 * A source identity and tags need the right to set them on both sides.
 */
export function mayAssume(
  role: Role,
  caller: Principal,
  assumed: AssumedRole,
  own: OwnPolicies,
  requestContext: Values,
): Decision {
  const conflict = conflictOf(caller, assumed);
  if (conflict !== undefined) return { allowed: false, reason: conflict };
  const session = inherited(caller, assumed);
  const context = { ...requestContext, ...caller.context, ...requestValues(session) };
  const first = decide(assumeRole, role, caller, own, context);
  if (!first.allowed) return first;
  const others = rightsOf(session).map((action) => decide(action, role, caller, own, context));
  return others.find(({ allowed }) => !allowed) ?? first;
}

function decide(
  action: string,
  role: Role,
  caller: Principal,
  own: OwnPolicies,
  context: Values,
): Decision {
  const trusted = askTrust(action, role, requesterOf(caller), context);
  if (!trusted.allowed) return trusted;
  const identity = own(action, role.arn, context);
  if (identity.allowed || identity.explicitDeny) return identity;
  if (action !== assumeRole) return identity;
  if (readArn(role.arn).accountId !== caller.accountId) return identity;
  return trusted.isDelegated ? identity : trusted;
}

/** Whether a service of AWS may assume a role: the trust policy alone says so. */
export function mayServiceAssume(role: Role, service: string, context: Values): Decision {
  return askTrust(assumeRole, role, { service }, context);
}

function requesterOf({ arn, accountId, context }: Principal): Requester {
  return { arn, accountId, roleArn: context["aws:PrincipalArn"] };
}

function askTrust(
  action: string,
  { name, arn, trust }: Role,
  requester: Requester,
  context: Values,
): ResourceVerdict {
  if (trust === undefined) {
    const reason = `Denied: the rehearsal has no trust policy of role ${name}.`;
    return { effect: "None", allowed: false, reason, isDelegated: false };
  }
  const verdict = evaluateResourcePolicy(trust, requester, action, arn, context);
  const reason = verdict.reason.replace("the resource policy", `the trust policy of role ${name}`);
  return { ...verdict, reason };
}

/**
 * Whether people take on a role: it trusts an account or an identity provider, or a role that
 * people take on. A role that only services and their roles may assume is nobody's to use.
 */
export function forPeople(
  role: { readonly trust?: string },
  roleOf: (arn: string) => { readonly trust?: string } | undefined,
  seen: ReadonlySet<string> = new Set(),
): boolean {
  if (role.trust === undefined) return true;
  return readPolicy({ name: "trust", document: role.trust }).statements.some(
    ({ effect, principals }) =>
      effect === "Allow" &&
      principals?.values.some(({ kind, value }) => {
        if (kind === "Service") return false;
        if (kind !== "AWS" || !/^arn:[a-z-]+:iam::\d{12}:role\//.test(value)) return true;
        const next = seen.has(value) ? undefined : roleOf(value);
        return next !== undefined && forPeople(next, roleOf, new Set([...seen, value]));
      }),
  );
}
