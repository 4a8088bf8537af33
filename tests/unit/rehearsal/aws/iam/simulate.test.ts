/** Our evaluation beside an independent one, over generated policies and requests. */
import * as assert from "node:assert/strict";
import { runSimulation } from "@cloud-copilot/iam-simulate";
import * as fc from "fast-check";
import { evaluatePolicies } from "../../../../../rehearsal/aws/iam/evaluate";

const account = "111122223333";
const user = `arn:aws:iam::${account}:user/qa`;
const prefix = `arn:aws:codepipeline:eu-west-1:${account}:`;

async function simulate(
  policies: unknown[],
  action: string,
  resource: string,
  context: Record<string, string | string[]>,
): Promise<string> {
  const result = await runSimulation(
    {
      request: {
        principal: user,
        action,
        resource: { resource, accountId: account },
        contextVariables: context,
      },
      identityPolicies: policies.map((policy, i) => ({ name: `p${i}`, policy })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  assert.notEqual(result.resultType, "error", JSON.stringify(result));
  return (result as { overallResult: string }).overallResult;
}

const names = { Allow: "Allowed", Deny: "ExplicitlyDenied", None: "ImplicitlyDenied" } as const;

function ours(
  policies: unknown[],
  action: string,
  resource: string,
  context: Record<string, string | string[]>,
): string {
  const named = policies.map((document, i) => ({ name: `p${i}`, document }));
  return names[evaluatePolicies(named, { action, resource, context }).effect];
}

const requests = fc.constantFrom(
  ["codepipeline:PutApprovalResult", `${prefix}shop/Gate/Approve`],
  ["codepipeline:PutApprovalResult", `${prefix}shop/Gate/qa`],
  ["codepipeline:PutApprovalResult", `${prefix}shop/Prod/Approve`],
  ["codepipeline:GetPipelineState", `${prefix}shop`],
  ["codepipeline:GetPipeline", `${prefix}other`],
  ["codepipeline:ListPipelines", "*"],
);

const actionPatterns = fc.constantFrom(
  "*",
  "codepipeline:*",
  "codepipeline:Get*",
  "CodePipeline:putapprovalresult",
  "codepipeline:GetPipeline",
  "codepipeline:GetPipeline?tate",
  "codepipeline:*Approval*",
  "codepipeline:ListPipelines",
  "sns:Publish",
);

// Left out: wildcards before the first slash, ARNs cut short and variables without a value under
// NotResource, where the simulator is a special case. evaluate.test.ts has exact cases for them.
const resourcePatterns = fc.constantFrom(
  "*",
  `${prefix}shop`,
  `${prefix}*`,
  `${prefix}shop/*`,
  `${prefix}shop/Gate/Approve`,
  `${prefix}shop/*/Approve`,
  `${prefix}shop/????/Approve`,
  `${prefix}shop/Gate/\${aws:username}`,
  `${prefix}shop/\${aws:PrincipalTag/stage}/Approve`,
  "arn:aws:codepipeline:*:*:shop",
  "arn:aws:codepipeline:us-*:*:shop*",
  `arn:aws:codepipeline:*:${account}:o*r`,
  "arn:*:codepipeline:eu-west-1:*:shop/*e",
);

const strings = fc.constantFrom("qa", "QA", "q*", "?a", "other", "${aws:username}");
const ifExists = fc.constantFrom("", "IfExists");
const some = <T>(values: fc.Arbitrary<T>) => fc.array(values, { minLength: 1, maxLength: 3 });

function block(
  operators: readonly string[],
  key: string,
  values: fc.Arbitrary<string>,
): fc.Arbitrary<Record<string, Record<string, string[]>>> {
  return fc
    .tuple(fc.constantFrom(...operators), ifExists, some(values))
    .map(([operator, suffix, list]) => ({ [operator + suffix]: { [key]: list } }));
}

const family = (kind: string): string[] =>
  ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"].map(
    (comparison) => kind + comparison,
  );
const text = ["StringEquals", "StringNotEquals", "StringLike", "StringNotLike"];
const anyCase = ["StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"];
const bool = fc.constantFrom("true", "false");

const conditions = fc.oneof(
  fc.constant(undefined),
  block([...text, ...anyCase], "aws:username", strings),
  block(["Bool"], "aws:MultiFactorAuthPresent", bool),
  block(family("Numeric"), "aws:MultiFactorAuthAge", fc.constantFrom("10", "300", "3600")),
  block(
    family("Date"),
    "aws:CurrentTime",
    fc.constantFrom("2026-11-22T00:00:00Z", "2026-11-23T00:00:00Z", "2030-01-01T00:00:00Z"),
  ),
  block(
    ["IpAddress", "NotIpAddress"],
    "aws:SourceIp",
    fc.constantFrom("127.0.0.0/8", "10.0.0.0/8", "127.0.0.1/32"),
  ),
  block(
    ["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"],
    "aws:PrincipalArn",
    fc.constantFrom(user, "arn:aws:iam::*:user/*", "arn:aws:iam::*:role/*"),
  ),
  fc
    .tuple(fc.constantFrom("aws:MultiFactorAuthPresent", "aws:username"), bool)
    .map(([key, value]) => ({ Null: { [key]: value } })),
  fc
    .tuple(
      fc.constantFrom("ForAnyValue:", "ForAllValues:"),
      fc.constantFrom("StringEquals", "StringLike", "StringEqualsIgnoreCase"),
      some(fc.constantFrom("stage", "st*", "team", "Stage")),
    )
    .map(([set, operator, list]) => ({ [set + operator]: { "aws:PrincipalOrgPaths": list } })),
);

const statements = fc
  .record({
    Effect: fc.constantFrom("Allow", "Allow", "Deny"),
    action: fc.tuple(fc.constantFrom("Action", "Action", "NotAction"), some(actionPatterns)),
    resource: fc.tuple(
      fc.constantFrom("Resource", "Resource", "NotResource"),
      some(resourcePatterns),
    ),
    Condition: conditions,
  })
  .map(({ Effect, action, resource, Condition }) => ({
    Effect,
    [action[0]]: action[1],
    [resource[0]]: resource[1],
    ...(Condition && { Condition }),
  }));

const policies = fc.array(
  fc
    .array(statements, { minLength: 1, maxLength: 3 })
    .map((Statement) => ({ Version: "2012-10-17", Statement })),
  { maxLength: 3 },
);

const contexts = fc
  .record({
    mfa: fc.option(bool, { nil: undefined }),
    age: fc.option(fc.constantFrom("9", "300", "4000"), { nil: undefined }),
    keys: fc.option(fc.subarray(["stage", "team", "cost"], { minLength: 1 }), { nil: undefined }),
    ip: fc.constantFrom("127.0.0.1", "192.0.2.1"),
    tag: fc.constantFrom("Gate", "Prod"),
  })
  .map(({ mfa, age, keys, ip, tag }) => ({
    "aws:username": "qa",
    "aws:PrincipalArn": user,
    "aws:CurrentTime": "2026-11-22T21:00:00Z",
    "aws:SourceIp": ip,
    "aws:PrincipalTag/stage": tag,
    ...(mfa && { "aws:MultiFactorAuthPresent": mfa }),
    ...(age && { "aws:MultiFactorAuthAge": age }),
    ...(keys && { "aws:PrincipalOrgPaths": keys }),
  }));

describe("policy evaluation beside iam-simulate", () => {
  it("decides alike over generated policies and requests", async () => {
    await fc.assert(
      fc.asyncProperty(policies, requests, contexts, async (given, [action, resource], context) => {
        const expected = await simulate(given, action, resource, context);
        assert.equal(ours(given, action, resource, context), expected);
      }),
      { numRuns: 1500 },
    );
  });
});
