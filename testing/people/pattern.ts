/** IAM's patterns: `*`, `?` and `${variables}`, of which the value may not be known. */
import { all, type Ternary } from "./ternary";

/**
 * Values of condition keys, in lower case. An empty list: the request does not have the key. A key
 * that is missing here: nobody knows.
 */
export type Context = ReadonlyMap<string, readonly string[]>;

interface Compiled {
  readonly source: string;
  /** A variable of it has no value that is known. */
  readonly open: boolean;
}

const quoted = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

interface Language {
  readonly variables: boolean;
  readonly wildcards: boolean;
}

/** As a regular expression; what is not known fits everything, and `open` says so. */
function compile(pattern: string, context: Context, language: Language): Compiled {
  let open = false;
  const source = pattern
    .split(/(\$\{[^}]*\}|[*?])/)
    .map((part, index) => {
      if (index % 2 === 0) return quoted(part);
      if (part.length === 1) {
        if (!language.wildcards) return quoted(part);
        return part === "*" ? ".*" : ".";
      }
      // Version 2008-10-17 has no variables: there the text means itself.
      if (!language.variables) return `\\$${compile(part.slice(1), context, language).source}`;
      const value = valueOf(part.slice(2, -1), context);
      if (value === undefined) open = true;
      return value === undefined ? ".*" : quoted(value);
    })
    .join("");
  return { source, open };
}

/** `${*}`, `${?}` and `${$}` stand for the character; a default or a list is left open. */
export function valueOf(inside: string, context: Context): string | undefined {
  if (["*", "?", "$"].includes(inside)) return inside;
  const values = context.get(inside.toLowerCase());
  return values?.length === 1 ? values[0] : undefined;
}

function fits(pattern: string, text: string, context: Context, language: Language): Ternary {
  const { source, open } = compile(pattern, context, language);
  if (!new RegExp(`^${source}$`, "su").test(text)) return "no";
  return open ? "unknown" : "yes";
}

/** Text against a pattern with wildcards. */
export function like(pattern: string, text: string, context: Context, variables: boolean): Ternary {
  return fits(pattern, text, context, { variables, wildcards: true });
}

/** Text against text: wildcards are plain characters, variables are filled in. */
export function equal(
  pattern: string,
  text: string,
  context: Context,
  variables: boolean,
): Ternary {
  return fits(pattern, text, context, { variables, wildcards: false });
}

/** An action pattern of a policy against an action; neither minds case. */
export function likeAction(pattern: string, action: string): Ternary {
  return like(pattern.toLowerCase(), action.toLowerCase(), new Map(), false);
}

/**
 * An ARN against a pattern. A wildcard stays within its part between colons, but for the last one;
 * where only a wildcard that runs over a colon would fit, nothing is said for certain.
 */
export function likeArn(
  pattern: string,
  arn: string,
  context: Context,
  variables: boolean,
): Ternary {
  if (/^\*+$/.test(pattern)) return "yes";
  const whole = like(pattern, arn, context, variables);
  if (whole !== "yes") return whole;
  const wanted = cutArn(pattern);
  const given = cutArn(arn);
  // IAM takes variables after the fifth colon only.
  if (variables && wanted.slice(0, 5).some((part) => part.includes("${"))) return "unknown";
  if (wanted.length < given.length) return pattern.endsWith("*") ? whole : "unknown";
  const parts = given.map((part, index) => like(wanted[index], part, context, variables));
  return all(parts) === "yes" ? "yes" : "unknown";
}

/** The six parts of an ARN; the last one may hold colons. A variable's colon cuts nothing. */
export function cutArn(arn: string): string[] {
  const parts = arn.split(/:(?![^{]*\})/);
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(":")];
}
