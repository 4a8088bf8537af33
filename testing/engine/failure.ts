/** What an assertion throws: node:assert's error, which every test runner prints well. */
import { AssertionError, deepStrictEqual } from "node:assert";

/** Throws an AssertionError of which the trace starts at the test's own line. */
export function fail(
  message: string,
  from: (...args: never[]) => unknown,
  values: { readonly actual?: unknown; readonly expected?: unknown } = {},
): never {
  throw new AssertionError({
    message,
    stackStartFn: from,
    ...("expected" in values && { ...values, operator: "deepStrictEqual" }),
  });
}

/** Throws where two plain values differ, with the words first and the difference after them. */
export function assertSame(
  actual: unknown,
  expected: unknown,
  words: string,
  from: (...args: never[]) => unknown,
): void {
  try {
    deepStrictEqual(actual, expected);
  } catch (error) {
    if (!(error instanceof AssertionError)) throw error;
    // Node writes the difference after the words.
    fail(words, from, { actual, expected });
  }
}
