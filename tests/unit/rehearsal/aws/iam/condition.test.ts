import * as assert from "node:assert/strict";
import type { PolicyRequest } from "../../../../../rehearsal/aws/iam/evaluate";
import { allow, effect, under } from "./fixture";

describe("conditions in policies", () => {
  const present = { "aws:MultiFactorAuthPresent": "true" };
  const absent = { "aws:MultiFactorAuthPresent": "false" };

  it("Bool lets in who passed MFA, and no long-term key, which has no such key", () => {
    const condition = { Bool: present };
    assert.equal(under(condition, present), "Allow");
    assert.equal(under(condition, absent), "None");
    assert.equal(under(condition, {}), "None");
  });

  it("BoolIfExists lets long-term keys in, the well-known mistake", () => {
    assert.equal(under({ BoolIfExists: present }, {}), "Allow");
    assert.equal(under({ BoolIfExists: present }, absent), "None");
  });

  it("a Deny under BoolIfExists false also stops long-term keys", () => {
    const statements = [allow, { ...allow, Effect: "Deny", Condition: { BoolIfExists: absent } }];
    assert.equal(effect(statements, { context: {} }), "Deny");
    assert.equal(effect(statements, { context: absent }), "Deny");
    assert.equal(effect(statements, { context: present }), "Allow");
  });

  const rows: [string, unknown, PolicyRequest["context"], string][] = [
    ["all operators must hold", { Bool: present, Null: { a: "true" } }, present, "Allow"],
    ["one that fails is enough", { Bool: present, Null: { a: "false" } }, present, "None"],
    ["Null true, key there", { Null: { a: "true" } }, { a: "x" }, "None"],
    ["Null false, key there", { Null: { a: false } }, { a: "x" }, "Allow"],
    ["a number as value", { NumericLessThan: { n: 10 } }, { n: "9" }, "Allow"],
    ["no number in the request", { NumericLessThan: { n: 10 } }, { n: "x" }, "None"],
    ["a bound", { NumericLessThan: { n: "10" } }, { n: "10" }, "None"],
    ["a bound with equals", { NumericLessThanEquals: { n: "10" } }, { n: "10" }, "Allow"],
    ["greater", { NumericGreaterThan: { n: "1.5" } }, { n: "1.6" }, "Allow"],
    ["a date in seconds", { DateLessThan: { d: "2026-01-02" } }, { d: "1767225600" }, "Allow"],
    ["a date without zone", { DateGreaterThan: { d: "2026-01-01T00:00" } }, { d: "x" }, "None"],
    [
      "a date with offset",
      { DateEquals: { d: "2026-01-01T01:00+01:00" } },
      { d: "1767225600" },
      "Allow",
    ],
    ["IPv6", { IpAddress: { ip: "2001:db8::/32" } }, { ip: "2001:db8::1" }, "Allow"],
    ["one address", { NotIpAddress: { ip: "10.0.0.1" } }, { ip: "10.0.0.1" }, "None"],
    ["no address", { IpAddress: { ip: "10.0.0.0/8" } }, { ip: "ten" }, "None"],
    ["negated, key missing", { StringNotEquals: { a: "x" } }, {}, "Allow"],
    ["negated, one of several", { StringNotEquals: { a: ["x", "y"] } }, { a: "y" }, "None"],
    [
      "ArnLike",
      { ArnLike: { a: "arn:aws:iam::*:role/ci-*" } },
      { a: "arn:aws:iam::1:role/ci-a" },
      "Allow",
    ],
    ["ForAllValues, key missing", { "ForAllValues:StringEquals": { a: "x" } }, {}, "Allow"],
    [
      "ForAllValues, one too many",
      { "ForAllValues:StringEquals": { a: "x" } },
      { a: ["x", "y"] },
      "None",
    ],
    ["ForAnyValue, key missing", { "ForAnyValue:StringEquals": { a: "x" } }, {}, "None"],
    ["ForAnyValue with IfExists", { "ForAnyValue:StringEqualsIfExists": { a: "x" } }, {}, "Allow"],
    [
      "ForAnyValue, one fits",
      { "ForAnyValue:StringLike": { a: "x*" } },
      { a: ["y", "xx"] },
      "Allow",
    ],
    ["several values, no set operator", { StringEquals: { a: "x" } }, { a: ["y", "x"] }, "Allow"],
  ];
  for (const [name, condition, context, expected] of rows) {
    it(`${name}: ${expected}`, () => {
      assert.equal(under(condition, context), expected);
    });
  }
});
