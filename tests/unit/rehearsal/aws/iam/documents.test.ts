import * as assert from "node:assert/strict";
import { countedLength, policyText, trusts } from "../../../../../rehearsal/aws/iam/documents";
import { policy, trust } from "../account/support/new-account";

const identity = policy({ Action: "sns:Publish", Resource: "*" });
const resource = policy({ Principal: "*", Action: "sns:Publish", Resource: "*" });

function refused(document: unknown, kind: Parameters<typeof policyText>[1], code: string) {
  assert.throws(() => policyText(document, kind), { code });
}

describe("policyText", () => {
  it("gives the text of a document that is text", () => {
    assert.equal(policyText(identity, "identity"), identity);
  });

  it("gives JSON for a document that is an object", () => {
    assert.equal(policyText(JSON.parse(identity), "identity"), identity);
  });

  it("takes one statement that is not in a list", () => {
    const single = { Version: "2012-10-17", Statement: JSON.parse(identity).Statement[0] };
    assert.equal(policyText(single, "identity"), JSON.stringify(single));
  });

  it("takes NotAction, NotResource and NotPrincipal", () => {
    const document = policy({ NotPrincipal: "x", NotAction: "x:y", NotResource: "*" });
    assert.equal(policyText(document, "resource"), document);
  });

  it("refuses what is not JSON", () => refused("{", "identity", "MalformedPolicyDocument"));

  it("refuses nothing at all", () => refused(undefined, "trust", "MalformedPolicyDocument"));

  it("refuses a document without a statement", () =>
    refused({ Version: "2012-10-17", Statement: [] }, "identity", "MalformedPolicyDocument"));

  it("refuses an effect other than Allow and Deny", () =>
    refused(
      policy({ Effect: "allow", Action: "x:y", Resource: "*" }),
      "identity",
      "MalformedPolicyDocument",
    ));

  it("refuses a statement without actions", () =>
    refused(policy({ Resource: "*" }), "identity", "MalformedPolicyDocument"));

  it("refuses a principal in an identity policy", () =>
    refused(resource, "identity", "MalformedPolicyDocument"));

  it("refuses an identity policy without resources", () =>
    refused(policy({ Action: "x:y" }), "identity", "MalformedPolicyDocument"));

  it("refuses a resource in a trust policy", () =>
    refused(resource, "trust", "MalformedPolicyDocument"));

  it("refuses a trust policy without a principal", () =>
    refused(policy({ Action: "sts:AssumeRole" }), "trust", "MalformedPolicyDocument"));

  it("refuses a resource policy without a principal, under the service's own code", () => {
    assert.throws(() => policyText(identity, "resource", "MalformedPolicy"), {
      code: "MalformedPolicy",
    });
  });

  it("quotes the beginning of a long statement only", () => {
    const long = policy({ Action: "x:y", Sid: "s".repeat(500) });
    assert.throws(
      () => policyText(long, "identity"),
      (error: Error) => error.message.length < 300 && error.message.endsWith("..."),
    );
  });
});

describe("countedLength", () => {
  it("does not count white space", () => {
    assert.equal(countedLength('{ "a":\n\t"b" }'), 9);
  });
});

describe("trusts", () => {
  it("accepts a service that may assume the role", () => {
    assert.equal(trusts(trust("codepipeline"), "codepipeline.amazonaws.com"), true);
  });

  it("accepts one service of several and sts:*", () => {
    const Principal = { Service: ["a.amazonaws.com", "b.amazonaws.com"] };
    assert.equal(trusts(policy({ Principal, Action: ["sts:*"] }), "b.amazonaws.com"), true);
  });

  it("refuses another service", () => {
    assert.equal(trusts(trust("codebuild"), "codepipeline.amazonaws.com"), false);
  });

  it("accepts a pattern of actions, and conditions of which nothing is known before the call", () => {
    const Condition = { StringEquals: { "aws:SourceAccount": "111122223333" } };
    const Principal = { Service: "codebuild.amazonaws.com" };
    const document = policy({ Principal, Action: "sts:Assume*", Condition });
    assert.equal(trusts(document, "codebuild.amazonaws.com"), true);
  });

  it("refuses what a Deny takes back", () => {
    const Principal = { Service: "codebuild.amazonaws.com" };
    const statement = { Effect: "Allow", Principal, Action: "sts:AssumeRole" };
    const Statement = [statement, { ...statement, Effect: "Deny" }];
    assert.equal(trusts(JSON.stringify({ Statement }), "codebuild.amazonaws.com"), false);
  });

  it("refuses a statement that denies", () => {
    const Principal = { Service: "codebuild.amazonaws.com" };
    const document = policy({ Effect: "Deny", Principal, Action: "sts:AssumeRole" });
    assert.equal(trusts(document, "codebuild.amazonaws.com"), false);
  });

  it("refuses another action, a principal that is no service, and text that is no JSON", () => {
    const Principal = { Service: "codebuild.amazonaws.com" };
    const tag = policy({ Principal, Action: "sts:TagSession" });
    const account = policy({ Principal: { AWS: "*" }, Action: "sts:AssumeRole" });
    const answers = [tag, account, "{"].map((t) => trusts(t, "codebuild.amazonaws.com"));
    assert.deepEqual(answers, [false, false, false]);
  });
});
