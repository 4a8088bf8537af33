/**
 * A value is the whole of its argument: what stands before or after a good one, also a line break,
 * makes it none. Most of these end in policies, in ARNs, or in the header of a message.
 */
import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { Check } from "../../components/inputs/model/checks";

export interface Value {
  readonly check: Check<string>;
  readonly good: readonly string[];
  /** What may stand neither before nor after a good value, beside a line break. */
  readonly foreign: readonly string[];
  /** Nor may these be given, each for its own reason. */
  readonly wrong: readonly string[];
}

/** `start`, filled up to a length. */
export const long = (length: number, start = ""): string => start.padEnd(length, "X");

/** An argument is refused under its own name; what the provider says has none. */
function isRefused(check: Check<string>, value: string): boolean {
  try {
    check(value, "arg");
    return false;
  } catch (error) {
    if (pulumi.InputPropertyError.isInstance(error)) {
      assert.ok(error.propertyPath.startsWith("arg"), error.propertyPath);
      isHelpful(check, error.reason);
    } else {
      assert.ok(error instanceof pulumi.RunError, String(error));
    }
    return true;
  }
}

/** A refusal names the argument, what was given, and what to do; an example is a good value. */
function isHelpful(check: Check<string>, reason: string): void {
  assert.match(reason, /^`arg[^]*, got[ :][^]*\. [A-Z][^]*\.$/);
  const example = / like "?(\S+?)"?, got/.exec(reason)?.[1];
  if (example !== undefined) assert.doesNotThrow(() => check(example, "arg"), reason);
}

/** One test a value for what is good and what is wrong, and one a good value for what is around it. */
export function areWhole(values: Readonly<Record<string, Value>>): void {
  for (const [what, { check, good, foreign, wrong }] of Object.entries(values)) {
    it(`${what} is the value alone`, () => {
      for (const value of good) assert.equal(isRefused(check, value), false, JSON.stringify(value));
      for (const value of wrong) assert.equal(isRefused(check, value), true, JSON.stringify(value));
    });

    // In JavaScript a pattern takes a list of one good text, and a program without types gives one.
    it(`${what} is a text and nothing that can be made one`, () => {
      for (const other of [[good[0]], { toString: () => good[0] }, new String(good[0]), 7, true]) {
        assert.equal(isRefused(check, other as string), true, JSON.stringify(other));
      }
    });

    for (const [index, value] of good.filter((one) => one.length > 0).entries()) {
      it(`${what} has nothing before and behind it, ${index + 1}`, () => {
        for (const other of ["\n", "x\n", ...foreign]) {
          const behind = [...other].reverse().join("");
          for (const one of [`${other}${value}`, `${value}${behind}`]) {
            assert.equal(isRefused(check, one), true, JSON.stringify(one));
          }
        }
      });
    }
  }
}
