/** Reads policy documents by IAM's grammar. What cannot be read is kept as a doubt, never as nothing. */
import { type Conditions, isObject, readConditions } from "./condition";
import { unknown } from "./unknown";

/** A document with a name for people. */
export interface NamedPolicy {
  readonly name: string;
  /** JSON text, or the document itself. */
  readonly document: unknown;
}

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
  /** For people: its Sid or number, and the policy. */
  readonly label: string;
  readonly effect: "Allow" | "Deny";
  readonly actions: Element<string>;
  /** Absent in the trust policy of a role, which is about the role. */
  readonly resources?: Element<string>;
  readonly principals?: Element<PrincipalPattern>;
  readonly conditions: Conditions;
  /** Policy variables exist in version 2012-10-17 only. */
  readonly variables: boolean;
}

/** A statement, or a whole document, that may mean anything but for its effect, if that is read. */
export interface Unreadable {
  /** A sentence without its full stop, for people. */
  readonly text: string;
  readonly mayAllow: boolean;
  readonly mayDeny: boolean;
}

export interface Policy {
  readonly statements: readonly Statement[];
  readonly unreadable: readonly Unreadable[];
}

const elements = new Set(
  "Sid Effect Action NotAction Resource NotResource Principal NotPrincipal Condition".split(" "),
);

function texts(value: unknown, name: string): string[] {
  const all: unknown[] = Array.isArray(value) ? value : [value];
  const fine = all.length > 0 && all.every((v) => typeof v === "string" && v !== "");
  if (!fine) throw new Error(`${name} must be text or a list of text`);
  return all as string[];
}

const principalKinds = new Set(["AWS", "Service", "Federated", "CanonicalUser"]);

function readPrincipals(value: unknown, name: string): PrincipalPattern[] {
  if (value === "*") return [{ kind: "*", value: "*" }];
  if (!isObject(value)) throw new Error(`${name} must be "*" or an object`);
  return Object.entries(value).flatMap(([kind, given]) => {
    if (!principalKinds.has(kind)) throw new Error(`${name} knows no kind "${kind}"`);
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
  if (has && hasNot) throw new Error(`${name} and Not${name} exclude each other`);
  if (has) return { not: false, values: read(statement[name], name) };
  if (hasNot) return { not: true, values: read(statement[`Not${name}`], `Not${name}`) };
  return undefined;
}

const isAction = (written: string): boolean =>
  written === "*" || /^[a-z0-9*?-]+:[a-z0-9*?]+$/i.test(written) || written.includes(unknown);

function readStatement(raw: unknown, label: string, variables: boolean): Statement {
  if (!isObject(raw)) throw new Error("a statement must be an object");
  const odd = Object.keys(raw).find((name) => !elements.has(name));
  if (odd !== undefined) throw new Error(`a statement knows no element "${odd}"`);
  const { Effect: effect } = raw;
  if (effect !== "Allow" && effect !== "Deny") throw new Error("Effect must be Allow or Deny");
  const actions = element(raw, "Action", texts);
  if (!actions) throw new Error("Action or NotAction is missing");
  const wrong = actions.values.find((action) => !isAction(action));
  if (wrong !== undefined) throw new Error(`an action reads SERVICE:ACTION, got: "${wrong}"`);
  const resources = element(raw, "Resource", texts);
  const principals = element(raw, "Principal", readPrincipals);
  const conditions = readConditions(raw.Condition);
  return { label, effect, actions, resources, principals, conditions, variables };
}

/** What a kind of policy cannot do without, and what it cannot have. */
function complaint({ resources, principals }: Statement, kind?: PolicyKind): string | undefined {
  if (kind === "identity" && (resources === undefined || principals !== undefined)) {
    return "an identity-based policy names a Resource and no Principal";
  }
  if (kind === "resource" && principals === undefined) return "a resource policy names a Principal";
  return undefined;
}

export type PolicyKind = "identity" | "resource";

/** Reads a policy. Never throws: what cannot be read is listed. `kind` says what it is attached to. */
export function readPolicy({ name, document }: NamedPolicy, kind?: PolicyKind): Policy {
  const read = parse(document);
  if (typeof read === "string") {
    return {
      statements: [],
      unreadable: [{ text: `${name} ${read}`, mayAllow: true, mayDeny: true }],
    };
  }
  const statements: Statement[] = [];
  const unreadable: Unreadable[] = [];
  read.statements.forEach((raw, index) => {
    const label = `${labelOf(raw, index)} of ${name}`;
    try {
      const statement = readStatement(raw, label, read.variables);
      const why = complaint(statement, kind);
      if (why !== undefined) throw new Error(why);
      statements.push(statement);
    } catch (error) {
      const effect = isObject(raw) ? raw.Effect : undefined;
      unreadable.push({
        text: `${label} cannot be read (${(error as Error).message})`,
        mayAllow: effect !== "Deny",
        mayDeny: effect !== "Allow",
      });
    }
  });
  return { statements, unreadable };
}

/** Why a document would be refused by AWS, for people; undefined where it would not. */
export function faultOf(policy: NamedPolicy): string | undefined {
  const { statements, unreadable } = readPolicy(policy);
  const faults = statements.flatMap(({ label, conditions }) =>
    conditions.unreadable.map((why) => `${label} cannot be read (${why})`),
  );
  return [...unreadable.map(({ text }) => text), ...faults][0];
}

function labelOf(raw: unknown, index: number): string {
  const sid = isObject(raw) ? raw.Sid : undefined;
  return `statement ${typeof sid === "string" && sid !== "" ? `"${sid}"` : index + 1}`;
}

/** The statements of a document, or why there are none: it might have held an Allow and a Deny. */
function parse(document: unknown): { statements: unknown[]; variables: boolean } | string {
  if (document === unknown) return "is not known";
  let parsed: unknown = document;
  if (typeof document === "string") {
    try {
      parsed = JSON.parse(document);
    } catch (error) {
      return `cannot be read (not JSON: ${(error as Error).message})`;
    }
  }
  if (!isObject(parsed)) return "cannot be read (a policy must be a JSON object)";
  const { Version: version = "2008-10-17", Statement: statement } = parsed;
  if (version !== "2012-10-17" && version !== "2008-10-17") {
    const given = JSON.stringify(version);
    return `cannot be read (Version must be 2012-10-17 or 2008-10-17, got: ${given})`;
  }
  if (statement === undefined) return "cannot be read (Statement is missing)";
  const statements: unknown[] = Array.isArray(statement) ? statement : [statement];
  return { statements, variables: version === "2012-10-17" };
}
