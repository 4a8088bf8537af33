/** The policy of a resource, and the trust policy of a role, about somebody who asks. */
import { apply, type Doubt, type Request, together } from "./evaluate";
import { type NamedPolicy, readPolicy } from "./policy";
import { deniedReach, type Reach, reachOf, type Requester } from "./principal";
import { all, any, type Ternary } from "./ternary";

/** What a policy gives, by the way in which it reaches the one who asks, and whether it denies. */
export interface ResourceAnswer extends Reach {
  readonly denied: Ternary;
  /** Statements that allow it for certain, in one of the four ways. */
  readonly allowedBy: readonly string[];
  readonly deniedBy: readonly string[];
  readonly doubts: readonly Doubt[];
}

const anyOf = ({ direct, role, everybody, account }: Reach): Ternary =>
  any([direct, role, everybody, account]);

/** What a document says; `unknown` throughout where it cannot be read. */
export function evaluateResource(
  policy: NamedPolicy,
  requester: Requester,
  request: Request,
): ResourceAnswer {
  const { statements, unreadable } = readPolicy(policy, "resource");
  const found = statements.map((statement) => {
    const reaches = statement.effect === "Deny" ? deniedReach : reachOf;
    const reach = reaches(statement.principals!, requester);
    const own = apply(statement, request, "resource");
    return { ...own, reach, applies: all([anyOf(reach), own.applies]), scope: own.applies };
  });
  const allows = found.filter(({ statement }) => statement.effect === "Allow");
  const mayAllow: Ternary = unreadable.some((one) => one.mayAllow) ? "unknown" : "no";
  const by = (way: keyof Reach): Ternary =>
    any([mayAllow, ...allows.map(({ reach, scope }) => all([reach[way], scope]))]);
  const labels = (effect: string): string[] =>
    found
      .filter(({ statement, applies }) => statement.effect === effect && applies === "yes")
      .map(({ statement }) => statement.label);
  const open = found.filter(({ applies }) => applies === "unknown");
  const unclear = open
    .filter(({ doubts }) => doubts.length === 0)
    .map(({ statement }) => ({
      text: `${statement.label}: it depends on who asks`,
      mayAllow: statement.effect === "Allow",
      mayDeny: statement.effect === "Deny",
    }));
  return {
    ...{ direct: by("direct"), role: by("role") },
    ...{ everybody: by("everybody"), account: by("account") },
    denied: together(found, unreadable, "Deny"),
    ...{ allowedBy: labels("Allow"), deniedBy: labels("Deny") },
    doubts: [...unreadable, ...open.flatMap(({ doubts }) => doubts), ...unclear],
  };
}
