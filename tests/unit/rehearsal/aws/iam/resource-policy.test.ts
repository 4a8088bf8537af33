import * as assert from "node:assert/strict";
import { evaluateResourcePolicy } from "../../../../../rehearsal/aws/iam/evaluate";
import type { Statement } from "./fixture";

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
