/** Our evaluation beside somebody else's: what is said for certain, they say as well. */
import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { evaluate } from "../../../testing/people/evaluate";
import { decision } from "../../support/simulate";
import { account, releaseArn } from "./support";

const action = "codepipeline:PutApprovalResult";
const resources = ["Approve/QA", "SignOff/qa"].map((path) => `${releaseArn}/${path}`);

const actions = fc.constantFrom(
  ...[action, "codepipeline:*", "*", "codepipeline:Put*", "codepipeline:GetPipeline", "s3:*"],
);
const patterns = fc.constantFrom(
  ...["*", ...resources, `${releaseArn}/*`, `${releaseArn}/Approve/*`, `${releaseArn}/*/q?`],
  ...["arn:aws:codepipeline:*:*:release/Approve/QA", `arn:aws:codepipeline:us-east-1:${account}:*`],
  `${releaseArn}/SignOff/\${aws:username}`,
);
const conditions = fc.constantFrom(
  ...[
    { Bool: { "aws:MultiFactorAuthPresent": "true" } },
    { Bool: { "aws:MultiFactorAuthPresent": "false" } },
    { BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } },
    { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
    { Null: { "aws:MultiFactorAuthPresent": "true" } },
    { StringEquals: { "aws:username": "qa" } },
    { StringNotEquals: { "aws:username": "qa" } },
    { StringLike: { "aws:username": "q*" } },
    { StringNotLike: { "aws:username": ["ann", "b?b"] } },
    { StringEqualsIgnoreCase: { "aws:username": "QA" } },
    { StringEquals: { "aws:RequestedRegion": ["eu-west-1", "eu-central-1"] } },
    { "ForAnyValue:StringEquals": { "aws:TagKeys": ["team", "cost"] } },
    { "ForAnyValue:StringLike": { "aws:TagKeys": "x*" } },
    { "ForAnyValue:StringNotLike": { "aws:TagKeys": "t*" } },
    { "ForAllValues:StringEquals": { "aws:TagKeys": ["team", "stage", "cost"] } },
    { "ForAllValues:StringNotEquals": { "aws:TagKeys": ["stage"] } },
  ],
);
const list = (of: fc.Arbitrary<string>) =>
  fc.oneof(of, fc.uniqueArray(of, { minLength: 1, maxLength: 3 }));
const either = (key: string, of: fc.Arbitrary<string>) =>
  fc.oneof(
    { weight: 3, arbitrary: list(of).map((value) => ({ [key]: value })) },
    { weight: 1, arbitrary: list(of).map((value) => ({ [`Not${key}`]: value })) },
  );
const statements = fc
  .tuple(
    fc.constantFrom("Allow", "Allow", "Deny"),
    either("Action", actions),
    either("Resource", patterns),
    fc.option(conditions, { nil: undefined }),
  )
  .map(([Effect, act, on, Condition]) => ({
    Effect,
    ...act,
    ...on,
    ...(Condition && { Condition }),
  }));
const documents = fc.array(
  fc
    .array(statements, { minLength: 1, maxLength: 3 })
    .map((Statement) => ({ Version: "2012-10-17", Statement })),
  { minLength: 1, maxLength: 2 },
);

describe("identity policies, evaluated twice", () => {
  it("come to the same", async () => {
    const counts: Record<string, number> = {};
    await fc.assert(
      fc.asyncProperty(
        documents,
        fc.constantFrom(...resources),
        fc.constantFrom("true", "false", undefined),
        async (identityPolicies, resource, mfa) => {
          const keys: Record<string, string | string[]> = {
            "aws:TagKeys": ["team", "stage"],
            "aws:username": "qa",
            "aws:RequestedRegion": "eu-west-1",
            "aws:PrincipalAccount": account,
            ...(mfa && { "aws:MultiFactorAuthPresent": mfa }),
          };
          const context = new Map<string, string[]>([["aws:multifactorauthpresent", []]]);
          for (const [key, value] of Object.entries(keys))
            context.set(key.toLowerCase(), [value].flat());
          const ours = evaluate(
            identityPolicies.map((document, index) => ({ name: `${index}`, document })),
            { action, resource, context },
          ).allowed;
          const theirs = await decision({
            principal: `arn:aws:iam::${account}:user/qa`,
            action,
            resource,
            identityPolicies,
            context: keys,
          });
          counts[ours] = (counts[ours] ?? 0) + 1;
          assert.equal(ours, theirs === "Allowed" ? "yes" : "no");
        },
      ),
      { numRuns: 500 },
    );
    assert.ok(counts.yes > 50 && counts.no > 50, JSON.stringify(counts));
    assert.equal(counts.unknown, undefined, "everything here can be told");
  });
});
