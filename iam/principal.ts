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
  /** Whether who asks has a permissions boundary. */
  readonly hasBoundary?: boolean;
}

/** How a Principal element reaches somebody. */
export interface Reach {
  /** By the name of the user, session or service. */
  readonly direct: Ternary;
  /** By the role behind the session. */
  readonly role: Ternary;
  /** As one of everybody. */
  readonly everybody: Ternary;
  /** By the account, which stands for whom its own policies allow it. */
  readonly account: Ternary;
}

const nobody: Reach = { direct: "no", role: "no", everybody: "no", account: "no" };
const everybody: Reach = { ...nobody, everybody: "yes" };

/** IAM User Guide, "Principal": `*` and `{ "AWS": "*" }` are the same, and stand for services too. */
function reachOfOne({ kind, value }: PrincipalPattern, requester: Requester): Reach {
  const { arn, accountId, service } = requester;
  if (kind === "*" || (kind === "AWS" && value === "*")) return everybody;
  if (kind !== (service === undefined ? "AWS" : "Service")) return nobody;
  if (value.includes(unknown)) return { ...nobody, direct: "unknown", role: "unknown" };
  if (value === roleOf(requester)) return { ...nobody, role: "yes" };
  if (value === arn || value === service) return { ...nobody, direct: "yes" };
  const isAccount =
    value === accountId || /^arn:[a-z-]+:iam::(\d{12}):root$/.exec(value)?.[1] === accountId;
  if (accountId !== undefined && isAccount) return { ...nobody, account: "yes" };
  return { ...nobody, ...mayBe(value, requester) };
}

/** The role behind who asks: one that is asked about itself may be given as `arn`. */
const roleOf = ({ arn = "", roleArn = arn }: Requester): string | undefined =>
  roleArn.includes(":role/") ? roleArn : undefined;

/** A unique id is of somebody, and a session by its name may be the one that is not known. */
function mayBe(value: string, requester: Requester): Partial<Reach> {
  const { arn = "", accountId } = requester;
  const role = roleOf(requester);
  if (/^AIDA\w+$/.test(value)) return arn.includes(":user/") ? { direct: "unknown" } : {};
  if (role === undefined) return {};
  if (/^AROA\w+$/.test(value)) return { role: "unknown" };
  if (arn !== "" || accountId === undefined) return {};
  const { partition = "" } = readArn(role);
  const sessions = sessionArn({ partition, accountId }, role.split("/").at(-1)!, "");
  return value.startsWith(sessions) ? { direct: "unknown" } : {};
}

/**
 * Whom a Deny reaches. IAM User Guide, "Permissions boundaries": with NotPrincipal it denies whoever has a
 * boundary, whomever the element leaves out.
 */
export function deniedReach(principals: Element<PrincipalPattern>, requester: Requester): Reach {
  const isAll = principals.not && requester.hasBoundary === true;
  return isAll ? everybody : reachOf(principals, requester);
}

/** Whom an element reaches, of all that ask as this one does. */
export function reachOf(principals: Element<PrincipalPattern>, requester: Requester): Reach {
  const each = principals.values.map((pattern) => reachOfOne(pattern, requester));
  const of = (key: keyof Reach): Ternary => any(each.map((one) => one[key]));
  const reach: Reach = {
    ...{ direct: of("direct"), role: of("role") },
    ...{ everybody: of("everybody"), account: of("account") },
  };
  if (!principals.not) return reach;
  if (reach.everybody === "yes") return nobody;
  if (any([reach.direct, reach.role, reach.account]) === "no") return everybody;
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
