/** How patterns with nested keys and `$or` are laid over a JSON document. */
import { isObject, isScalar, meets, PatternError, type Scalar } from "./operators";

/**
 * Tells whether `document` meets `pattern`: every key must meet its list of rules, one rule of a
 * list is enough, `$or` needs one of its patterns. Every part is judged, also where the answer is
 * known, so that a mistake anywhere in a pattern shows at the first event.
 */
export function meetsPattern(
  pattern: unknown,
  document: unknown,
  known: ReadonlySet<string>,
): boolean {
  if (!isObject(pattern) || Object.keys(pattern).length === 0) {
    throw new PatternError(`A pattern is an object with keys, got: ${JSON.stringify(pattern)}.`);
  }
  const results = Object.entries(pattern).map(([key, wanted]) =>
    key === "$or" && isAlternatives(wanted)
      ? wanted.map((one) => meetsPattern(one, document, known)).includes(true)
      : meetsKey(key, wanted, document, known),
  );
  return results.every(Boolean);
}

function meetsKey(
  key: string,
  wanted: unknown,
  document: unknown,
  known: ReadonlySet<string>,
): boolean {
  const found = under(document, key);
  if (Array.isArray(wanted)) {
    if (wanted.length === 0) throw new PatternError(`The list of rules of "${key}" is empty.`);
    return wanted.map((rule) => meets(rule, leaves(found), known)).includes(true);
  }
  if (!isObject(wanted)) {
    throw new PatternError(
      `"${key}" takes a list of rules or nested keys, got: ${JSON.stringify(wanted)}. ` +
        `Write ["..."] for one value.`,
    );
  }
  // A list of objects meets a nested pattern when one of them does.
  const candidates = Array.isArray(found) && found.length > 0 ? found : [found];
  return candidates.map((one) => meetsPattern(wanted, one, known)).includes(true);
}

/** AWS takes `$or` as a key of its own unless it holds a list of two or more patterns. */
function isAlternatives(wanted: unknown): wanted is unknown[] {
  return Array.isArray(wanted) && wanted.length >= 2 && wanted.every(isObject);
}

function under(document: unknown, key: string): unknown {
  return isObject(document) && Object.hasOwn(document, key) ? document[key] : undefined;
}

function leaves(found: unknown): Scalar[] {
  return [found].flat(Infinity).filter(isScalar);
}
