/** The policy of a topic or a key, about one role of the same account. */
import { unknown } from "../engine/plain";
import { isRecord } from "./condition";
import { evaluate, type Request } from "./evaluate";
import { any, type Tri } from "./tri";

export interface ResourceAnswer {
  /** It allows the role itself. */
  readonly direct: Tri;
  /** It leaves the decision to the account's identity policies. */
  readonly account: Tri;
  readonly denied: Tri;
}

type Reach = "role" | "account" | "nobody" | "unknown";

/** What a document says; `unknown` in all three where it cannot be read. */
export function askResource(document: unknown, roleArn: string, request: Request): ResourceAnswer {
  const statements = read(document);
  if (statements === undefined) {
    return { direct: "unknown", account: "unknown", denied: "unknown" };
  }
  const answers = statements.map((statement) => {
    const { Principal, NotPrincipal, Effect, ...rest } = statement;
    const reach = NotPrincipal === undefined ? reachOf(Principal, roleArn) : "unknown";
    const policy = { Version: "2012-10-17", Statement: [{ ...rest, Effect: "Allow" }] };
    const { allowed } = evaluate([{ name: "it", document: policy }], request);
    return { reach, isDeny: Effect !== "Allow", holds: allowed };
  });
  const of = (wanted: readonly Reach[], isDeny: boolean): Tri =>
    any(
      answers
        .filter((one) => one.isDeny === isDeny && wanted.includes(one.reach))
        .map(({ reach, holds }) => (reach === "unknown" && holds === "yes" ? "unknown" : holds)),
    );
  return {
    direct: of(["role", "unknown"], false),
    account: of(["account"], false),
    denied: of(["role", "account", "unknown"], true),
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

/** IAM User Guide, "Principal": an account stands for itself and for whom its own policies allow. */
function reachOf(principal: unknown, roleArn: string): Reach {
  if (principal === "*") return "role";
  const given = isRecord(principal) ? principal.AWS : undefined;
  const values = (Array.isArray(given) ? given : [given]).filter((one) => one !== undefined);
  if (values.some((value) => value === "*" || value === roleArn)) return "role";
  const accountId = roleArn.split(":")[4];
  const root = `arn:${roleArn.split(":")[1]}:iam::${accountId}:root`;
  if (values.some((value) => value === accountId || value === root)) return "account";
  return values.includes(unknown) ? "unknown" : "nobody";
}
