/** The policy of a topic or a key, about one role. */
import { unknown } from "../engine/plain";
import { isRecord } from "./condition";
import { evaluate, type Request } from "./evaluate";
import { any, type Ternary } from "./ternary";

export interface ResourceAnswer {
  /** It allows the role by its ARN. */
  readonly direct: Ternary;
  /** It allows everybody, and so the role's session. */
  readonly everybody: Ternary;
  /** It leaves the decision to the account's identity policies. */
  readonly account: Ternary;
  readonly denied: Ternary;
}

type Reach = "role" | "everybody" | "account" | "nobody" | "unknown";

/** What a document says; `unknown` throughout where it cannot be read. */
export function askResource(document: unknown, roleArn: string, request: Request): ResourceAnswer {
  const statements = read(document);
  if (statements === undefined) {
    const open = "unknown";
    return { direct: open, everybody: open, account: open, denied: open };
  }
  const answers = statements.map((statement) => {
    const { Principal, NotPrincipal, Effect, ...rest } = statement;
    const reach = NotPrincipal === undefined ? reachOf(Principal, roleArn) : "unknown";
    const policy = { Version: "2012-10-17", Statement: [{ ...rest, Effect: "Allow" }] };
    const { allowed } = evaluate([{ name: "it", document: policy }], request);
    return { reach, isDeny: Effect !== "Allow", holds: allowed };
  });
  const of = (wanted: readonly Reach[], isDeny: boolean): Ternary =>
    any(
      answers
        .filter((one) => one.isDeny === isDeny && wanted.includes(one.reach))
        .map(({ reach, holds }) => (reach === "unknown" && holds === "yes" ? "unknown" : holds)),
    );
  return {
    direct: of(["role", "unknown"], false),
    everybody: of(["everybody"], false),
    account: of(["account"], false),
    denied: of(["role", "everybody", "account", "unknown"], true),
  };
}

function read(document: unknown): Record<string, unknown>[] | undefined {
  if (document === unknown) return undefined;
  try {
    const parsed: unknown = typeof document === "string" ? JSON.parse(document) : document;
    if (!isRecord(parsed) || parsed.Statement === undefined) return undefined;
    const all: unknown[] = Array.isArray(parsed.Statement) ? parsed.Statement : [parsed.Statement];
    return all.every(isRecord) ? all : undefined;
  } catch {
    return undefined;
  }
}

/**
 * IAM User Guide, "Principal": an account stands for itself and for whom its own policies allow. A
 * session by its name, and a unique id, may be the role's or another's.
 */
function reachOf(principal: unknown, roleArn: string): Reach {
  if (principal === "*") return "everybody";
  const given = isRecord(principal) ? principal.AWS : undefined;
  const values = (Array.isArray(given) ? given : [given]).filter((one) => one !== undefined);
  if (values.includes("*")) return "everybody";
  if (values.includes(roleArn)) return "role";
  const [, partition, , , accountId, name = ""] = roleArn.split(":");
  const root = `arn:${partition}:iam::${accountId}:root`;
  if (values.some((value) => value === accountId || value === root)) return "account";
  const session = `arn:${partition}:sts::${accountId}:assumed-role/${name.split("/").at(-1)}/`;
  const mayBe = (value: unknown): boolean =>
    value === unknown || String(value).startsWith(session) || /^AROA\w+$/.test(String(value));
  return values.some(mayBe) ? "unknown" : "nobody";
}
