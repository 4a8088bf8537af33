/** What is decided where the evaluator of iam/ tells, and where it does not. */
import * as assert from "node:assert/strict";
import {
  besidePolicy,
  evaluatePolicies,
  evaluateResourcePolicy,
  withinAccount,
} from "../../../../../rehearsal/aws/iam/evaluate";

const resource = "arn:aws:codepipeline:eu-west-1:111122223333:shop/Gate/Approve";
const action = "codepipeline:PutApprovalResult";
const request = { action, resource, context: { "aws:username": "qa" } };
const allow = { Effect: "Allow", Action: "*", Resource: "*" };
const deny = { ...allow, Effect: "Deny" };
const open = { Condition: { Mystery: { "aws:username": "qa" } } };

function ask(...Statement: unknown[]) {
  return evaluatePolicies([{ name: "policy gate", document: { Statement } }], request);
}

describe("evaluatePolicies", () => {
  it("denies what nothing allows", () => {
    assert.deepEqual(evaluatePolicies([], request), {
      effect: "None",
      allowed: false,
      reason: `Denied: no identity-based policy allows ${action} on ${resource}.`,
    });
  });

  it("names the statement that allows", () => {
    assert.deepEqual(ask({ ...allow, Sid: "Approve" }), {
      effect: "Allow",
      allowed: true,
      reason: `Allowed: statement "Approve" of policy gate allows ${action} on ${resource}.`,
    });
  });

  it("names the statement that denies", () => {
    assert.deepEqual(ask(allow, deny), {
      effect: "Deny",
      allowed: false,
      explicitDeny: true,
      reason: `Denied: statement 2 of policy gate denies ${action} on ${resource}.`,
    });
  });

  it("takes for a Deny what may deny", () => {
    const verdict = ask(allow, { ...allow, ...open }, { ...deny, ...open });
    assert.deepEqual([verdict.effect, verdict.explicitDeny], ["Deny", true]);
    assert.match(
      verdict.reason,
      /^Denied: statement 3 of policy gate: .*, so it is taken as a Deny\.$/,
    );
  });

  it("takes a document that cannot be read for a Deny", () => {
    const bad = { name: "bad", document: "{" };
    const verdict = evaluatePolicies(
      [{ name: "good", document: { Statement: allow } }, bad],
      request,
    );
    assert.equal(verdict.effect, "Deny");
    assert.match(
      verdict.reason,
      /^Denied: bad cannot be read \(not JSON.*, so it is taken as a Deny/,
    );
  });

  it("lets nothing be allowed by what only may allow, and says so", () => {
    const verdict = ask({ ...allow, ...open }, { ...allow, Action: "x", Sid: "Odd" });
    assert.deepEqual([verdict.effect, verdict.allowed], ["None", false]);
    assert.match(
      verdict.reason,
      / Ignored: .*"Odd" of policy gate cannot be read \(an action reads.*\.$/,
    );
    assert.match(verdict.reason, /; statement 1 of policy gate: IAM knows no condition operator/);
  });

  it("lets an Allow stand beside what only may allow", () => {
    assert.equal(ask({ ...allow, ...open }, allow).effect, "Allow");
  });

  it("takes a key that the request does not name for one that it does not have", () => {
    const Condition = { Null: { "aws:MultiFactorAuthPresent": "true" } };
    assert.equal(ask({ ...allow, Condition }).effect, "Allow");
    assert.equal(
      ask({ ...allow, Resource: "arn:aws:codepipeline:*:*:${aws:userid}" }).effect,
      "None",
    );
  });
});

const account = "111122223333";
const topic = `arn:aws:sns:eu-west-1:${account}:gate`;
const role = { arn: `arn:aws:iam::${account}:role/pipeline`, accountId: account };

function askTopic(requester: object, ...statements: object[]) {
  const Statement = statements.map((one) => ({ ...allow, Resource: topic, ...one }));
  const context = { "aws:SecureTransport": "false" };
  return evaluateResourcePolicy({ Statement }, requester, "sns:Publish", topic, context);
}

describe("evaluateResourcePolicy", () => {
  const rows: readonly (readonly [object, object, string, boolean?])[] = [
    [{ Principal: "*" }, role, "Allow", false],
    [{ Principal: "*" }, {}, "Allow", false],
    [{ Principal: { AWS: role.arn } }, role, "Allow", false],
    [{ Principal: { AWS: account } }, role, "Allow", true],
    [{ Principal: { AWS: `${role.arn}-2` } }, role, "None"],
    [{ Principal: { AWS: `arn:aws:sts::${account}:assumed-role/pipeline/s` } }, role, "None"],
    [
      { Principal: { Service: "events.amazonaws.com" } },
      { service: "events.amazonaws.com" },
      "Allow",
    ],
    [{ Principal: "*", Effect: "Deny" }, role, "Deny"],
    [{ NotPrincipal: { AWS: role.arn }, Effect: "Deny" }, role, "Deny"],
    [{ NotPrincipal: { AWS: [role.arn, account] }, Effect: "Deny" }, role, "None"],
    [{ Effect: "Deny" }, role, "Deny"],
    [{}, role, "None"],
  ];
  for (const [statement, requester, effect, isDelegated] of rows) {
    it(`${JSON.stringify(statement)} for ${JSON.stringify(requester)}: ${effect}`, () => {
      const verdict = askTopic(requester, statement);
      assert.equal(verdict.effect, effect);
      if (isDelegated !== undefined) assert.equal(verdict.isDelegated, isDelegated);
    });
  }

  it("says why", () => {
    const Condition = { Bool: { "aws:SecureTransport": "false" } };
    const statements = [
      { Principal: "*" },
      { Principal: "*", Effect: "Deny", Sid: "TLS", Condition },
    ];
    assert.equal(
      askTopic(role, ...statements).reason,
      `Denied: statement "TLS" of the resource policy denies sns:Publish on ${topic}.`,
    );
    assert.match(askTopic(role).reason, /^Denied: no statement of the resource policy allows sns:/);
  });
});

describe("a resource's policy within its account", () => {
  const own = { none: ask(), allow: ask(allow), deny: ask(deny) };
  const named = askTopic(role, { Principal: { AWS: role.arn } });
  const delegated = askTopic(role, { Principal: { AWS: account } });
  const denied = askTopic(role, { Principal: "*", Effect: "Deny" });

  it("gives what the own policies do not, but for what it leaves to the account", () => {
    assert.equal(withinAccount(own.none, named).allowed, true);
    assert.equal(withinAccount(own.none, named).reason, named.reason);
    assert.deepEqual(withinAccount(own.none, delegated), own.none);
    assert.equal(withinAccount(own.allow, delegated).allowed, true);
    assert.deepEqual(withinAccount(own.none, undefined), own.none);
  });

  it("denies what the own policies allow, as these deny what it allows", () => {
    assert.equal(withinAccount(own.allow, denied).explicitDeny, true);
    assert.deepEqual(withinAccount(own.deny, named), own.deny);
    assert.deepEqual(withinAccount(own.allow, askTopic(role)), own.allow);
  });

  it("is not enough for another account, nor are the own policies: both must allow it", () => {
    for (const verdict of [named, delegated]) {
      assert.equal(besidePolicy(own.allow, verdict, false).allowed, true);
      assert.deepEqual(besidePolicy(own.none, verdict, false), own.none);
    }
    for (const verdict of [undefined, denied, askTopic(role)]) {
      assert.equal(besidePolicy(own.allow, verdict, false).allowed, false);
    }
    assert.deepEqual(besidePolicy(own.none, named, true), withinAccount(own.none, named));
  });
});
