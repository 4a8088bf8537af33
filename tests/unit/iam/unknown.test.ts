/** What a preview, or a test that knows little of the request, leaves open. */
import * as assert from "node:assert/strict";
import { complete } from "../../../iam/context";
import { evaluate } from "../../../iam/evaluate";
import type { Ternary } from "../../../iam/ternary";
import { unknown } from "../../../iam/unknown";
import { action, allow, answer, prefix, resource, type Statement } from "./support";

const opposite: Record<Ternary, Ternary> = { yes: "no", no: "yes", unknown: "unknown" };
const team = "aws:PrincipalTag/team";
const when = (Condition: unknown): Statement => ({ Condition });

describe("a policy about what is not known", () => {
  const rows: readonly (readonly [Statement, Ternary, RegExp?])[] = [
    [
      when({ StringEquals: { [team]: "web" } }),
      "unknown",
      /it depends on aws:PrincipalTag\/team \(StringEquals\)/,
    ],
    [when({ StringEqualsIfExists: { [team]: "web" } }), "unknown"],
    [when({ StringNotEquals: { [team]: "web" } }), "unknown"],
    [when({ "ForAllValues:StringEquals": { [team]: "web" } }), "unknown"],
    [when({ Null: { [team]: "true" } }), "unknown"],
    [when({ IpAddress: { "aws:SourceVpc": "10.0.0.0/8" } }), "unknown"],
    [
      when({ StringLike: { "aws:username": "${aws:userid}" } }),
      "unknown",
      /it depends on a variable/,
    ],
    [when({ StringNotLike: { "aws:username": "x${aws:userid}" } }), "yes"],
    [when({ StringEquals: { "aws:username": "q${aws:userid}" } }), "unknown"],
    [when({ StringEquals: { "aws:username": "${aws:userid, 'qa'}" } }), "unknown"],
    [when({ StringEquals: { "aws:username": "ann", [team]: "web" } }), "no"],
    [when({ StringEquals: { "aws:username": "qa", [team]: "web" } }), "unknown"],
    [when({ StringEquals: { "aws:username": ["qa", unknown] } }), "yes"],
    [when({ StringEquals: { "aws:username": unknown } }), "unknown"],
    [when({ StringNotEquals: { "aws:username": unknown } }), "unknown"],
    [when({ StringEqualsIgnoreCase: { "aws:username": unknown } }), "unknown"],
    [when({ StringLike: { "aws:username": `x${unknown}` } }), "no"],
    [when({ ArnLike: { "aws:PrincipalArn": unknown } }), "unknown"],
    [when({ ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${unknown}:user/qa` } }), "unknown"],
    [when({ ArnLike: { "aws:PrincipalArn": `arn:aws:sns::${unknown}` } }), "no"],
    [when({ Bool: { "aws:SecureTransport": unknown } }), "unknown"],
    [when({ Null: { "aws:username": unknown } }), "unknown"],
    [when({ NumericLessThan: { "aws:MultiFactorAuthAge": unknown } }), "unknown"],
    [when({ DateLessThan: { "aws:CurrentTime": [unknown, "2027-01-01"] } }), "yes"],
    [when({ NotIpAddress: { "aws:SourceIp": unknown } }), "unknown"],
    [when({ [unknown]: { "aws:username": "qa" } }), "unknown"],
    [when({ Bool: unknown }), "unknown"],
    [when(unknown), "unknown"],
    [{ Action: unknown }, "unknown", /it depends on \(not known before pulumi up\)/],
    [{ Action: undefined, NotAction: [unknown, "codepipeline:*"] }, "no"],
    [{ Action: `codepipeline:${unknown}` }, "unknown"],
    [{ Action: `s3:${unknown}` }, "no"],
    [{ Resource: unknown }, "unknown"],
    [{ Resource: [unknown, "*"] }, "yes"],
    [{ Resource: undefined, NotResource: unknown }, "unknown"],
    [{ Resource: `${unknown}/Gate/Approve` }, "unknown"],
    [{ Resource: `${unknown}/Gate/Reject` }, "no"],
    [{ Resource: `${prefix}*/\${aws:userid}` }, "unknown", /it depends on .*aws:userid/],
    [{ Resource: `${prefix}other/\${aws:userid}` }, "no"],
    [{ Resource: "arn:aws:${aws:userid}:*" }, "unknown"],
    [{ Effect: unknown }, "unknown", /statement 1 of p cannot be read \(Effect must be/],
  ];
  for (const [statement, expected, doubt] of rows) {
    it(`${JSON.stringify(statement)}: ${expected}`, () => {
      const whole = { ...allow, ...statement };
      const { allowed, because } = answer([whole]);
      assert.equal(allowed, expected);
      if (doubt !== undefined) assert.match(because.join(), doubt);
      assert.equal(
        answer([allow, { ...whole, Effect: "Deny", ...statement }]).allowed,
        opposite[expected],
      );
    });
  }

  const asked: readonly (readonly [pattern: string, text: string, Ternary])[] = [
    ["*", unknown, "yes"],
    [resource, unknown, "unknown"],
    [`${prefix}*`, `${prefix}${unknown}`, "unknown"],
    [`x${unknown}`, "*", "unknown"],
    ["${aws:userid}", "*", "no"],
  ];
  for (const [Resource, text, expected] of asked) {
    it(`${Resource} for the resource ${text}: ${expected}`, () => {
      assert.equal(answer([{ ...allow, Resource }], { resource: text }).allowed, expected);
    });
  }

  it("leaves open a value of the request that is not known", () => {
    const ask = (Condition: unknown) =>
      answer([{ ...allow, Condition }], { context: { "aws:username": unknown } }).allowed;
    assert.equal(ask({ StringLike: { "aws:username": "*" } }), "yes");
    assert.equal(ask({ StringEquals: { "aws:username": "qa" } }), "unknown");
    assert.equal(ask({ StringEqualsIgnoreCase: { "aws:username": "QA" } }), "unknown");
    assert.equal(ask({ NumericEquals: { "aws:username": "1" } }), "unknown");
    assert.equal(ask({ ArnNotLike: { "aws:username": "arn:aws:iam::*:user/*" } }), "unknown");
    assert.equal(ask({ StringEquals: { "aws:PrincipalArn": "${aws:username}" } }), "unknown");
  });
});

describe("a policy document", () => {
  const context = complete({});
  const because = (document: unknown, name = "the policy") =>
    evaluate([{ name, document }], { action, resource, context });
  const rows: readonly (readonly [unknown, string])[] = [
    ["", "the policy cannot be read (not JSON"],
    ["{", "the policy cannot be read (not JSON"],
    ["[]", "the policy cannot be read (a policy must be a JSON object)"],
    [undefined, "the policy cannot be read (a policy must be a JSON object)"],
    [null, "the policy cannot be read (a policy must be a JSON object)"],
    [{}, "the policy cannot be read (Statement is missing)"],
    [{ Version: "2020-01-01", Statement: allow }, "the policy cannot be read (Version must be"],
    [{ Version: unknown, Statement: allow }, "the policy cannot be read (Version must be"],
    [unknown, "the policy is not known"],
    [
      { Statement: ["x"] },
      "statement 1 of the policy cannot be read (a statement must be an object)",
    ],
    [
      { Statement: [allow, { Sid: "Odd" }] },
      'statement "Odd" of the policy cannot be read (Effect',
    ],
    [
      { Statement: [{ ...allow, Sid: "" }, { Sid: "" }] },
      "statement 2 of the policy cannot be read",
    ],
  ];
  for (const [document, text] of rows) {
    it(`${JSON.stringify(document)} leaves everything open: ${text}`, () => {
      const { allowed, denied, doubts } = because(document);
      assert.deepEqual([allowed, denied], ["unknown", "unknown"]);
      assert.equal(doubts.length, 1);
      assert.ok(doubts[0].text.startsWith(text), doubts[0].text);
      assert.deepEqual([doubts[0].mayAllow, doubts[0].mayDeny], [true, true]);
    });
  }

  it("may not deny by a statement that is an Allow, nor allow by one that is a Deny", () => {
    const odd = (Effect: string) => [allow, { ...allow, Effect, Principal: "*" }];
    assert.deepEqual(answer(odd("Allow")).allowed, "yes");
    assert.deepEqual(answer(odd("Allow")).denied, "no");
    assert.deepEqual(answer(odd("Deny")).denied, "unknown");
    assert.equal(answer([odd("Deny")[1]]).allowed, "no");
  });
});
