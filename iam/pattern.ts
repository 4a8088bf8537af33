/** IAM's patterns: `*`, `?` and `${policy variables}`, of which the value may not be known. */
import type { Context } from "./context";
import type { Ternary } from "./ternary";
import { unknown } from "./unknown";

/** One character of a pattern after its variables are filled in. */
export type Token =
  | { readonly kind: "any" | "one" | "colon" }
  /** `filled`: it comes from a variable. */
  | { readonly kind: "literal"; readonly text: string; readonly filled?: true }
  /** Text that nobody knows: of a variable, or of a part of the document. */
  | { readonly kind: "open"; readonly filled?: true };

export interface Language {
  /** Policy variables exist in version 2012-10-17 only. */
  readonly variables: boolean;
  readonly wildcards: boolean;
}

const any: Token = { kind: "any" };

/** What a variable stands for: `none` where the request does not have it, `open` where nobody knows. */
type Value = { readonly text: string } | "none" | "open";

/** `${*}`, `${?}` and `${$}` stand for the character itself; `${key, 'text'}` has a default. */
function variable(inside: string, context: Context): Value {
  if (inside === "*" || inside === "?" || inside === "$") return { text: inside };
  const [, key, , fallback] = /^([^,]+?)(\s*,\s*'(.*)')?$/s.exec(inside) ?? [];
  if (key === undefined) return "none";
  const values = context.get(key.trim().toLowerCase());
  if (values === undefined) return "open";
  const [value = ""] = values;
  // IAM User Guide, "Variables and tags": a key of several values is no variable.
  if (values.length === 1) return value.includes(unknown) ? "open" : { text: value };
  return fallback === undefined ? "none" : { text: fallback };
}

/** The text of a variable, where it is known and there is one. */
export function valueOf(inside: string, context: Context): string | undefined {
  const value = variable(inside, context);
  return typeof value === "string" ? undefined : value.text;
}

/** Undefined where a variable has no value: such a pattern matches nothing, as in IAM. */
export function compile(
  pattern: string,
  context: Context,
  { variables, wildcards }: Language,
): Token[] | undefined {
  const out: Token[] = [];
  for (let i = 0; i < pattern.length;) {
    const end = variables && pattern.startsWith("${", i) ? pattern.indexOf("}", i) : -1;
    const character = String.fromCodePoint(pattern.codePointAt(i)!);
    if (end > 0) {
      const value = variable(pattern.slice(i + 2, end), context);
      if (value === "none") return undefined;
      if (value === "open") out.push({ kind: "open", filled: true });
      // A value is text, never a pattern: a user named `*` is not everybody.
      else for (const text of value.text) out.push({ kind: "literal", text, filled: true });
      i = end + 1;
    } else if (pattern.startsWith(unknown, i)) {
      out.push({ kind: "open" });
      i += unknown.length;
    } else {
      out.push(token(character, wildcards));
      i += character.length;
    }
  }
  return out;
}

function token(character: string, wildcards: boolean): Token {
  if (wildcards && character === "*") return any;
  if (wildcards && character === "?") return { kind: "one" };
  return character === ":" ? { kind: "colon" } : { kind: "literal", text: character };
}

const isRun = (token: Token | undefined): boolean =>
  token?.kind === "any" || token?.kind === "open";

function fits(token: Token | undefined, character: string): boolean {
  if (token === undefined || isRun(token)) return false;
  if (token.kind === "one") return true;
  return (token.kind === "literal" ? token.text : ":") === character;
}

/** What is not known fits everything. Goes back to the last run only: no pattern takes exponential time. */
export function glob(pattern: readonly Token[], text: string): boolean {
  const characters = [...text];
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < characters.length) {
    if (fits(pattern[p], characters[t])) {
      p++;
      t++;
    } else if (isRun(pattern[p])) {
      star = p++;
      resume = t;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  return pattern.slice(p).every(isRun);
}

/** Whether a pattern is nothing but `*`. */
export const isAny = (pattern: readonly Token[]): boolean =>
  pattern.length > 0 && pattern.every(({ kind }) => kind === "any");

/** A compiled pattern and text, either of which may have parts that nobody knows. */
function fit(pattern: readonly Token[] | undefined, text: string): Ternary {
  if (pattern === undefined) return "no";
  if (text.includes(unknown)) return isAny(pattern) ? "yes" : "unknown";
  if (!glob(pattern, text)) return "no";
  return pattern.some(({ kind }) => kind === "open") ? "unknown" : "yes";
}

/** Text against a pattern with wildcards. */
export function like(pattern: string, text: string, context: Context, variables: boolean): Ternary {
  return fit(compile(pattern, context, { variables, wildcards: true }), text);
}

/** Text against text: wildcards are plain characters, variables are filled in. */
export function equal(
  pattern: string,
  text: string,
  context: Context,
  variables: boolean,
): Ternary {
  return fit(compile(pattern, context, { variables, wildcards: false }), text);
}

/** A character in lower case may be several. */
const folded = (token: Token): Token[] =>
  token.kind === "literal"
    ? [...token.text.toLowerCase()].map((text) => ({ ...token, text }))
    : [token];

/** The same, ignoring case. */
export function equalIgnoringCase(
  pattern: string,
  text: string,
  context: Context,
  variables: boolean,
): Ternary {
  const compiled = compile(pattern, context, { variables, wildcards: false });
  const isOpen = text.includes(unknown);
  return fit(compiled?.flatMap(folded), isOpen ? text : text.toLowerCase());
}

const nothing: Context = { get: () => [] };

/** An action pattern of a policy against an action; neither minds case. */
export function likeAction(pattern: string, action: string): Ternary {
  const compiled = compile(pattern, nothing, { variables: false, wildcards: true });
  return fit(compiled?.flatMap(folded), action.toLowerCase());
}

/** Whether a variable of a pattern has no value in the request, or may have none. */
export function mayBeVoid(pattern: string, context: Context, variables: boolean): boolean {
  const compiled = compile(pattern, context, { variables, wildcards: true });
  return compiled?.some((token) => token.kind === "open" && token.filled === true) ?? true;
}
