/**
 * Policies decide a request of which everything is known. What AWS does not say, or cannot be read,
 * never allows, and denies in a Deny.
 */
import { complete, type Values } from "../../../iam/context";
import { type Doubt, evaluate } from "../../../iam/evaluate";
import type { NamedPolicy } from "../../../iam/policy";
import type { Requester } from "../../../iam/principal";
import { evaluateResource } from "../../../iam/resource-policy";
import { any, type Ternary } from "../../../iam/ternary";
import type { Decision } from "./types";

export type { Requester };

export interface PolicyRequest {
  /** For example `codepipeline:PutApprovalResult`. */
  readonly action: string;
  /** An ARN, or `*` for an action that takes no resource. */
  readonly resource: string;
  readonly context: Values;
}

export interface Verdict extends Decision {
  readonly effect: "Allow" | "Deny" | "None";
}

/** A verdict of a resource policy. */
export interface ResourceVerdict extends Verdict {
  /** What it allows it allows the account, which stands for whom its own policies allow it. */
  readonly isDelegated: boolean;
}

interface Found {
  readonly denied: Ternary;
  readonly allowedBy: readonly string[];
  readonly deniedBy: readonly string[];
  readonly doubts: readonly Doubt[];
}

function judge(found: Found, { action, resource }: PolicyRequest, none: string): Verdict {
  const what = `${action} on ${resource}`;
  const { denied, allowedBy, deniedBy, doubts } = found;
  if (denied !== "no") {
    const open = doubts.find(({ mayDeny }) => mayDeny)?.text;
    const why =
      denied === "yes" ? `${deniedBy[0]} denies ${what}` : `${open}, so it is taken as a Deny`;
    return { effect: "Deny", allowed: false, explicitDeny: true, reason: `Denied: ${why}.` };
  }
  if (allowedBy.length > 0) {
    return { effect: "Allow", allowed: true, reason: `Allowed: ${allowedBy[0]} allows ${what}.` };
  }
  const ignored = doubts.map(({ text }) => text).join("; ");
  const reason = `Denied: ${none} allows ${what}.${ignored && ` Ignored: ${ignored}.`}`;
  return { effect: "None", allowed: false, reason };
}

/** What the identity-based policies of one principal, taken together, say of a request. */
export function evaluatePolicies(
  policies: readonly NamedPolicy[],
  request: PolicyRequest,
): Verdict {
  const answer = evaluate(policies, { ...request, context: complete(request.context) });
  const allowedBy = answer.allowed === "yes" ? answer.because : [];
  const verdict = judge({ ...answer, allowedBy }, request, "no identity-based policy");
  return answer.allowed === "unknown" ? { ...verdict, possible: true } : verdict;
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
  context: Values,
): ResourceVerdict {
  const request = { action, resource, context };
  const policy = { name: "the resource policy", document };
  const known = { arn: "", ...requester };
  const answer = evaluateResource(policy, known, { ...request, context: complete(context) });
  const verdict = judge(answer, request, "no statement of the resource policy");
  return { ...verdict, isDelegated: any([answer.direct, answer.role, answer.everybody]) !== "yes" };
}

/**
 * A resource's policy beside the policies of somebody of its own account: a Deny of either wins,
 * either may allow, and what is allowed the account is left to the policies of its people.
 */
export function withinAccount(own: Decision, verdict: ResourceVerdict | undefined): Decision {
  if (verdict === undefined || own.explicitDeny) return own;
  const { effect, isDelegated, ...decision } = verdict;
  return effect === "Deny" || (effect === "Allow" && !isDelegated) ? decision : own;
}

/**
 * The same of whoever calls. Somebody of another account needs the leave of both sides: where a resource has
 * no policy, nobody lets them in (IAM User Guide, "Cross-account policy evaluation logic").
 */
export function besidePolicy(
  own: Decision,
  verdict: ResourceVerdict | undefined,
  isOwnAccount: boolean,
): Decision {
  if (isOwnAccount) return withinAccount(own, verdict);
  if (!own.allowed || verdict?.effect === "Allow") return own;
  const reason = "Denied: no resource policy lets the caller's account in.";
  return { allowed: false, reason: verdict?.effect === "Deny" ? verdict.reason : reason };
}
