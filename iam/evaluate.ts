/**
 * What policies say of one request: Deny wins, what nothing allows is denied. Where a policy asks for
 * what is not known, the answer is that nobody knows: whoever has to decide all the same denies.
 */
import { likeArn, type Place } from "./arn-pattern";
import { conditionsHold } from "./condition";
import type { Context } from "./context";
import { mayBeVoid, likeAction } from "./pattern";
import {
  type Element,
  type NamedPolicy,
  type Policy,
  readPolicy,
  type Statement,
  type Unreadable,
} from "./policy";
import { all, any, not, type Ternary } from "./ternary";

export interface Request {
  /** For example `codepipeline:PutApprovalResult`. */
  readonly action: string;
  /** An ARN, or `*` for an action that takes no resource. */
  readonly resource: string;
  readonly context: Context;
}

/** What is not known, and what it may come to. */
export type Doubt = Unreadable;

export interface Answer {
  readonly allowed: Ternary;
  /** For yes: the statements that allow it. For unknown: what is not known. */
  readonly because: readonly string[];
  /** Whether a Deny is about it: that wins over what any other policy allows. */
  readonly denied: Ternary;
  /** Statements that deny it for certain. */
  readonly deniedBy: readonly string[];
  readonly doubts: readonly Doubt[];
}

/** What a principal's own policies and its permissions boundary say of a request. */
export interface BoundedAnswer extends Answer {
  /** Whether the boundary leaves room for it; yes where there is none. */
  readonly bound: Ternary;
}

/** What is found of one statement. */
export interface Applied {
  readonly statement: Statement;
  readonly applies: Ternary;
  readonly doubts: readonly Doubt[];
}

/** Taken together, as IAM takes all identity policies of a principal. */
export function evaluate(policies: readonly NamedPolicy[], request: Request): Answer {
  const read = policies.map((policy) => readPolicy(policy, "identity"));
  const applied = read.flatMap(({ statements }) =>
    statements.map((statement) => apply(statement, request, "identity")),
  );
  const unreadable = read.flatMap((policy) => policy.unreadable);
  const granted = together(applied, unreadable, "Allow");
  const denied = together(applied, unreadable, "Deny");
  const labels = (effect: Statement["effect"]): string[] =>
    applied
      .filter(({ statement, applies }) => statement.effect === effect && applies === "yes")
      .map(({ statement }) => statement.label);
  const allowed = all([granted, not(denied)]);
  const doubts = [...unreadable, ...applied.flatMap((one) => one.doubts)];
  const because = { yes: labels("Allow"), unknown: doubts.map(({ text }) => text), no: [] };
  return { allowed, because: because[allowed], denied, deniedBy: labels("Deny"), doubts };
}

/** What all statements of an effect come to; `unreadable` may be of either. */
export function together(
  applied: readonly Applied[],
  unreadable: Policy["unreadable"],
  effect: Statement["effect"],
): Ternary {
  const mayBe = unreadable.some((one) => (effect === "Allow" ? one.mayAllow : one.mayDeny));
  const own = applied.filter(({ statement }) => statement.effect === effect);
  return any([...own.map(({ applies }) => applies), mayBe ? "unknown" : "no"]);
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
  const allowed = all([own.allowed, bound.allowed]);
  const open = [own, bound].filter((answer) => answer.allowed === "unknown");
  const because = { yes: own.because, unknown: open.flatMap((one) => one.because), no: [] };
  return {
    ...{ allowed, because: because[allowed], bound: bound.allowed },
    denied: any([own.denied, bound.denied]),
    deniedBy: [...own.deniedBy, ...bound.deniedBy],
    doubts: [...own.doubts, ...bound.doubts],
  };
}

/** Whether a statement is about a request, but for its principals. */
export function apply(statement: Statement, request: Request, place: Place): Applied {
  const { actions, resources, conditions, variables, effect, label } = statement;
  const { action, resource, context } = request;
  const act = selects(actions, (pattern) => likeAction(pattern, action));
  const on =
    resources === undefined
      ? "yes"
      : selects(resources, (pattern) =>
          // IAM User Guide, "Variables and tags": a variable without a value may make the whole
          // statement invalid, so that such a NotResource is not told to be about all the rest.
          resources.not && mayBeVoid(pattern, context, variables)
            ? "unknown"
            : likeArn(pattern, resource, context, { variables, place }),
        );
  const scope = all([act, on]);
  if (scope === "no") return { statement, applies: "no", doubts: [] };
  const held = conditionsHold(conditions, context, variables);
  const applies = all([scope, held.holds]);
  if (applies !== "unknown") return { statement, applies, doubts: [] };
  const unclear = [
    ...(act === "unknown" ? [actions] : []),
    ...(on === "unknown" && resources !== undefined ? [resources] : []),
  ].map(({ values }) => `it depends on ${values.join(", ")}`);
  const isAllow = effect === "Allow";
  const doubts = [...unclear, ...held.doubts].map((why) => ({
    ...{ text: `${label}: ${why}`, mayAllow: isAllow, mayDeny: !isAllow },
  }));
  return { statement, applies, doubts };
}

function selects(element: Element<string>, fits: (pattern: string) => Ternary): Ternary {
  const each = any(element.values.map(fits));
  return element.not ? not(each) : each;
}
