/** IAM's pattern language: `*`, `?` and `${policy variables}`, for strings and for ARNs. */

/** Condition keys and their values, as they are known of one request. Keys ignore case. */
export type Context = Readonly<Record<string, string | readonly string[]>>;

/** One character of a pattern after its variables are filled in. */
type Token =
  | { readonly kind: "any" }
  | { readonly kind: "one" }
  | { readonly kind: "colon" }
  | { readonly kind: "literal"; readonly text: string };

const any: Token = { kind: "any" };

export function contextValues(context: Context, key: string): readonly string[] | undefined {
  const wanted = key.toLowerCase();
  const found = Object.keys(context).find((k) => k.toLowerCase() === wanted);
  if (found === undefined) return undefined;
  const value = context[found];
  return typeof value === "string" ? [value] : value;
}

/** `${*}`, `${?}` and `${$}` stand for the character itself; `${key, 'text'}` has a default. */
function variable(inside: string, context: Context): string | undefined {
  if (inside === "*" || inside === "?" || inside === "$") return inside;
  const [, key, , fallback] = /^([^,]+?)(\s*,\s*'(.*)')?$/s.exec(inside) ?? [];
  if (key === undefined) return undefined;
  const values = contextValues(context, key.trim());
  return values?.length === 1 ? values[0] : fallback;
}

/** Undefined when a variable has no single value: such a pattern matches nothing, as in IAM. */
function tokens(pattern: string, context: Context, variables: boolean): Token[] | undefined {
  const out: Token[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const end = variables && pattern.startsWith("${", i) ? pattern.indexOf("}", i) : -1;
    if (end > 0) {
      const value = variable(pattern.slice(i + 2, end), context);
      if (value === undefined) return undefined;
      // A value is text, never a pattern: a user named `*` is not everybody.
      for (const text of value) out.push({ kind: "literal", text });
      i = end;
    } else if (pattern[i] === "*") out.push(any);
    else if (pattern[i] === "?") out.push({ kind: "one" });
    else if (pattern[i] === ":") out.push({ kind: "colon" });
    else out.push({ kind: "literal", text: pattern[i] });
  }
  return out;
}

function fits(token: Token | undefined, character: string): boolean {
  if (token === undefined || token.kind === "any") return false;
  if (token.kind === "one") return true;
  return (token.kind === "colon" ? ":" : token.text) === character;
}

/** Goes back to the last `*` only, so that no pattern takes exponential time. */
function glob(pattern: readonly Token[], text: string): boolean {
  const characters = [...text];
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < characters.length) {
    if (fits(pattern[p], characters[t])) {
      p++;
      t++;
    } else if (pattern[p]?.kind === "any") {
      star = p++;
      resume = t;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  return pattern.slice(p).every((token) => token.kind === "any");
}

/** Text against a pattern with wildcards. */
export function likeText(
  pattern: string,
  text: string,
  context: Context,
  variables = true,
): boolean {
  const compiled = tokens(pattern, context, variables);
  return compiled !== undefined && glob(compiled, text);
}

const written = { any: "*", one: "?", colon: ":" } as const;

/** Fills in variables and takes wildcards as plain characters; undefined when one has no value. */
export function fillIn(pattern: string, context: Context, variables: boolean): string | undefined {
  const compiled = tokens(pattern, context, variables);
  return compiled?.map((t) => (t.kind === "literal" ? t.text : written[t.kind])).join("");
}

/** Whether every variable of a pattern has a value. */
export function resolves(pattern: string, context: Context, variables: boolean): boolean {
  return tokens(pattern, context, variables) !== undefined;
}

/** An action pattern of a policy against an action; neither minds case. */
export function likeAction(pattern: string, action: string): boolean {
  return likeText(pattern.toLowerCase(), action.toLowerCase(), {}, false);
}

/** Cuts at the first five colons that the policy's author wrote. */
function segments(pattern: readonly Token[]): Token[][] {
  const out: Token[][] = [[]];
  for (const token of pattern) {
    if (token.kind === "colon" && out.length < 6) out.push([]);
    else out[out.length - 1].push(token);
  }
  return out;
}

/**
 * An ARN against a pattern, segment by segment: a wildcard stays inside its segment, but for the
 * last, where it runs on to the end. `complete` fills missing segments with `*`, as IAM does for
 * the Resource element of identity-based policies.
 */
export function likeArn(
  pattern: string,
  arn: string,
  context: Context,
  options: { complete?: boolean; variables?: boolean } = {},
): boolean {
  const compiled = tokens(pattern, context, options.variables ?? true);
  if (compiled === undefined) return false;
  if (compiled.length > 0 && compiled.every((token) => token.kind === "any")) return true;
  const wanted = segments(compiled);
  const openEnd = compiled.at(-1)?.kind === "any";
  if (wanted.length < 6 && !options.complete && !openEnd) return false;
  while (wanted.length < 6) wanted.push([any]);
  const parts = arn.split(":");
  if (parts.length < 6) return false;
  const given = [...parts.slice(0, 5), parts.slice(5).join(":")];
  return given.every((part, i) => glob(wanted[i], part));
}
