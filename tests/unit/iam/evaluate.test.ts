import * as assert from "node:assert/strict";
import { complete } from "../../../iam/context";
import { evaluate, evaluateBounded } from "../../../iam/evaluate";
import { faultOf } from "../../../iam/policy";
import { action, allow, answer, prefix, resource } from "./support";

const request = { action, resource, context: complete({}) };
const named = (name: string, Statement: unknown) => ({ name, document: { Statement } });
const deny = { ...allow, Effect: "Deny" };
const open = { ...allow, Principal: "*" };

describe("identity policies together", () => {
  it("deny what nothing allows", () => {
    const nothing = { allowed: "no", because: [], denied: "no", deniedBy: [], doubts: [] };
    assert.deepEqual(evaluate([], request), nothing);
    assert.deepEqual(answer([]), nothing);
  });

  it("name the statements that allow, by Sid or number and policy", () => {
    const policies = [
      named("policy a", [{ ...allow, Action: "s3:*" }, allow]),
      named("policy b", { ...allow, Sid: "Approve" }),
    ];
    const { because } = evaluate(policies, request);
    assert.deepEqual(because, ["statement 2 of policy a", 'statement "Approve" of policy b']);
  });

  it("let a Deny win over an Allow of another policy, whatever their order", () => {
    const [yes, no] = [named("yes", allow), named("no", JSON.parse(JSON.stringify(deny)))];
    for (const policies of [
      [yes, no],
      [no, yes],
    ]) {
      const { allowed, denied, deniedBy, because } = evaluate(policies, request);
      assert.deepEqual([allowed, denied, because], ["no", "yes", []]);
      assert.deepEqual(deniedBy, ["statement 1 of no"]);
    }
  });

  it("take JSON as text", () => {
    const document = JSON.stringify({ Statement: allow });
    assert.equal(evaluate([{ name: "p", document }], request).allowed, "yes");
  });

  it("deny for certain what a doubt would leave open", () => {
    assert.equal(answer([deny, open]).allowed, "no");
  });

  it("allow for certain beside a doubt that allows", () => {
    const { allowed, because } = answer([allow, open]);
    assert.deepEqual([allowed, because], ["yes", ["statement 1 of p"]]);
  });

  it("keep a doubt only where the statement is about the request", () => {
    const Condition = { Mystery: { "aws:username": "x" } };
    assert.deepEqual(answer([{ ...deny, Action: "s3:*", Condition }]).doubts, []);
    const { doubts } = answer([{ ...deny, Condition }]);
    assert.deepEqual(doubts, [
      {
        text: "statement 1 of p: IAM knows no condition operator Mystery",
        mayAllow: false,
        mayDeny: true,
      },
    ]);
  });

  it("have no doubt about what is told", () => {
    const Condition = { StringEquals: { "aws:username": "ann", "aws:PrincipalTag/team": "web" } };
    const { allowed, doubts } = answer([{ ...allow, Condition }]);
    assert.deepEqual([allowed, doubts], ["no", []]);
  });

  it("say that a doubt of an Allow may allow, and of what it is", () => {
    const Resource = [`${prefix}a/*/\${aws:userid}`, `${prefix}*/\${aws:userid}`];
    assert.deepEqual(answer([{ ...allow, Resource }]).doubts, [
      {
        text: `statement 1 of p: it depends on ${Resource.join(", ")}`,
        mayAllow: true,
        mayDeny: false,
      },
    ]);
    const Condition = { StringEquals: { "aws:PrincipalOrgPaths": "o/a" } };
    assert.deepEqual(answer([{ ...allow, Condition }]).because, [
      "statement 1 of p: aws:PrincipalOrgPaths has several values (StringEquals)",
    ]);
  });

  it("are quick with many wildcards", () => {
    const Resource = `${prefix}${"*a".repeat(60)}`;
    const long = `${prefix}${"a".repeat(4000)}b`;
    assert.equal(answer([{ ...allow, Resource }], { resource: long }).allowed, "no");
  });
});

describe("a permissions boundary", () => {
  const ask = (own: unknown, boundary: unknown) =>
    evaluateBounded([named("own", own)], named("boundary", boundary), request);

  it("leaves room for everything where there is none", () => {
    const { allowed, bound } = evaluateBounded([named("own", allow)], undefined, request);
    assert.deepEqual([allowed, bound], ["yes", "yes"]);
  });

  it("has to allow what the policies allow, and gives nothing itself", () => {
    const other = { ...allow, Action: "s3:*" };
    const said = (own: unknown, boundary: unknown) => {
      const { allowed, bound, denied } = ask(own, boundary);
      return [allowed, bound, denied];
    };
    assert.deepEqual(said(allow, allow), ["yes", "yes", "no"]);
    assert.deepEqual(said(allow, other), ["no", "no", "no"]);
    assert.deepEqual(said(other, allow), ["no", "yes", "no"]);
    assert.deepEqual(said(allow, [allow, deny]), ["no", "no", "yes"]);
    assert.deepEqual(said([allow, deny], allow), ["no", "yes", "yes"]);
  });

  it("says what it leaves open, and the policies what they do", () => {
    const closed = /^statement 1 of boundary cannot be read/;
    const left = ask(allow, open);
    assert.equal(left.allowed, "unknown");
    assert.equal(left.because.length, 1);
    assert.match(left.because[0], closed);
    const both = ask(open, open);
    assert.equal(both.because.length, 2);
    assert.equal(both.doubts.length, 2);
    assert.deepEqual(ask(allow, allow).because, ["statement 1 of own"]);
    assert.deepEqual(ask(deny, allow).because, []);
    assert.deepEqual(ask(deny, [allow, deny]).deniedBy, [
      "statement 1 of own",
      "statement 2 of boundary",
    ]);
  });
});

describe("faultOf", () => {
  it("finds no fault in a policy that AWS takes", () => {
    assert.equal(faultOf(named("p", [allow, { ...allow, Principal: "*" }])), undefined);
  });

  it("says what AWS would refuse, of a document, a statement and a condition", () => {
    assert.match(faultOf({ name: "p", document: "{" })!, /^p cannot be read \(not JSON/);
    const why = (statement: object): string =>
      /\((.*)\)$/.exec(faultOf(named("p", { ...allow, ...statement })) ?? "")?.[1] ?? "";
    const texts: readonly (readonly [object, string])[] = [
      [{ Resource: [1, "*"] }, "Resource must be text or a list of text"],
      [{ Resource: undefined, NotResource: "" }, "Resource and NotResource exclude each other"],
      [{ Principal: "x" }, 'Principal must be "*" or an object'],
      [{ Principal: ["*"] }, 'Principal must be "*" or an object'],
      [{ NotPrincipal: { Person: "x" } }, 'NotPrincipal knows no kind "Person"'],
      [{ NotPrincipal: { AWS: [] } }, "NotPrincipal must be text or a list of text"],
      [{ Action: "x" }, 'an action reads SERVICE:ACTION, got: "x"'],
      [{ Condition: "x" }, "Condition is not an object"],
      [{ Condition: { Bool: "x" } }, "the condition operator Bool has no keys"],
      [{ Condition: { Bool: { a: {} } } }, "the values of Bool a are not text"],
      [{ Condition: { Null: { a: ["x", "y"] } } }, 'Null takes "true" or "false", got: x, y'],
    ];
    for (const [statement, text] of texts) assert.equal(why(statement), text);
    const actionless = faultOf(named("p", { Effect: "Allow", Resource: "*" }));
    assert.match(actionless ?? "", /Action or NotAction is missing/);
    assert.match(answer([open]).because[0], /an identity-based policy names a Resource and no Pri/);
    assert.equal(
      faultOf(named("p", [allow, { ...allow, Actions: "*" }])),
      'statement 2 of p cannot be read (a statement knows no element "Actions")',
    );
    assert.equal(
      faultOf(named("p", { ...allow, Condition: { Bool: { "aws:ViaAWSService": "x" } } })),
      'statement 1 of p cannot be read (Bool aws:ViaAWSService cannot be compared with "x")',
    );
  });
});
