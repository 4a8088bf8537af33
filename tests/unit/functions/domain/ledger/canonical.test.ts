/** RFC 8785, for what a ledger holds. */
import * as assert from "node:assert/strict";
import fc from "fast-check";
import { canonicalJson, type Json } from "../../../../../functions/domain/ledger/canonical";

describe("canonicalJson", () => {
  const rows: [string, Json, string][] = [
    [
      "members in the order of their names",
      { b: 1, a: { d: 2, c: 3 } },
      '{"a":{"c":3,"d":2},"b":1}',
    ],
    // RFC 8785, 3.2.3: by UTF-16 code units, so that a surrogate stands before U+FB33.
    [
      "names by UTF-16 code units",
      { "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\ud83d\ude00": 5, "\u0080": 6, "\u00f6": 7 },
      '{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}',
    ],
    ["no members that are undefined", { a: undefined, b: null }, '{"b":null}'],
    ["lists in their own order", [3, "1", true, []], '[3,"1",true,[]]'],
    ["texts with as few escapes as JSON allows", '\u000f\n"\\/é', '"\\u000f\\n\\"\\\\/é"'],
  ];
  for (const [title, value, text] of rows) {
    it(`has ${title}`, () => assert.equal(canonicalJson(value), text));
  }

  for (const number of [0.5, NaN, Infinity, 2 ** 53]) {
    it(`refuses ${number}, which other readers may read as another number`, () => {
      assert.throws(() => canonicalJson({ at: [number] }), /integers alone, got: /);
    });
  }

  it("says what was given, and says the same of it again", () => {
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        fc.string({ unit: "binary" }),
        fc.maxSafeInteger().map((number) => number + 0),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(fc.string(), tie("value"), { maxKeys: 3, noNullPrototype: true }),
      ),
    })).value as fc.Arbitrary<Json>;
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value);
        assert.equal(canonicalJson(JSON.parse(text) as Json), text);
        assert.equal(text, canonicalJson(JSON.parse(JSON.stringify(value)) as Json));
      }),
    );
  });
});
