import * as assert from "node:assert/strict";
import { evaluate } from "../../../testing/people/evaluate";
import { releaseArn } from "./support";

const resource = `${releaseArn}/Approve/QA`;
const action = "codepipeline:PutApprovalResult";
const known = { "aws:username": ["quinn"], "aws:securetransport": ["true"], "aws:absent": [] };
const allow = { Effect: "Allow", Action: action, Resource: "*" };

/** What one policy with these statements says. */
function answer(statements: unknown, Version: string | undefined = "2012-10-17") {
  const context = new Map<string, readonly string[]>(Object.entries(known));
  const document = { Version, Statement: statements };
  return evaluate([{ name: "p", document }], { action, resource, context }).allowed;
}

const when = (Condition: unknown): string => answer({ ...allow, Condition });
const deniedWhen = (Condition: unknown): string =>
  answer([allow, { ...allow, Effect: "Deny", Condition }]);

describe("an identity policy", () => {
  for (const [title, statement, expected] of [
    ["the action itself", {}, "yes"],
    ["the action in another case", { Action: "CodePipeline:putapprovalresult" }, "yes"],
    ["a wildcard of actions", { Action: ["s3:*", "codepipeline:Put*"] }, "yes"],
    ["one character of actions", { Action: "codepipeline:PutApprovalResul?" }, "yes"],
    ["another action", { Action: "codepipeline:GetPipeline" }, "no"],
    ["everything but another action", { Action: undefined, NotAction: "iam:*" }, "yes"],
    ["everything but this action", { Action: undefined, NotAction: "codepipeline:*" }, "no"],
    ["the exact resource", { Resource: resource }, "yes"],
    ["the resource in another case", { Resource: resource.toLowerCase() }, "no"],
    ["a wildcard of resources", { Resource: `${releaseArn}/*` }, "yes"],
    ["any Region", { Resource: resource.replace("eu-west-1", "*") }, "yes"],
    ["another account", { Resource: resource.replace("1111", "2222") }, "no"],
    ["everything but another resource", { Resource: undefined, NotResource: "arn:x" }, "yes"],
    ["everything but this resource", { Resource: undefined, NotResource: resource }, "no"],
    ["a variable", { Resource: "arn:aws:codepipeline:*:*:*/${aws:username}" }, "no"],
    ["a variable that is not known", { Resource: `${releaseArn}/*/\${aws:userid}` }, "unknown"],
    [
      "a variable before the fifth colon, where IAM takes none",
      { Resource: "arn:aws:${aws:username}:*" },
      "no",
    ],
    [
      "a variable before the fifth colon that would fit",
      { Resource: "arn:aws:${aws:servicename}:*" },
      "unknown",
    ],
    ["a resource that is not known", { Resource: "(not known before pulumi up)" }, "unknown"],
    ["a Principal, as no identity policy has one", { Principal: "*" }, "unknown"],
    ["no resource", { Resource: undefined }, "unknown"],
    ["both Action and NotAction", { NotAction: "s3:*" }, "unknown"],
    ["an odd effect", { Effect: "allow" }, "unknown"],
    ["an empty list", { Resource: [] }, "unknown"],
    ["something that is no text", { Action: 1 }, "unknown"],
  ] as const) {
    it(`that names ${title}: ${expected}`, () => {
      const whole = JSON.parse(JSON.stringify({ ...allow, ...statement }));
      assert.equal(answer(whole), expected);
      // The same in a Deny takes away what it would give, and no more.
      const { Effect } = { Effect: "Deny", ...statement } as { Effect: string };
      const denial = { ...whole, Effect };
      const opposite = { yes: "no", no: "yes", unknown: "unknown" }[expected];
      assert.equal(answer([allow, denial]), opposite);
    });
  }

  it("allows nothing without a statement, or for itself", () => {
    assert.equal(answer([]), "no");
    assert.equal(answer({ ...allow, Effect: "Deny" }), "no");
  });

  it("that cannot be read leaves everything open", () => {
    const request = { action, resource, context: new Map() };
    for (const document of ["", "{", "[]", undefined, null, {}]) {
      const { allowed, because } = evaluate([{ name: "the policy", document }], request);
      assert.deepEqual([allowed, because], ["unknown", ["the policy cannot be read"]]);
    }
    const later = [{ name: "the policy", document: "(not known before pulumi up)" }];
    assert.deepEqual(evaluate(later, request).because, ["the policy is not known"]);
    const odd = [{ name: "p", document: { Statement: ["x"] } }];
    assert.deepEqual(evaluate(odd, request).because, ["statement 1 of p cannot be read"]);
  });

  it("that denies for certain is stronger than what is not known", () => {
    assert.equal(
      answer([
        { ...allow, Effect: "Deny" },
        { ...allow, Principal: "*" },
      ]),
      "no",
    );
  });
});

describe("a condition", () => {
  for (const [condition, expected] of [
    [{}, "yes"],
    [{ StringEquals: { "aws:username": "quinn" } }, "yes"],
    [{ StringEquals: { "AWS:UserName": ["ann", "quinn"] } }, "yes"],
    [{ stringequals: { "aws:username": "Quinn" } }, "no"],
    [{ StringEqualsIgnoreCase: { "aws:username": "Quinn" } }, "yes"],
    [{ StringNotEquals: { "aws:username": "quinn" } }, "no"],
    [{ StringNotEquals: { "aws:username": ["ann", "bob"] } }, "yes"],
    [{ StringNotEqualsIgnoreCase: { "aws:username": "QUINN" } }, "no"],
    [{ StringEquals: { "aws:username": "qu*" } }, "no"],
    [{ StringEquals: { "aws:username": "${aws:username}" } }, "yes"],
    [{ StringLike: { "aws:username": "qu*" } }, "yes"],
    [{ StringLike: { "aws:username": "q?" } }, "no"],
    [{ StringNotLike: { "aws:username": "qu*" } }, "no"],
    [{ StringLike: { "aws:username": "${aws:userid}" } }, "unknown"],
    [{ ArnLike: { "aws:username": "qu*" } }, "yes"],
    [{ ArnNotEquals: { "aws:username": "arn:*" } }, "yes"],
    [{ Bool: { "aws:SecureTransport": "true" } }, "yes"],
    [{ Bool: { "aws:SecureTransport": true } }, "yes"],
    [{ Bool: { "aws:SecureTransport": "false" } }, "no"],
    [{ StringEquals: { "aws:absent": "x" } }, "no"],
    [{ StringNotEquals: { "aws:absent": "x" } }, "yes"],
    [{ StringEqualsIfExists: { "aws:absent": "x" } }, "yes"],
    [{ BoolIfExists: { "aws:SecureTransport": "false" } }, "no"],
    [{ Null: { "aws:absent": "true" } }, "yes"],
    [{ Null: { "aws:absent": "false" } }, "no"],
    [{ Null: { "aws:username": "false" } }, "yes"],
    [{ StringEquals: { "aws:PrincipalTag/team": "web" } }, "unknown"],
    [{ StringEqualsIfExists: { "aws:PrincipalTag/team": "web" } }, "unknown"],
    [{ Null: { "aws:PrincipalTag/team": "true" } }, "unknown"],
    [{ IpAddress: { "aws:SourceIp": "10.0.0.0/8" } }, "unknown"],
    [{ "ForAnyValue:StringEquals": { "aws:username": "quinn" } }, "yes"],
    [{ "foranyvalue:stringlike": { "aws:absent": "*" } }, "no"],
    [{ "ForAllValues:StringEquals": { "aws:absent": "x" } }, "yes"],
    [{ "ForAllValues:StringEquals": { "aws:PrincipalTag/team": "web" } }, "unknown"],
    [{ "ForAnyValue:Mystery": { "aws:username": "quinn" } }, "unknown"],
    [{ Mystery: { "aws:username": "quinn" } }, "unknown"],
    [{ Bool: "true" }, "unknown"],
    ["text", "unknown"],
    [
      {
        StringEquals: { "aws:username": "ann" },
        IpAddress: { "aws:SourceIp": "10.0.0.0/8" },
      },
      "no",
    ],
    [
      {
        StringEquals: { "aws:username": "quinn" },
        IpAddress: { "aws:SourceIp": "10.0.0.0/8" },
      },
      "unknown",
    ],
  ] as const) {
    it(`${JSON.stringify(condition)}: ${expected}`, () => {
      assert.equal(when(condition), expected);
      const opposite = { yes: "no", no: "yes", unknown: "unknown" }[expected];
      assert.equal(deniedWhen(condition), opposite);
    });
  }

  it("takes variables in version 2012-10-17 only", () => {
    const statement = {
      ...allow,
      Condition: { StringLike: { "aws:username": "${aws:username}" } },
    };
    assert.equal(answer(statement, "2012-10-17"), "yes");
    assert.equal(answer(statement, "2008-10-17"), "no");
  });
});
