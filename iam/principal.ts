/** The Principal element: whom a resource policy, or the trust policy of a role, is about. */
import { readArn, sessionArn } from "./arns";
import type { Element, PrincipalPattern } from "./policy";
import { any, type Ternary } from "./ternary";
import { unknown } from "./unknown";

/** Who asks. */
export interface Requester {
  /** A user's, role's or assumed-role session's ARN. Absent beside `roleArn`: some session of it. */
  readonly arn?: string;
  readonly accountId?: string;
  /** The role behind a session: a policy may name either. */
  readonly roleArn?: string;
  /** A service principal, for example `events.amazonaws.com`, when a service asks for itself. */
  readonly service?: string;
}

/** How a Principal element reaches somebody. */
export interface Reach {
  /** By the name of the user, role, session or service. */
  readonly direct: Ternary;
  /** As one of everybody. */
  readonly everybody: Ternary;
  /** By the account, which stands for whom its own policies allow it. */
  readonly account: Ternary;
}

const nobody: Reach = { direct: "no", everybody: "no", account: "no" };
const byName = (direct: Ternary): Reach => ({ ...nobody, direct });
const everybody: Reach = { ...nobody, everybody: "yes" };

/** IAM User Guide, "Principal": `*` and `{ "AWS": "*" }` are the same, and stand for services too. */
function reachOfOne({ kind, value }: PrincipalPattern, requester: Requester): Reach {
  const { arn, accountId, roleArn, service } = requester;
  if (kind === "*" || (kind === "AWS" && value === "*")) return everybody;
  if (kind !== (service === undefined ? "AWS" : "Service")) return nobody;
  if (value.includes(unknown)) return byName("unknown");
  if ([arn, roleArn, service].includes(value)) return byName("yes");
  const isAccount =
    value === accountId || /^arn:[a-z-]+:iam::(\d{12}):root$/.exec(value)?.[1] === accountId;
  if (accountId !== undefined && isAccount) return { ...nobody, account: "yes" };
  return byName(mayBe(value, requester) ? "unknown" : "no");
}

/** A unique id is of somebody, and a session by its name may be the one that is not known. */
function mayBe(value: string, { arn = "", roleArn = arn, accountId }: Requester): boolean {
  if (/^AIDA\w+$/.test(value)) return arn.includes(":user/");
  if (/^AROA\w+$/.test(value)) return roleArn.includes(":role/");
  if (arn !== "" || !roleArn.includes(":role/")) return false;
  const { partition = "" } = readArn(roleArn);
  const name = roleArn.split("/").at(-1)!;
  return (
    accountId !== undefined && value.startsWith(sessionArn({ partition, accountId }, name, ""))
  );
}

/** Whom an element reaches, of all that ask as this one does. */
export function reachOf(principals: Element<PrincipalPattern>, requester: Requester): Reach {
  const each = principals.values.map((pattern) => reachOfOne(pattern, requester));
  const of = (key: keyof Reach): Ternary => any(each.map((one) => one[key]));
  const reach = { direct: of("direct"), everybody: of("everybody"), account: of("account") };
  if (!principals.not) return reach;
  if (reach.everybody === "yes") return nobody;
  if (any([reach.direct, reach.account]) === "no") return everybody;
  const isLeftOut = isNamedWhole(principals, requester, reach);
  return isLeftOut ? nobody : { ...nobody, everybody: "unknown" };
}

/**
 * IAM User Guide, "NotPrincipal": who is named without the account, and a session that is named
 * without its role or by its role alone, may be meant all the same.
 */
function isNamedWhole(
  { values }: Element<PrincipalPattern>,
  { arn, roleArn = arn, service }: Requester,
  reach: Reach,
): boolean {
  const names: readonly (string | undefined)[] = values.map(({ value }) => value);
  if (service !== undefined) return names.includes(service);
  return reach.account === "yes" && [arn, roleArn].every((name) => names.includes(name));
}
