/** What is said for certain stays so, whatever comes out of what is not known. */
import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { complete, type Context, type Values } from "../../../iam/context";
import { evaluate } from "../../../iam/evaluate";
import { evaluateResource } from "../../../iam/resource-policy";
import { unknown } from "../../../iam/unknown";
import * as made from "./generated";
import { account, prefix, resource, type Statement, user } from "./support";

const actions = [...made.actionPatterns, unknown, `codepipeline:${unknown}`, `s3:${unknown}`];
const resources = [
  ...made.resourcePatterns,
  ...[unknown, `${prefix}${unknown}`, `${unknown}:shop/Gate/Approve`, `${prefix}s${unknown}/q?`],
  ...["arn:aws:codepipeline", "arn:aws:*:111122223333:shop/Gate/Approve", `arn:${unknown}`],
  ...["arn:aws:codepipeline:${aws:RequestedRegion}:*:*", `${prefix}shop/Gate/\${aws:userid, 'qa'}`],
  `${prefix}\${aws:userid}/Gate/*`,
];
const arns = ["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"];
const conditions = [
  ...made.conditions,
  made.block(made.text, "aws:username", [
    unknown,
    `q${unknown}`,
    "${aws:userid}",
    "x${aws:userid}",
  ]),
  made.block(made.text, "aws:userid", ["a", "b*", "${aws:username}", unknown]),
  made.block(arns, "aws:PrincipalArn", [
    unknown,
    `arn:aws:iam::${unknown}`,
    "arn:aws:iam::*",
    user,
  ]),
  made.block(["NumericLessThan", "NumericNotEquals"], "aws:MultiFactorAuthAge", [unknown, "10"]),
  made.block(["Bool"], "aws:SecureTransport", [unknown, "true"]),
];

/** What a marker turns out to be, by where it stands. */
const found = fc.record({
  whole: fc.constantFrom("*", resource, user, "arn:aws:sns:*", "shop"),
  part: fc.constantFrom("hop/Gate", "hop", "*", "", "a:b", "aws:codepipeline:*", "11:user/qa"),
  action: fc.constantFrom("codepipeline:*", "s3:GetObject", "codepipeline:PutApprovalResult"),
  name: fc.constantFrom("*", "PutApprovalResult", "Get?"),
  value: fc.constantFrom("qa", "*", "a"),
  age: fc.constantFrom("9", "4000"),
  bool: fc.constantFrom("true", "false"),
});
type Found = typeof found extends fc.Arbitrary<infer T> ? T : never;

function fill(value: unknown, by: Found, key = ""): unknown {
  if (Array.isArray(value)) return value.map((one) => fill(one, by, key));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, fill(v, by, k)]));
  }
  const text = String(value);
  if (!text.includes(unknown)) return value;
  const isWhole = text === unknown;
  if (/Action$/.test(key)) return text.replace(unknown, isWhole ? by.action : by.name);
  if (key === "aws:MultiFactorAuthAge") return by.age;
  if (key === "aws:SecureTransport") return by.bool;
  if (/^aws:user/.test(key)) return text.replace(unknown, by.value);
  return text.replace(unknown, isWhole ? by.whole : by.part);
}

const hidden = ["aws:userid", "aws:username", "aws:multifactorauthage", "aws:requestedregion"];
const secrets: fc.Arbitrary<Values> = fc
  .record({
    ids: fc.constantFrom(...[[], ["a"], ["qa"], ["shop"], ["*"], ["a", "b"]]),
    region: fc.constantFrom(...[[], ["eu-west-1"], ["us-east-1"]]),
    tls: fc.constantFrom("true", "false"),
  })
  .map(({ ids, region, tls }) => ({
    ...{ "aws:userid": ids, "aws:RequestedRegion": region, "aws:SecureTransport": tls },
  }));

/** The same request, of which some keys are not known. */
const without = (context: Context, keys: readonly string[]): Context => ({
  get: (key) => (keys.includes(key) ? undefined : context.get(key)),
});

interface Says {
  readonly [way: string]: unknown;
}

/** Counts what is told and what is not, so that the property is not about nothing. */
class Told {
  private readonly counts = { told: 0, open: 0 };

  compare(ways: readonly string[], partly: Says, wholly: Says): void {
    for (const way of ways) {
      if (partly[way] === "unknown") this.counts.open += 1;
      else {
        this.counts.told += 1;
        assert.equal(wholly[way], partly[way], way);
      }
    }
  }

  check(): void {
    const { told, open } = this.counts;
    assert.ok(told > 100 && open > 100, JSON.stringify(this.counts));
  }
}

describe("what is said for certain of a policy that is known in part", () => {
  const statements = made.statementsOf(actions, resources, conditions);

  it("is said of it whatever the rest turns out to be", () => {
    const told = new Told();
    fc.assert(
      fc.property(
        made.documentsOf(statements),
        ...[made.requests, made.contexts, secrets, fc.subarray(hidden), found],
        (documents, [action, asked], values, more, keys, by) => {
          const context = complete({ ...values, ...more });
          const say = (policies: readonly unknown[], known: Context): Says => {
            const named = policies.map((document, i) => ({ name: `p${i}`, document }));
            return { ...evaluate(named, { action, resource: asked, context: known }) };
          };
          const partly = say(documents, without(context, keys));
          const wholly = say(fill(documents, by) as unknown[], context);
          told.compare(["allowed", "denied"], partly, wholly);
        },
      ),
      { numRuns: 3000 },
    );
    told.check();
  });

  const roleArn = `arn:aws:iam::${account}:role/pipeline`;
  const session = (name: string): string => `arn:aws:sts::${account}:assumed-role/pipeline/${name}`;
  const names = [roleArn, session("a"), session("b"), account, `${roleArn}x`, "*"];
  const element = fc
    .tuple(
      fc.constantFrom("Principal", "Principal", "NotPrincipal"),
      fc.oneof(fc.constant("*"), fc.record({ AWS: made.some(fc.constantFrom(...names)) })),
    )
    .map(([key, value]) => ({ [key]: value }) as Statement);

  it("is said of a role's session whatever its name is", () => {
    const told = new Told();
    const ways = ["direct", "role", "everybody", "account", "denied"];
    fc.assert(
      fc.property(
        fc.array(fc.tuple(statements, element), { minLength: 1, maxLength: 3 }),
        ...[fc.constantFrom("a", "b", "c"), made.contexts],
        (pairs, name, values) => {
          const Statement = pairs.map(([one, principal]) => ({ ...one, ...principal }));
          const request = { action: "codepipeline:PutApprovalResult", resource };
          const say = (arn?: string): Says => ({
            ...evaluateResource(
              { name: "it", document: { Version: "2012-10-17", Statement } },
              { roleArn, accountId: account, ...(arn !== undefined && { arn }) },
              { ...request, context: complete(values) },
            ),
          });
          told.compare(ways, say(), say(session(name)));
        },
      ),
      { numRuns: 1000 },
    );
    told.check();
  });
});
