/** A policy document, read once. What cannot be read is kept as a doubt, never as nothing. */
import { unknown } from "../engine/plain";
import { isRecord } from "./condition";

/** A document with a name for people. */
export interface NamedPolicy {
  readonly name: string;
  /** JSON text, or the document itself. */
  readonly document: unknown;
}

/** A list with its opposite: `Action` and `NotAction`. */
export interface Element {
  readonly not: boolean;
  readonly values: readonly string[];
}

export interface Statement {
  /** For people: its Sid or number, and the policy. */
  readonly label: string;
  readonly effect: "Allow" | "Deny";
  readonly actions: Element;
  readonly resources: Element;
  readonly condition: unknown;
  /** Policy variables exist in version 2012-10-17 only. */
  readonly variables: boolean;
}

export interface Policy {
  readonly statements: readonly Statement[];
  /** Why a part of it may mean anything. */
  readonly unreadable: readonly string[];
}

const elements = new Set("Sid Effect Action NotAction Resource NotResource Condition".split(" "));

export function readPolicy({ name, document }: NamedPolicy): Policy {
  if (document === unknown) return { statements: [], unreadable: [`${name} is not known`] };
  const parsed = typeof document === "string" ? parse(document) : document;
  if (!isRecord(parsed) || parsed.Statement === undefined) {
    return { statements: [], unreadable: [`${name} cannot be read`] };
  }
  const given = Array.isArray(parsed.Statement) ? parsed.Statement : [parsed.Statement];
  const statements: Statement[] = [];
  const unreadable: string[] = [];
  given.forEach((raw: unknown, index) => {
    const sid =
      isRecord(raw) && typeof raw.Sid === "string" && raw.Sid !== "" ? raw.Sid : undefined;
    const label = `statement ${sid === undefined ? index + 1 : `"${sid}"`} of ${name}`;
    const read = statement(raw, label, parsed.Version === "2012-10-17");
    if (read === undefined) unreadable.push(`${label} cannot be read`);
    else statements.push(read);
  });
  return { statements, unreadable };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function statement(raw: unknown, label: string, variables: boolean): Statement | undefined {
  if (!isRecord(raw)) return undefined;
  // An element that IAM does not know in an identity policy, a Principal among them.
  if (Object.keys(raw).some((key) => !elements.has(key))) return undefined;
  const effect = raw.Effect;
  const actions = element(raw.Action, raw.NotAction);
  const resources = element(raw.Resource, raw.NotResource);
  if (effect !== "Allow" && effect !== "Deny") return undefined;
  if (actions === undefined || resources === undefined) return undefined;
  return { label, effect, actions, resources, condition: raw.Condition, variables };
}

function element(given: unknown, opposite: unknown): Element | undefined {
  if ((given === undefined) === (opposite === undefined)) return undefined;
  const value = given ?? opposite;
  const values: unknown[] = Array.isArray(value) ? value : [value];
  if (values.length === 0 || !values.every((item) => typeof item === "string")) return undefined;
  return { not: given === undefined, values: values as string[] };
}
