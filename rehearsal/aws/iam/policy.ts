/** Reads policy documents by IAM's grammar, once, before anything is decided by them. */
import { type Condition, isObject, readConditions } from "./condition";

/** An element with its opposite: `Action` and `NotAction`, and so on. */
export interface Element<T> {
  readonly not: boolean;
  readonly values: readonly T[];
}

export interface PrincipalPattern {
  readonly kind: "AWS" | "Service" | "Federated" | "CanonicalUser" | "*";
  readonly value: string;
}

export interface Statement {
  /** Its Sid, or its place in the document, for people. */
  readonly label: string;
  readonly effect: "Allow" | "Deny";
  readonly actions: Element<string>;
  readonly resources?: Element<string>;
  readonly principals?: Element<PrincipalPattern>;
  readonly conditions: readonly Condition[];
  /** Policy variables exist in version 2012-10-17 only. */
  readonly variables: boolean;
}

/** A statement that cannot be read. `mayDeny` unless it is plainly an Allow. */
export interface Unreadable {
  readonly label: string;
  readonly mayDeny: boolean;
  readonly why: string;
}

export interface Policy {
  readonly statements: readonly Statement[];
  readonly unreadable: readonly Unreadable[];
}

const elements = new Set(
  "Sid Effect Action NotAction Resource NotResource Principal NotPrincipal Condition".split(" "),
);
const principalKinds = new Set(["AWS", "Service", "Federated", "CanonicalUser"]);

class Malformed extends Error {}

function texts(value: unknown, name: string): string[] {
  const all: unknown[] = Array.isArray(value) ? value : [value];
  const fine = all.length > 0 && all.every((v) => typeof v === "string" && v !== "");
  if (!fine) throw new Malformed(`${name} must be text or a list of text`);
  return all as string[];
}

function principals(value: unknown, name: string): PrincipalPattern[] {
  if (value === "*") return [{ kind: "*", value: "*" }];
  if (!isObject(value)) throw new Malformed(`${name} must be "*" or an object`);
  return Object.entries(value).flatMap(([kind, given]) => {
    if (!principalKinds.has(kind)) throw new Malformed(`${name} knows no kind "${kind}"`);
    return texts(given, name).map((v) => ({ kind: kind as PrincipalPattern["kind"], value: v }));
  });
}

function element<T>(
  statement: Record<string, unknown>,
  name: string,
  read: (value: unknown, name: string) => T[],
): Element<T> | undefined {
  const has = name in statement;
  const hasNot = `Not${name}` in statement;
  if (has && hasNot) throw new Malformed(`${name} and Not${name} exclude each other`);
  if (has) return { not: false, values: read(statement[name], name) };
  if (hasNot) return { not: true, values: read(statement[`Not${name}`], `Not${name}`) };
  return undefined;
}

function readStatement(raw: unknown, label: string, variables: boolean): Statement {
  if (!isObject(raw)) throw new Malformed("a statement must be an object");
  const odd = Object.keys(raw).find((name) => !elements.has(name));
  if (odd !== undefined) throw new Malformed(`a statement knows no element "${odd}"`);
  const { Effect: effect } = raw;
  if (effect !== "Allow" && effect !== "Deny") throw new Malformed("Effect must be Allow or Deny");
  const actions = element(raw, "Action", texts);
  if (!actions) throw new Malformed("Action or NotAction is missing");
  const wrong = actions.values.find((a) => a !== "*" && !/^[a-z0-9*?-]+:[a-z0-9*?]+$/i.test(a));
  if (wrong !== undefined) throw new Malformed(`an action reads SERVICE:ACTION, got: "${wrong}"`);
  const conditions = readConditions(raw.Condition);
  if (typeof conditions === "string") throw new Malformed(conditions);
  return {
    label,
    effect,
    actions,
    resources: element(raw, "Resource", texts),
    principals: element(raw, "Principal", principals),
    conditions,
    variables,
  };
}

function labelOf(raw: unknown, index: number): string {
  const sid = isObject(raw) ? raw.Sid : undefined;
  return typeof sid === "string" && sid !== "" ? `"${sid}"` : `${index + 1}`;
}

/** A document nobody can read might have held a Deny. */
function unparsable(why: string): Policy {
  return { statements: [], unreadable: [{ label: "1", mayDeny: true, why }] };
}

function parse(document: unknown): unknown {
  if (typeof document !== "string") return document;
  try {
    return JSON.parse(document);
  } catch (error) {
    throw new Malformed(`not JSON: ${(error as Error).message}`);
  }
}

/** Reads a policy document, JSON or parsed. Never throws: what cannot be read is listed. */
export function readPolicy(document: unknown): Policy {
  let parsed: unknown;
  try {
    parsed = parse(document);
  } catch (error) {
    return unparsable((error as Error).message);
  }
  if (!isObject(parsed)) return unparsable("a policy must be a JSON object");
  const version = parsed.Version ?? "2008-10-17";
  if (version !== "2012-10-17" && version !== "2008-10-17") {
    return unparsable(`Version must be 2012-10-17 or 2008-10-17, got: ${JSON.stringify(version)}`);
  }
  if (parsed.Statement === undefined) return unparsable("Statement is missing");
  const raws: unknown[] = Array.isArray(parsed.Statement) ? parsed.Statement : [parsed.Statement];
  const statements: Statement[] = [];
  const unreadable: Unreadable[] = [];
  raws.forEach((raw, index) => {
    const label = labelOf(raw, index);
    try {
      statements.push(readStatement(raw, label, version === "2012-10-17"));
    } catch (error) {
      const mayDeny = !(isObject(raw) && raw.Effect === "Allow");
      unreadable.push({ label, mayDeny, why: (error as Error).message });
    }
  });
  return { statements, unreadable };
}
