/**
 * What identity policies say of one request: Deny wins, what nothing allows is denied. Where a
 * policy asks for what is not known, the answer is that nobody knows.
 */
import { unknown } from "../engine/plain";
import { conditionsHold } from "./condition";
import { type Context, likeAction, likeArn } from "./pattern";
import { type Element, type NamedPolicy, readPolicy, type Statement } from "./policy";
import { all, any, not, type Ternary } from "./ternary";

export interface Request {
  /** For example `codepipeline:PutApprovalResult`. */
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
}

export interface Answer {
  readonly allowed: Ternary;
  /** For yes: the statements that allow it. For unknown: what is not known. */
  readonly because: readonly string[];
  /** Whether a Deny is about it: that wins over what any other policy allows. */
  readonly denied: Ternary;
}

/** What a principal's own policies and its permissions boundary say of a request. */
export interface BoundedAnswer extends Answer {
  /** Whether the boundary leaves room for it; yes where there is none. */
  readonly bound: Ternary;
}

/** Taken together, as IAM takes all identity policies of a principal. */
export function evaluate(policies: readonly NamedPolicy[], request: Request): Answer {
  const allows: string[] = [];
  const doubts: string[] = [];
  let allowed: Ternary = "no";
  let denied: Ternary = "no";
  for (const policy of policies) {
    const { statements, unreadable } = readPolicy(policy);
    // It might allow, it might deny.
    if (unreadable.length > 0) {
      allowed = any([allowed, "unknown"]);
      denied = any([denied, "unknown"]);
      doubts.push(...unreadable);
    }
    for (const statement of statements) {
      const { holds, reasons } = applies(statement, request);
      doubts.push(...reasons.map((reason) => `${statement.label}: ${reason}`));
      if (statement.effect === "Deny") denied = any([denied, holds]);
      else allowed = any([allowed, holds]);
      if (statement.effect === "Allow" && holds === "yes") allows.push(statement.label);
    }
  }
  const result = all([allowed, not(denied)]);
  if (result === "no") return { allowed: "no", because: [], denied };
  return { allowed: result, because: result === "yes" ? allows : doubts, denied };
}

/** Both must allow: a permissions boundary beside the policies of a principal. */
export function evaluateBounded(
  policies: readonly NamedPolicy[],
  boundary: NamedPolicy | undefined,
  request: Request,
): BoundedAnswer {
  const own = evaluate(policies, request);
  if (boundary === undefined) return { ...own, bound: "yes" };
  const bound = evaluate([boundary], request);
  const denied = any([own.denied, bound.denied]);
  const allowed = all([own.allowed, bound.allowed]);
  const said = { allowed, denied, bound: bound.allowed };
  if (allowed === "no") return { ...said, because: [] };
  const open = [own, bound].filter((answer) => answer.allowed === "unknown");
  return {
    ...said,
    because: allowed === "yes" ? own.because : open.flatMap(({ because }) => because),
  };
}

function applies(
  statement: Statement,
  { action, resource, context }: Request,
): { holds: Ternary; reasons: string[] } {
  const { actions, resources, variables } = statement;
  const act = selects(actions, (pattern) => likeAction(pattern, action));
  const on = selects(resources, (pattern) => likeArn(pattern, resource, context, variables));
  const scope = all([act, on]);
  if (scope === "no") return { holds: "no", reasons: [] };
  const condition = conditionsHold(statement.condition, context, variables);
  const holds = all([scope, condition.holds]);
  if (holds !== "unknown") return { holds, reasons: [] };
  const unclear = scope === "unknown" ? [`it depends on ${resources.values.join(", ")}`] : [];
  return { holds, reasons: [...unclear, ...condition.doubts] };
}

function selects(element: Element, fits: (pattern: string) => Ternary): Ternary {
  const each = any(element.values.map((value) => (value === unknown ? "unknown" : fits(value))));
  return element.not ? not(each) : each;
}
