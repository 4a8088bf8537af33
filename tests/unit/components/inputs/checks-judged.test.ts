/** The words of every refusal, and what of a value they show. */
import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  absent,
  boolean,
  fail,
  integer,
  known,
  pending,
  quote,
  throwInvalid,
  text,
  redactedError,
} from "../../../../components/inputs/model/checks";
import { refusalOf } from "../../../support/refusals";

describe("a value", () => {
  const values: [value: unknown, isKnown: boolean, isAbsent: boolean][] = [
    [undefined, false, true],
    [null, false, true],
    [pending, false, false],
    ...["", 0, false, NaN, [], {}].map((value): [unknown, boolean, boolean] => [
      value,
      true,
      false,
    ]),
  ];
  for (const [value, isKnown, isAbsent] of values) {
    it(`${String(value)} is ${isKnown ? "" : "not "}known and ${isAbsent ? "" : "not "}absent`, () => {
      assert.equal(known(value), isKnown);
      assert.equal(absent(value), isAbsent);
    });
  }

  it("is quoted whole up to 80 characters, else by its first 60 and its length", () => {
    assert.equal(quote("x".repeat(78)), `"${"x".repeat(78)}"`);
    assert.equal(quote("x".repeat(79)), `"${"x".repeat(59)}..." (79 characters)`);
    const list = ["x".repeat(76)];
    assert.equal(quote(list), JSON.stringify(list));
    assert.equal(quote(["x".repeat(77)]), `["${"x".repeat(58)}...`);
    const named: [unknown, string][] = [
      [undefined, "undefined"],
      [NaN, "NaN"],
      [-Infinity, "-Infinity"],
      [pending, "Symbol(still to come)"],
      [true, "true"],
      [null, "null"],
    ];
    for (const [value, words] of named) assert.equal(quote(value), words);
  });
});

describe("a value that has no JSON of its own", () => {
  const circle: Record<string, unknown> = {};
  circle.itself = circle;
  const quoted: [what: string, value: unknown, words: string][] = [
    ["a resource", { __pulumiResource: true, secret: "canary" }, "a resource"],
    ["a bigint", 12n, "12n"],
    ["a Map", new Map([["a", 1]]), "[object Map]"],
    ["a Set", new Set(["a"]), "[object Set]"],
    ["what refers to itself", circle, "[object Object]"],
    ["a bigint in a list", [12n], "[object Array]"],
    ["a function", Object.assign(() => 1, { toString: () => "f" }), "f"],
  ];
  for (const [what, value, words] of quoted) {
    it(`is quoted all the same: ${what}`, () => assert.equal(quote(value), words));
  }
});

describe("a text", () => {
  const limit = { min: 2, max: 4, characters: "a b", pattern: /^[ab]+$/ };
  const judge = (value: unknown, path = "arg", use = {}) =>
    refusalOf(() => text(limit, { example: "ab", ...use })(value as string, path))?.reason;

  it("passes within its bounds and of its characters", () => {
    for (const good of ["ab", "abab"]) assert.equal(judge(good), undefined);
    const free = text({ min: 1, max: 4 }, { example: "a" });
    assert.equal(
      refusalOf(() => free("\n*", "arg")),
      undefined,
    );
  });

  const must = '`arg` must be a string, like "ab", got: ';
  const length = "`arg` must have 2 to 4 characters, got ";
  const wrong: [value: unknown, reason: string][] = [
    [undefined, `${must}undefined. Leave it out or give it a value.`],
    [null, `${must}null. Leave it out or give it a value.`],
    [7, `${must}7. Put it into quotation marks.`],
    [true, `${must}true. Put it into quotation marks.`],
    [["ab"], `${must}["ab"]. Give it one text.`],
    [{}, `${must}{}. Give it one text.`],
    ["", `${length}an empty string. Leave it out or give it a value.`],
    ["a", `${length}1: "a". Shorten it.`],
    ["ababa", `${length}5: "ababa". Shorten it.`],
    ["abc", '`arg` may only have the characters a b, got: "abc". Rename it.'],
    [
      "ab ",
      '`arg` may only have the characters a b, got: "ab ". Leave out the white space at its ends.',
    ],
  ];
  for (const [value, reason] of wrong) {
    it(`is not ${JSON.stringify(value)}`, () => {
      assert.equal(judge(value), reason);
      const rule = reason.slice(0, reason.lastIndexOf(". ") + 2);
      assert.equal(judge(value, "arg", { remedy: "Ask." }), `${rule}Ask.`);
    });
  }

  it("is no function", () => {
    assert.match(judge(() => "ab") ?? "", /^`arg` must be a string, .*\. Give it one text\.$/);
  });

  it("that has no default is given, and one of a list is taken off it", () => {
    for (const nothing of ["", undefined, null]) {
      assert.match(judge(nothing, "arg", { required: true }) ?? "", /\. Give it a value\.$/);
      for (const required of [true, false]) {
        const remedy = /\. Take it off the list or give it a value\.$/;
        assert.match(judge(nothing, "arg[3]", { required }) ?? "", remedy);
      }
    }
    assert.match(judge("", "list[3].name") ?? "", /\. Leave it out or give it a value\.$/);
  });
});

describe("a number and a switch", () => {
  it("are refused with what they may be", () => {
    const days = integer({ min: 2, max: 4 }, " of days");
    for (const good of [2, 3, 4])
      assert.equal(
        refusalOf(() => days(good, "arg")),
        undefined,
      );
    for (const bad of [1, 5, 2.5, NaN, "3 days", null, [3]]) {
      assert.deepEqual(
        refusalOf(() => days(bad as number, "arg")),
        {
          path: "arg",
          reason:
            `\`arg\` must be a whole number of days between 2 and 4, got: ${quote(bad)}. Choose a ` +
            "number in that range or leave it out for the default.",
        },
      );
    }
    for (const good of [true, false])
      assert.equal(
        refusalOf(() => boolean(good, "arg")),
        undefined,
      );
    for (const bad of ["yes", "", 0, 1, null, undefined, [], {}]) {
      assert.deepEqual(
        refusalOf(() => boolean(bad as boolean, "arg")),
        {
          path: "arg",
          reason:
            `\`arg\` must be true or false, got: ${quote(bad)}. Correct the value, or leave the ` +
            "argument out for the default.",
        },
      );
    }
  });
});

describe("a number or a switch in quotation marks", () => {
  const number = (value: unknown) =>
    refusalOf(() => integer({ min: 2, max: 4 }, "")(value as number, "arg"))?.reason ?? "";
  const either = (value: unknown) =>
    refusalOf(() => boolean(value as boolean, "arg"))?.reason ?? "";

  it("is refused with the words to leave them out, where that is all that is wrong", () => {
    for (const digits of ["3", "30"]) {
      const reason = `got: "${digits}". Leave out the quotation marks: it is a number.`;
      assert.ok(number(digits).endsWith(reason));
    }
    for (const word of ["true", "false"]) {
      assert.ok(either(word).endsWith(`got: "${word}". Leave out the quotation marks.`));
    }
  });

  it("is refused in other words where something stands before or behind it, or around it", () => {
    for (const odd of ["3 ", " 3", "3.5", "x3", "3x", "", ["3"], ["x", "3"], { a: "3" }]) {
      assert.match(number(odd), /Choose a number in that range or leave it out for the default\.$/);
    }
    for (const odd of ["true ", " true", "not false", ["true"], { a: "false" }, { true: 1 }]) {
      assert.match(either(odd), /Correct the value, or leave the argument out for the default\.$/);
    }
  });
});

describe("the refusal of a secret", () => {
  const shown = (reason: string): unknown =>
    redactedError(new pulumi.InputPropertyError({ propertyPath: "arg", reason }));

  const cases: [reason: string, rule: string][] = [
    ["`arg` must be short, got: canary. Shorten it.", "`arg` must be short"],
    ["`arg` must be short, got canary, got more.", "`arg` must be short"],
    ["`arg` has a malformed variable: canary.", "`arg` must be well-formed"],
  ];
  for (const [reason, rule] of cases) {
    it(`says the rule and not the value: ${reason}`, () => {
      const error = shown(reason);
      assert.ok(pulumi.InputPropertyError.isInstance(error));
      assert.equal(error.propertyPath, "arg");
      assert.equal(
        error.reason,
        `${rule}, got a secret, which is not shown here. Correct it where it is stored.`,
      );
    });
  }

  it("is any other error as it is", () => {
    for (const other of [new Error("no"), "no", undefined])
      assert.equal(redactedError(other), other);
  });

  it("and every refusal are Pulumi's own errors", () => {
    assert.throws(() => throwInvalid("arg", "`arg` is wrong."), pulumi.InputPropertyError);
    assert.throws(() => fail("Nobody is to blame."), pulumi.RunError);
    assert.throws(() => fail("Nobody is to blame."), /^RunError: Nobody is to blame\.$|Nobody is/);
  });
});
