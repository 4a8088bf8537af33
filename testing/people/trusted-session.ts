/** What a role's trust policy makes a session of it say. Who takes it on otherwise is refused. */
import { readPolicy, type Statement } from "../../iam/policy";

/** Values of condition keys, in lower case. */
export type SessionValues = ReadonlyMap<string, readonly string[]>;

/**
 * Values that a session may have which the trust policy lets be there: as short as its patterns let them be. A
 * right that needs no more is a right that somebody has; of any other nothing is said by it.
 */
export function trustedSession(document: unknown): SessionValues {
  const { statements } = readPolicy({ name: "trust", document });
  // Whom it denies as well is not looked at.
  if (statements.some(({ effect }) => effect === "Deny")) return new Map();
  const sessions = statements.filter(takesOn).map(valuesOf);
  return sessions.find(({ size }) => size > 0) ?? new Map();
}

const takesOn = ({ actions }: Statement): boolean =>
  !actions.not && actions.values.some((action) => /^(\*|sts:\*|sts:AssumeRole)$/i.test(action));

function valuesOf({ conditions, principals }: Statement): SessionValues {
  const user = principals?.values.map(({ value }) => value.split("/").at(-1)!)[0] ?? "x";
  const texts = conditions.all.filter(({ name }) => /^String(Equals|Like)$/.test(name));
  const entries = texts.flatMap(({ name, key, values: [pattern] }): [string, string[]][] => {
    const to = sessionKeyOf(key.toLowerCase());
    if (to === undefined) return [];
    const text = pattern.replaceAll("${aws:username}", user);
    return [[to, [name === "StringLike" ? text.replaceAll("*", "").replaceAll("?", "x") : text]]];
  });
  return new Map(entries);
}

/** IAM User Guide, "AWS global condition context keys": as which key a session has what its request had. */
function sessionKeyOf(key: string): string | undefined {
  if (key === "sts:sourceidentity") return "aws:sourceidentity";
  const [, tag] = /^aws:requesttag\/(.+)$/.exec(key) ?? [];
  return tag === undefined ? undefined : `aws:principaltag/${tag}`;
}
