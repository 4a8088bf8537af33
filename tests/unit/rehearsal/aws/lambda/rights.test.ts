import * as assert from "node:assert/strict";
import { createDirectory } from "../../../../../rehearsal/aws/iam/directory";
import type { Decision } from "../../../../../rehearsal/aws/iam/types";
import { needInvoke, statementOf, urlRefusal } from "../../../../../rehearsal/aws/lambda/rights";
import type { FunctionPermission } from "../../../../../rehearsal/aws/lambda/types";
import { functionArn, place, roleArn } from "./support";

const topicArn = "arn:aws:sns:eu-west-1:111122223333:gate";
const fromTopic = { service: "sns.amazonaws.com", sourceArn: topicArn };
const sns: FunctionPermission = {
  statementId: "sns",
  action: "lambda:InvokeFunction",
  principal: "sns.amazonaws.com",
  sourceArn: topicArn,
};

function may(
  invoker: Parameters<typeof needInvoke>[1],
  permissions: FunctionPermission[],
  own: Decision = { allowed: false, reason: "Denied." },
): boolean {
  try {
    needInvoke({ arn: functionArn, permissions }, invoker, {
      directory: { decideRole: () => own, decide: () => own },
      place,
    });
    return true;
  } catch (error) {
    assert.equal((error as { code?: string }).code, "AccessDeniedException");
    assert.match((error as Error).message, /is not authorized to perform: lambda:InvokeFunction/);
    return false;
  }
}

describe("The right of a service to invoke a function", () => {
  it("comes from a permission for it and for its source", () => {
    assert.equal(may(fromTopic, [sns]), true);
    assert.equal(may(fromTopic, [{ ...sns, sourceAccount: place.accountId }]), true);
    assert.equal(may(fromTopic, [{ ...sns, sourceArn: "arn:aws:sns:*:111122223333:*" }]), true);
    assert.equal(may(fromTopic, [{ ...sns, action: "lambda:*" }]), true);
  });

  for (const [what, permissions] of [
    ["no permission", []],
    ["another service's", [{ ...sns, principal: "events.amazonaws.com" }]],
    ["another topic's", [{ ...sns, sourceArn: `${topicArn}-other` }]],
    ["another account's", [{ ...sns, sourceAccount: "999999999999" }]],
    ["another action's", [{ ...sns, action: "lambda:GetFunction" }]],
    ["one for function URLs", [{ ...sns, invokedViaFunctionUrl: true }]],
    ["one for this account's roles", [{ ...sns, principal: place.accountId }]],
  ] as [string, FunctionPermission[]][]) {
    it(`does not come from ${what}`, () => assert.equal(may(fromTopic, permissions), false));
  }

  it("does not come from the policies of a role", () => {
    assert.equal(may(fromTopic, [], { allowed: true, reason: "yes" }), false);
  });
});

describe("The right of a role to invoke a function", () => {
  const role = { roleArn };
  const { sourceArn: _, ...anyone } = { ...sns, principal: roleArn };

  it("comes from its own policies, or from the function's", () => {
    assert.equal(may(role, [], { allowed: true, reason: "yes" }), true);
    assert.equal(may(role, [anyone]), true);
    assert.equal(may(role, [{ ...anyone, principal: place.accountId }]), false);
  });

  it("does not come from nothing, nor against a Deny", () => {
    assert.equal(may(role, []), false);
    assert.equal(may(role, [{ ...anyone, principal: `${roleArn}-other` }]), false);
    const denied = { allowed: false, reason: "Denied.", explicitDeny: true };
    assert.equal(may(role, [anyone], denied), false);
  });
});

describe("The right of a caller with keys to invoke a function", () => {
  const { sourceArn: _, ...anyone } = { ...sns, principal: roleArn };
  const principal = {
    arn: "arn:aws:sts::111122223333:assumed-role/notifier/session",
    accountId: place.accountId,
    userId: "AROA:session",
    context: { "aws:PrincipalArn": roleArn },
  };

  it("comes from its own policies, or from the function's for its role, session or everybody", () => {
    assert.equal(may({ principal }, [], { allowed: true, reason: "yes" }), true);
    for (const named of [roleArn, principal.arn, "*"]) {
      assert.equal(may({ principal }, [{ ...anyone, principal: named }]), true, named);
    }
  });

  it("does not come from what the function's policy leaves to the account", () => {
    assert.equal(may({ principal }, [{ ...anyone, principal: place.accountId }]), false);
  });

  it("does not come from nothing, nor against a Deny", () => {
    assert.equal(may({ principal }, []), false);
    const denied = { allowed: false, reason: "Denied.", explicitDeny: true };
    assert.equal(may({ principal }, [anyone], denied), false);
  });
});

describe("The right of a session to invoke a function", () => {
  const directory = createDirectory(place);
  const Condition = { StringLike: { "aws:SourceIdentity": "automatic-*" } };
  before(() => {
    directory.putRole("gate", roleArn, JSON.stringify({ Version: "2012-10-17", Statement: [] }));
    const statement = { Effect: "Allow", Action: "lambda:InvokeFunction", Resource: functionArn };
    const document = { Version: "2012-10-17", Statement: [{ ...statement, Condition }] };
    directory.putInline({ kind: "role", name: "gate" }, "ask", JSON.stringify(document));
  });
  const mayAs = (sourceIdentity: string | undefined, arn = functionArn): boolean => {
    const { principal } = directory.assume({ roleArn, sessionName: "one", sourceIdentity });
    try {
      needInvoke({ arn, permissions: [] }, { principal }, { directory, place });
      return true;
    } catch {
      return false;
    }
  };

  it("asks for the source identity that its role's policy wants", () => {
    assert.equal(mayAs("automatic-judge"), true);
    assert.equal(mayAs("slack-U0ANN"), false);
    assert.equal(mayAs(undefined), false);
  });

  it("is on that function, by its whole ARN", () => {
    assert.equal(mayAs("automatic-judge", `${functionArn}-2`), false);
    assert.equal(mayAs("automatic-judge", `${functionArn}:live`), false);
  });
});

describe("The public's right to call a function URL", () => {
  const url: FunctionPermission = {
    statementId: "url",
    action: "lambda:InvokeFunctionUrl",
    principal: "*",
    functionUrlAuthType: "NONE",
  };
  const invoke: FunctionPermission = {
    statementId: "invoke",
    action: "lambda:InvokeFunction",
    principal: "*",
    invokedViaFunctionUrl: true,
  };
  const refusal = (permissions: FunctionPermission[], authType = "NONE") =>
    urlRefusal({ arn: functionArn, permissions }, authType);

  it("takes both permissions", () => {
    assert.equal(refusal([url, invoke]), undefined);
    assert.match(refusal([])!, /lambda:InvokeFunctionUrl/);
    assert.match(refusal([invoke])!, /lambda:InvokeFunctionUrl/);
    assert.match(refusal([url])!, /lambda:InvokeFunction /);
  });

  it("takes them for this auth type and for everybody", () => {
    assert.match(refusal([{ ...url, functionUrlAuthType: "AWS_IAM" }, invoke])!, /FunctionUrl/);
    assert.match(refusal([{ ...url, principal: place.accountId }, invoke])!, /FunctionUrl/);
    assert.match(refusal([url, { ...invoke, invokedViaFunctionUrl: false }])!, /InvokeFunction /);
  });

  it("is nobody's at a URL that wants signatures", () => {
    assert.match(refusal([url, invoke], "AWS_IAM")!, /auth type is AWS_IAM/);
  });
});

describe("statementOf", () => {
  it("is the statement that Lambda makes of a permission", () => {
    assert.deepEqual(statementOf({ ...sns, sourceAccount: "1" }, functionArn), {
      Sid: "sns",
      Effect: "Allow",
      Principal: { Service: "sns.amazonaws.com" },
      Action: "lambda:InvokeFunction",
      Resource: functionArn,
      Condition: {
        ArnLike: { "aws:SourceArn": topicArn },
        StringEquals: { "aws:SourceAccount": "1" },
      },
    });
  });

  it("has no condition where the permission has none", () => {
    const statement = statementOf({ statementId: "s", action: "a:b", principal: "*" }, functionArn);
    assert.equal("Condition" in statement, false);
  });
});
