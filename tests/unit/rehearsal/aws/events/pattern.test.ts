import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { matches } from "../../../../../rehearsal/aws/events/pattern";

const event = {
  source: "aws.codepipeline",
  "detail-type": "CodePipeline Action Execution State Change",
  resources: ["arn:aws:codepipeline:eu-west-1:111122223333:ladder"],
  detail: {
    pipeline: "ladder",
    stage: "Production",
    version: 2,
    manual: true,
    reason: null,
    type: { category: "Approval", owner: "AWS" },
    changes: [{ path: "a/index.html" }, { path: "b/style.css" }],
  },
};

const stage = (...rules: unknown[]) => ({ detail: { stage: rules } });
const version = (...rules: unknown[]) => ({ detail: { version: rules } });

describe("matches (EventBridge pattern)", () => {
  const cases: [string, unknown, unknown][] = [
    ["an exact value", { source: ["aws.codepipeline"] }, { source: ["aws.s3"] }],
    ["one of several values", stage("Dev", "Production"), stage("Dev", "Staging")],
    ["numbers as numbers", version(2), version("2")],
    ["true", { detail: { manual: [true] } }, { detail: { manual: ["true"] } }],
    ["null", { detail: { reason: [null] } }, { detail: { gone: [null] } }],
    [
      "nested keys",
      { detail: { type: { category: ["Approval"] } } },
      { detail: { type: { category: ["Deploy"] } } },
    ],
    [
      "every key",
      { source: ["aws.codepipeline"], detail: { pipeline: ["ladder"] } },
      { source: ["aws.codepipeline"], detail: { pipeline: ["other"] } },
    ],
    [
      "an element of a list",
      { resources: [{ suffix: ":ladder" }] },
      { resources: [{ suffix: ":x" }] },
    ],
    [
      "an object in a list",
      { detail: { changes: { path: [{ suffix: ".css" }] } } },
      { detail: { changes: { path: [{ suffix: ".js" }] } } },
    ],
    ["prefix", stage({ prefix: "Pro" }), stage({ prefix: "pro" })],
    [
      "prefix ignoring case",
      stage({ prefix: { "equals-ignore-case": "pRO" } }),
      stage({ prefix: { "equals-ignore-case": "dev" } }),
    ],
    ["suffix", stage({ suffix: "tion" }), stage({ suffix: "TION" })],
    [
      "equals-ignore-case",
      stage({ "equals-ignore-case": "PRODUCTION" }),
      stage({ "equals-ignore-case": "PRODUCTIO" }),
    ],
    ["wildcard", stage({ wildcard: "P*d*n" }), stage({ wildcard: "P*d" })],
    [
      "wildcard without regular expressions",
      stage({ wildcard: "*" }),
      stage({ wildcard: "P.+*n" }),
    ],
    ["anything-but one", stage({ "anything-but": "Dev" }), stage({ "anything-but": "Production" })],
    [
      "anything-but a list",
      stage({ "anything-but": ["Dev", "QA"] }),
      stage({ "anything-but": ["Dev", "Production"] }),
    ],
    [
      "anything-but a number",
      version({ "anything-but": [1, 3] }),
      version({ "anything-but": [1, 2] }),
    ],
    [
      "anything-but a prefix",
      stage({ "anything-but": { prefix: "Dev" } }),
      stage({ "anything-but": { prefix: "Prod" } }),
    ],
    [
      "anything-but several suffixes",
      stage({ "anything-but": { suffix: ["x", "y"] } }),
      stage({ "anything-but": { suffix: ["x", "ion"] } }),
    ],
    [
      "anything-but a wildcard",
      stage({ "anything-but": { wildcard: "Dev*" } }),
      stage({ "anything-but": { wildcard: "Prod*" } }),
    ],
    ["exists", stage({ exists: true }), stage({ exists: false })],
    [
      "absence",
      { detail: { gone: [{ exists: false }] } },
      { detail: { gone: [{ exists: true }] } },
    ],
    ["numeric =", version({ numeric: ["=", 2] }), version({ numeric: ["=", 3] })],
    ["numeric <", version({ numeric: ["<", 3] }), version({ numeric: ["<", 2] })],
    ["numeric <=", version({ numeric: ["<=", 2] }), version({ numeric: ["<=", 1] })],
    ["numeric >", version({ numeric: [">", 1] }), version({ numeric: [">", 2] })],
    ["a range", version({ numeric: [">=", 2, "<", 3] }), version({ numeric: [">", 2, "<=", 3] })],
    [
      "$or",
      { $or: [{ source: ["x"] }, stage("Production")] },
      { $or: [{ source: ["x"] }, stage("Dev")] },
    ],
    [
      "$or inside detail beside a key",
      { detail: { pipeline: ["ladder"], $or: [{ stage: ["x"] }, { version: [2] }] } },
      { detail: { pipeline: ["x"], $or: [{ stage: ["x"] }, { version: [2] }] } },
    ],
  ];
  for (const [name, fits, fitsNot] of cases) {
    it(`takes ${name}`, () => assert.equal(matches(fits, event), true));
    it(`does not take what fails ${name}`, () => assert.equal(matches(fitsNot, event), false));
  }

  it("takes no absent key for anything-but", () => {
    assert.equal(matches({ detail: { gone: [{ "anything-but": "x" }] } }, event), false);
  });

  it("takes no text where numbers are compared", () => {
    assert.equal(matches(stage({ numeric: [">", 0] }), event), false);
  });

  it("takes no number where text is compared", () => {
    for (const rule of [{ prefix: "2" }, { wildcard: "*" }, { "equals-ignore-case": "2" }]) {
      assert.equal(matches(version(rule), event), false);
    }
  });

  it("does not see what an object inherits", () => {
    assert.equal(matches({ constructor: { name: [{ exists: true }] } }, event), false);
  });

  it("finds an absent key below a text", () => {
    assert.equal(matches({ source: { deep: [{ exists: false }] } }, event), true);
  });

  const bad: [string, unknown, RegExp][] = [
    ["an unknown operator", stage({ regex: ".*" }), /Operator "regex" is not known/],
    ["an operator from the prototype", stage({ constructor: 1 }), /Operator "constructor"/],
    ["an unknown operator on an absent key", { gone: [{ regex: "x" }] }, /"regex"/],
    ["an unknown operator in $or", { $or: [{ a: [1] }, { b: [{ regex: 1 }] }] }, /"regex"/],
    ["two operators in one rule", stage({ prefix: "a", suffix: "b" }), /one operator/],
    ["a list as rule", stage(["a"]), /one operator/],
    ["a plain value", { source: "aws.s3" }, /Write \["\.\.\."\]/],
    ["an empty list", { source: [] }, /list of rules of "source" is empty/],
    ["an empty pattern", {}, /A pattern is an object/],
    ["a list as pattern", [], /A pattern is an object/],
    ["a text as pattern", "x", /A pattern is an object/],
    ["an $or of one", { $or: [{ source: ["x"] }] }, /Operator "source"/],
    ["exists with a text", stage({ exists: "yes" }), /exists takes true or false/],
    ["prefix with a number", stage({ prefix: 1 }), /takes a text/],
    ["prefix with suffix in it", stage({ prefix: { suffix: "x" } }), /takes a text/],
    ["prefix with an unknown operator in it", stage({ prefix: { regex: "x" } }), /"regex"/],
    ["numeric with one part", version({ numeric: [">"] }), /numeric takes a list/],
    ["numeric with an odd comparison", version({ numeric: ["!=", 1] }), /comparisons/],
    ["numeric with a text", version({ numeric: [">", "1"] }), /comparisons/],
    ["numeric without a list", version({ numeric: 2 }), /numeric takes a list/],
    ["anything-but nothing", stage({ "anything-but": [] }), /anything-but takes/],
    ["anything-but objects", stage({ "anything-but": [{}] }), /anything-but takes/],
    ["anything-but exists", stage({ "anything-but": { exists: true } }), /anything-but takes/],
    ["anything-but unknown", stage({ "anything-but": { regex: "x" } }), /"regex"/],
    ["two asterisks", stage({ wildcard: "a**" }), /wildcard takes no two asterisks/],
  ];
  for (const [name, pattern, error] of bad) {
    it(`throws at ${name}`, () => {
      assert.throws(() => matches(pattern, event), error);
    });
  }

  it("takes exactly the value it names, whatever it is", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (wanted, found) => {
        assert.equal(matches({ key: [wanted] }, { key: found }), wanted === found);
        assert.equal(
          matches({ key: [{ "anything-but": wanted }] }, { key: found }),
          wanted !== found,
        );
      }),
    );
  });
});
