/**
 * IAM policy evaluation: Deny wins, what nothing allows is denied, and what cannot be read never
 * allows. Pure: the whole request is passed in.
 */
import type { Decision } from "./types";
import { holds } from "./condition";
import { type Context, likeAction, likeArn, resolves } from "./pattern";
import type { Element, Policy, PrincipalPattern, Statement, Unreadable } from "./policy";
import { readPolicy } from "./policy";

/** A policy document, JSON or parsed, with a name for people. */
export interface NamedPolicy {
  readonly name: string;
  readonly document: unknown;
}

export interface PolicyRequest {
  /** For example `codepipeline:PutApprovalResult`. */
  readonly action: string;
  /** An ARN, or `*` for an action that takes no resource. */
  readonly resource: string;
  readonly context: Context;
}

/** Who asks, as a resource policy's Principal element sees it. */
export interface Requester {
  /** A user's, role's or assumed-role session's ARN. */
  readonly arn?: string;
  readonly accountId?: string;
  /** The role behind a session: a policy may name either. */
  readonly roleArn?: string;
  /** A service principal, for example `events.amazonaws.com`, when a service asks for itself. */
  readonly service?: string;
}

export interface Verdict extends Decision {
  readonly effect: "Allow" | "Deny" | "None";
}

type Applies = (statement: Statement) => boolean;

function selects<T>(element: Element<T>, fits: (value: T) => boolean): boolean {
  return element.values.some(fits) !== element.not;
}

function covers(
  pattern: string,
  request: PolicyRequest,
  variables: boolean,
  complete: boolean,
): boolean {
  // An action without a resource is covered by `*` and by no ARN.
  if (request.resource === "*") return /^\*+$/.test(pattern);
  return likeArn(pattern, request.resource, request.context, { complete, variables });
}

function inScope(statement: Statement, request: PolicyRequest, complete: boolean): boolean {
  const { actions, resources, conditions, variables } = statement;
  if (!selects(actions, (pattern) => likeAction(pattern, request.action))) return false;
  // A variable without a value matches nothing; under NotResource that must not widen an Allow.
  if (statement.effect === "Allow" && resources?.not) {
    if (!resources.values.every((p) => resolves(p, request.context, variables))) return false;
  }
  if (resources && !selects(resources, (p) => covers(p, request, variables, complete))) {
    return false;
  }
  return conditions.every((condition) => holds(condition, request.context, variables));
}

function judge(
  policies: readonly { name: string; policy: Policy }[],
  request: PolicyRequest,
  applies: Applies,
  none: string,
): Verdict {
  const what = `${request.action} on ${request.resource}`;
  const unread: string[] = [];
  let allowedBy: string | undefined;
  for (const { name, policy } of policies) {
    for (const { label, mayDeny, why } of policy.unreadable) {
      const complaint = `statement ${label} of ${name} cannot be read (${why})`;
      if (mayDeny) return deny(`Denied: ${complaint}, so it is taken as a Deny.`);
      unread.push(complaint);
    }
    for (const statement of policy.statements.filter(applies)) {
      const where = `statement ${statement.label} of ${name}`;
      if (statement.effect === "Deny") return deny(`Denied: ${where} denies ${what}.`);
      allowedBy ??= where;
    }
  }
  if (allowedBy !== undefined) {
    return { effect: "Allow", allowed: true, reason: `Allowed: ${allowedBy} allows ${what}.` };
  }
  const ignored = unread.length > 0 ? ` Ignored: ${unread.join("; ")}.` : "";
  return { effect: "None", allowed: false, reason: `Denied: ${none} allows ${what}.${ignored}` };
}

function deny(reason: string): Verdict {
  return { effect: "Deny", allowed: false, explicitDeny: true, reason };
}

function reading(policies: readonly NamedPolicy[]): { name: string; policy: Policy }[] {
  return policies.map(({ name, document }) => ({ name, policy: readPolicy(document) }));
}

/** What the identity-based policies of one principal, taken together, say of a request. */
export function evaluatePolicies(
  policies: readonly NamedPolicy[],
  request: PolicyRequest,
): Verdict {
  const read = reading(policies).map(({ name, policy }) => ({ name, policy: asIdentity(policy) }));
  const applies: Applies = (statement) => inScope(statement, request, true);
  return judge(read, request, applies, "no identity-based policy");
}

/** An identity-based policy names resources and no principal; one that does not is malformed. */
function asIdentity(policy: Policy): Policy {
  const proper = (s: Statement): boolean => s.resources !== undefined && s.principals === undefined;
  const broken = policy.statements.filter((s) => !proper(s));
  return {
    statements: policy.statements.filter(proper),
    unreadable: [...policy.unreadable, ...broken.map((s) => complain(s, "identity"))],
  };
}

const needs = {
  identity: "an identity-based policy names a Resource and no Principal",
  resource: "a resource policy names a Principal",
};

function complain(statement: Statement, kind: keyof typeof needs): Unreadable {
  const { label, effect } = statement;
  return { label, mayDeny: effect === "Deny", why: needs[kind] };
}

function names(pattern: PrincipalPattern, requester: Requester): boolean {
  const { kind, value } = pattern;
  if (kind === "*") return true;
  if (kind === "Service") return requester.service !== undefined && value === requester.service;
  if (kind !== "AWS" || requester.service !== undefined) return false;
  if (value === "*" || value === requester.accountId) return true;
  if (/^arn:[a-z-]+:iam::\d{12}:root$/.test(value)) {
    return value.split(":")[4] === requester.accountId;
  }
  return value === requester.arn || value === requester.roleArn;
}

/**
 * What a resource policy (an SNS topic's, for example) says of a request by somebody. An effect of
 * `None` leaves the matter to the requester's own policies.
 */
export function evaluateResourcePolicy(
  document: unknown,
  requester: Requester,
  action: string,
  resource: string,
  context: Context,
): Verdict {
  const policy = readPolicy(document);
  const broken = policy.statements.filter((s) => s.principals === undefined);
  const read: Policy = {
    statements: policy.statements.filter((s) => s.principals !== undefined),
    unreadable: [...policy.unreadable, ...broken.map((s) => complain(s, "resource"))],
  };
  const request = { action, resource, context };
  const applies: Applies = (statement) =>
    selects(statement.principals!, (pattern) => names(pattern, requester)) &&
    inScope(statement, request, false);
  const name = "the resource policy";
  return judge([{ name, policy: read }], request, applies, `no statement of ${name}`);
}
