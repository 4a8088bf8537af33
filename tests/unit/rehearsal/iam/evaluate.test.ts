import * as assert from "node:assert/strict";
import {
  evaluatePolicies,
  evaluateResourcePolicy,
  type PolicyRequest,
} from "../../../../rehearsal/iam/evaluate";

const prefix = "arn:aws:codepipeline:eu-west-1:111122223333:";
const approve: PolicyRequest = {
  action: "codepipeline:PutApprovalResult",
  resource: `${prefix}shop/Gate/Approve`,
  context: { "aws:username": "qa" },
};

type Statement = Record<string, unknown>;
const allow: Statement = { Effect: "Allow", Action: "*", Resource: "*" };

function effect(statements: unknown, request: Partial<PolicyRequest> = {}, version?: string) {
  const document = { Version: version ?? "2012-10-17", Statement: statements };
  return evaluatePolicies([{ name: "p", document }], { ...approve, ...request }).effect;
}

function under(Condition: unknown, context: PolicyRequest["context"] = {}): string {
  return effect({ ...allow, Condition }, { context });
}

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

  describe("conditions", () => {
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
      [
        "ForAnyValue with IfExists",
        { "ForAnyValue:StringEqualsIfExists": { a: "x" } },
        {},
        "Allow",
      ],
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

  describe("what cannot be read", () => {
    const rows: [string, Statement][] = [
      ["an unknown operator", { Condition: { StringSounds: { a: "x" } } }],
      ["an operator without keys", { Condition: { StringEquals: "x" } }],
      ["a condition that is a list", { Condition: [] }],
      ["a value that is an object", { Condition: { StringEquals: { a: {} } } }],
      ["Bool of neither", { Condition: { Bool: { a: "yes" } } }],
      ["Null of neither", { Condition: { Null: { a: "yes" } } }],
      ["a number that is none", { Condition: { NumericEquals: { a: "x" } } }],
      ["a date that is none", { Condition: { DateEquals: { a: "soon" } } }],
      ["an address that is none", { Condition: { IpAddress: { a: "10.0.0.0/33" } } }],
      ["a prefix that is none", { Condition: { IpAddress: { a: "10.0.0.0/x" } } }],
      ["an operator that is a mess", { Condition: { "For:Every": { a: "x" } } }],
      ["an element IAM does not know", { Actions: "*" }],
      ["both Action and NotAction", { NotAction: "*" }],
      ["an action without service", { Action: "PutApprovalResult" }],
      ["an empty list of actions", { Action: [] }],
      ["no action", { Action: undefined }],
      ["a resource that is no text", { Resource: [1] }],
      ["a principal", { Principal: "*" }],
    ];
    for (const [name, extra] of rows) {
      const statement = JSON.parse(JSON.stringify({ ...allow, ...extra })) as Statement;
      it(`${name}: never allows`, () => {
        assert.equal(effect([statement]), "None");
      });
      it(`${name}: denies in a Deny`, () => {
        assert.equal(effect([allow, { ...statement, Effect: "Deny" }]), "Deny");
      });
    }

    it("leaves the other statements of an Allow in force", () => {
      assert.equal(effect([{ ...allow, Condition: [] }, allow]), "Allow");
    });

    const documents: [string, unknown][] = [
      ["no JSON", "{"],
      ["JSON that is no object", "[]"],
      ["another version", { Version: "2020-01-01", Statement: allow }],
      ["no statement", { Version: "2012-10-17" }],
      ["a statement that is no object", { Statement: ["x"] }],
      ["no effect", { Statement: [{ Action: "*", Resource: "*" }] }],
    ];
    for (const [name, document] of documents) {
      it(`${name}: taken as a Deny`, () => {
        const good = { name: "good", document: { Statement: allow } };
        const verdict = evaluatePolicies([good, { name: "bad", document }], approve);
        assert.equal(verdict.effect, "Deny");
        assert.match(verdict.reason, /of bad cannot be read/);
      });
    }

    it("is said when nothing else allows", () => {
      const document = { Statement: [{ ...allow, Action: "x", Sid: "Odd" }] };
      const { reason } = evaluatePolicies([{ name: "p", document }], approve);
      assert.match(reason, /Ignored: statement "Odd" of p cannot be read \(an action reads/);
    });
  });
});

describe("evaluateResourcePolicy", () => {
  const topic = "arn:aws:sns:eu-west-1:111122223333:gate";
  const role = { arn: "arn:aws:iam::111122223333:role/pipeline", accountId: "111122223333" };
  const statement = { Effect: "Allow", Principal: "*", Action: "sns:Publish", Resource: topic };

  function ask(extra: Statement, requester: object = role, context = {}): string {
    const raw = { Version: "2012-10-17", Statement: [{ ...statement, ...extra }] };
    const document = JSON.stringify(raw);
    return evaluateResourcePolicy(document, requester, "sns:Publish", topic, context).effect;
  }

  const principals: [unknown, object, string][] = [
    ["*", role, "Allow"],
    [{ AWS: "*" }, role, "Allow"],
    [{ AWS: "111122223333" }, role, "Allow"],
    [{ AWS: "arn:aws:iam::111122223333:root" }, role, "Allow"],
    [{ AWS: "arn:aws:iam::444455556666:root" }, role, "None"],
    [{ AWS: role.arn }, role, "Allow"],
    [{ AWS: [`${role.arn}-2`, role.arn] }, role, "Allow"],
    [
      { AWS: role.arn },
      { arn: "arn:aws:sts::111122223333:assumed-role/pipeline/s", roleArn: role.arn },
      "Allow",
    ],
    [{ AWS: "arn:aws:iam::111122223333:role/*" }, role, "None"],
    [{ Service: "events.amazonaws.com" }, { service: "events.amazonaws.com" }, "Allow"],
    [{ Service: "events.amazonaws.com" }, role, "None"],
    [{ Service: "sns.amazonaws.com" }, { service: "events.amazonaws.com" }, "None"],
    [{ AWS: "*" }, { service: "events.amazonaws.com" }, "None"],
    [{ Federated: "accounts.google.com" }, role, "None"],
  ];
  for (const [principal, requester, expected] of principals) {
    it(`${JSON.stringify(principal)} for ${JSON.stringify(requester)}: ${expected}`, () => {
      assert.equal(ask({ Principal: principal }, requester), expected);
    });
  }

  it("turns NotPrincipal round", () => {
    const { Principal: _, ...rest } = statement;
    const denyOthers = {
      Statement: [{ ...rest, Effect: "Deny", NotPrincipal: { AWS: role.arn } }],
    };
    const of = (arn: string) =>
      evaluateResourcePolicy(denyOthers, { arn }, "sns:Publish", topic, {}).effect;
    assert.equal(of(role.arn), "None");
    assert.equal(of(`${role.arn}-2`), "Deny");
  });

  it("denies what comes without TLS when the policy says so", () => {
    const Condition = { Bool: { "aws:SecureTransport": "false" } };
    const deny = { Effect: "Deny", Condition };
    assert.equal(ask(deny, role, { "aws:SecureTransport": "false" }), "Deny");
    assert.equal(ask(deny, role, { "aws:SecureTransport": "true" }), "None");
  });

  it("does not complete an ARN without a wildcard", () => {
    assert.equal(ask({ Resource: "arn:aws:sns" }), "None");
    assert.equal(ask({ Resource: "arn:aws:sns:*" }), "Allow");
  });

  for (const principal of [undefined, "somebody", { Person: "x" }]) {
    it(`takes a Deny with the principal ${JSON.stringify(principal)} as one for everybody`, () => {
      assert.equal(ask({ Principal: principal, Effect: "Deny" }), "Deny");
      assert.equal(ask({ Principal: principal }), "None");
    });
  }
});
