import * as assert from "node:assert/strict";
import { evaluatePolicies } from "../../../../../rehearsal/aws/iam/evaluate";
import { allow, approve, effect, prefix, under } from "./fixture";

describe("evaluatePolicies", () => {
  it("denies what nothing allows", () => {
    assert.deepEqual(evaluatePolicies([], approve), {
      effect: "None",
      allowed: false,
      reason:
        "Denied: no identity-based policy allows codepipeline:PutApprovalResult on " +
        `${prefix}shop/Gate/Approve.`,
    });
  });

  it("names the statement that allows", () => {
    const document = { Version: "2012-10-17", Statement: [{ ...allow, Sid: "Approve" }] };
    const verdict = evaluatePolicies([{ name: "policy gate", document }], approve);
    assert.match(verdict.reason, /^Allowed: statement "Approve" of policy gate allows /);
  });

  it("lets a Deny win over an Allow of another policy, whatever their order", () => {
    const yes = { name: "yes", document: JSON.stringify({ Statement: allow }) };
    const no = { name: "no", document: { Statement: [{ ...allow, Effect: "Deny" }] } };
    assert.equal(evaluatePolicies([yes, no], approve).effect, "Deny");
    assert.equal(evaluatePolicies([no, yes], approve).explicitDeny, true);
  });

  it("matches a wildcard across the slashes of the resource part", () => {
    assert.equal(effect({ ...allow, Resource: `${prefix}*/Approve` }), "Allow");
    assert.equal(effect({ ...allow, Resource: `${prefix}*/Reject` }), "None");
  });

  it("keeps a wildcard inside its ARN segment before the resource part", () => {
    const request = { resource: "arn:aws:codepipeline:us-east-1:111122223333:eu/a" };
    assert.equal(effect({ ...allow, Resource: "arn:aws:*:111122223333:eu/a" }, request), "None");
    assert.equal(effect({ ...allow, Resource: "arn:aws:*:*:*:eu/a" }, request), "Allow");
  });

  it("completes an ARN that was cut short with wildcards", () => {
    assert.equal(effect({ ...allow, Resource: "arn:aws:codepipeline:*" }), "Allow");
    assert.equal(effect({ ...allow, Resource: "arn:aws:codepipeline" }), "Allow");
    assert.equal(effect({ ...allow, Resource: "arn:aws:sns" }), "None");
  });

  it("does not match a resource that is no ARN with an ARN", () => {
    assert.equal(effect({ ...allow, Resource: `${prefix}*` }, { resource: "shop" }), "None");
  });

  it("covers an action without resource by * alone", () => {
    const request = { action: "codepipeline:ListPipelines", resource: "*" };
    assert.equal(effect(allow, request), "Allow");
    assert.equal(effect({ ...allow, Resource: "arn:aws:codepipeline:*:*:*" }, request), "None");
  });

  it("minds case in resources and not in actions", () => {
    const action = "CODEPIPELINE:putapprovalresult";
    assert.equal(effect({ ...allow, Action: action }), "Allow");
    assert.equal(effect({ ...allow, Resource: `${prefix}shop/gate/approve` }), "None");
  });

  it("takes ? for exactly one character", () => {
    assert.equal(effect({ ...allow, Resource: `${prefix}shop/Gat?/Approve` }), "Allow");
    assert.equal(effect({ ...allow, Resource: `${prefix}shop/Gate?/Approve` }), "None");
  });

  it("is quick with many wildcards", () => {
    const Resource = `${prefix}${"*a".repeat(60)}`;
    const resource = `${prefix}${"a".repeat(4000)}b`;
    assert.equal(effect({ ...allow, Resource }, { resource }), "None");
  });

  describe("policy variables", () => {
    const mine = { ...allow, Resource: `${prefix}shop/Gate/\${aws:username}` };
    const of = (name: string) => ({ resource: `${prefix}shop/Gate/${name}` });

    it("stand for the request's values, case of the key ignored", () => {
      assert.equal(effect(mine, of("qa")), "Allow");
      assert.equal(effect(mine, of("dev")), "None");
      assert.equal(effect(mine, { ...of("qa"), context: { "AWS:UserName": "qa" } }), "Allow");
    });

    it("are plain text in policies of version 2008-10-17", () => {
      assert.equal(effect(mine, of("qa"), "2008-10-17"), "None");
      assert.equal(effect(mine, of("${aws:username}"), "2008-10-17"), "Allow");
    });

    it("match nothing without a value, or with several", () => {
      assert.equal(effect(mine, { ...of("qa"), context: {} }), "None");
      assert.equal(effect(mine, { ...of("qa"), context: { "aws:username": ["qa", "b"] } }), "None");
    });

    it("never widen an Allow under NotResource, nor narrow a Deny", () => {
      const { Resource, ...rest } = mine;
      const inverted = { ...rest, NotResource: Resource };
      assert.equal(effect(inverted, { context: {} }), "None");
      assert.equal(effect({ ...inverted, Effect: "Deny" }, { context: {} }), "Deny");
      assert.equal(effect(inverted), "Allow");
    });

    it("bring no wildcards with them", () => {
      assert.equal(effect(mine, { ...of("dev"), context: { "aws:username": "*" } }), "None");
    });

    it("have defaults and escapes", () => {
      const fallback = { ...allow, Resource: `${prefix}shop/Gate/\${aws:PrincipalTag/a, 'qa'}` };
      assert.equal(effect(fallback, of("qa")), "Allow");
      const star = { ...allow, Resource: `${prefix}shop/Gate/\${*}` };
      assert.equal(effect(star, of("*")), "Allow");
      assert.equal(effect(star, of("qa")), "None");
      assert.equal(effect({ ...allow, Resource: `${prefix}shop/\${}` }, of("qa")), "None");
    });

    it("are taken in conditions, where a colon and wildcards are text for StringEquals", () => {
      const context = { "aws:username": "qa", "aws:userid": "a:qa*?" };
      assert.equal(
        under({ StringEquals: { "aws:userid": "a:${aws:username}*?" } }, context),
        "Allow",
      );
      assert.equal(under({ StringEquals: { "aws:userid": "a:*" } }, context), "None");
      assert.equal(under({ StringEquals: { "aws:userid": "${nothing}" } }, context), "None");
    });
  });
});
