/** Who may take on a break-glass role, and what it may: judged by somebody else's IAM. */
import * as assert from "node:assert/strict";
import { actionArn, only, types } from "../../../support/components";
import { decision } from "../../../support/simulate";
import { deploy, policy, table, user } from "./support";

async function roleOf(gate: string) {
  const { resources } = await deploy();
  const { path, name, assumeRolePolicy } = only(
    resources,
    types.role,
    `${gate}-break-glass-role`,
  ).inputs;
  return {
    arn: `arn:aws:iam::111122223333:role${path}${name}`,
    trust: JSON.parse(assumeRolePolicy),
  };
}

/** What AWS tells of a request of ann to take on the role, as it should be. */
const good: Record<string, string | string[]> = {
  "aws:username": "ann",
  "aws:MultiFactorAuthPresent": "true",
  "sts:SourceIdentity": "ann",
  "sts:RoleSessionName": "ann",
  "aws:RequestTag/Reason": "INC-42 prod is down",
  "aws:TagKeys": ["Reason"],
};

/** The condition keys that the Service Authorization Reference has for each action, and those of every request. */
const keysOf: Record<string, RegExp> = {
  "sts:AssumeRole": /./,
  "sts:SetSourceIdentity": /^(aws:username|aws:Multi|sts:SourceIdentity)/,
  "sts:TagSession": /^(aws:username|aws:Multi|aws:RequestTag|aws:TagKeys)/,
};

const without = (...keys: string[]): typeof good =>
  Object.fromEntries(Object.entries(good).filter(([key]) => !keys.includes(key)));

/** Whether every action that such a request takes is allowed. */
async function takesOn(
  context: typeof good,
  { who = "ann", gate = "one", own = true }: { who?: string; gate?: string; own?: boolean } = {},
): Promise<boolean> {
  const { arn, trust } = await roleOf(gate);
  const identityPolicies = own ? [await policy(types.policy, `${gate}-break-glass-policy`)] : [];
  const answers = Object.entries(keysOf).map(([action, keys]) =>
    decision({
      principal: user(who),
      ...{ action, resource: arn, resourcePolicy: trust, identityPolicies },
      context: Object.fromEntries(Object.entries(context).filter(([key]) => keys.test(key))),
    }),
  );
  return (await Promise.all(answers)).every((answer) => answer === "Allowed");
}

describe("the break-glass role of a gate", () => {
  it("is taken on with MFA, under one's own name, with a reason", async () => {
    assert.equal(await takesOn(good), true);
    const names = {
      "aws:username": "bob",
      "sts:SourceIdentity": "bob",
      "sts:RoleSessionName": "bob",
    };
    assert.equal(await takesOn({ ...good, ...names }, { who: "bob" }), true);
    assert.equal(await takesOn({ ...good, "aws:RequestTag/Reason": "0123456789" }), true);
  });

  const refused: [title: string, context: typeof good, around?: object][] = [
    ["without MFA", { ...good, "aws:MultiFactorAuthPresent": "false" }],
    ["with long-term keys, of which AWS says nothing", without("aws:MultiFactorAuthPresent")],
    ["without a reason", without("aws:RequestTag/Reason", "aws:TagKeys")],
    ["with a reason of nine characters", { ...good, "aws:RequestTag/Reason": "too short" }],
    ["with an empty reason", { ...good, "aws:RequestTag/Reason": "" }],
    ["under another source identity", { ...good, "sts:SourceIdentity": "bob" }],
    ["without a source identity", without("sts:SourceIdentity")],
    ["under another session name", { ...good, "sts:RoleSessionName": "bob" }],
    ["with the name in another case", { ...good, "sts:RoleSessionName": "Ann" }],
    [
      "with further tags",
      { ...good, "aws:TagKeys": ["Reason", "team"], "aws:RequestTag/team": "a" },
    ],
    ["with a tag that is called otherwise", { ...good, "aws:TagKeys": ["reason"] }],
    ["by a session of a role, which has no user's name", without("aws:username")],
  ];
  for (const [title, context] of refused) {
    it(`is not taken on ${title}`, async () => assert.equal(await takesOn(context), false));
  }

  it("is not taken on by a user whom the gate does not name, whatever a policy of theirs says", async () => {
    for (const who of ["carl", "rita", "mallory"]) {
      const names = { "aws:username": who, "sts:SourceIdentity": who, "sts:RoleSessionName": who };
      assert.equal(await takesOn({ ...good, ...names }, { who }), false, who);
    }
  });

  it("is not taken on in another account, by its root, or by a role", async () => {
    const { arn, trust } = await roleOf("one");
    for (const principal of [
      "arn:aws:iam::444455556666:user/ann",
      "arn:aws:iam::111122223333:root",
      "arn:aws:sts::111122223333:assumed-role/ann/ann",
    ]) {
      const identityPolicies = [await policy(types.policy, "one-break-glass-policy")];
      const call = { principal, action: "sts:AssumeRole", resource: arn, resourcePolicy: trust };
      assert.notEqual(
        await decision({ ...call, identityPolicies, context: good }),
        "Allowed",
        principal,
      );
    }
  });

  it("lets the policy of its users take on this role and no other", async () => {
    const identityPolicies = [await policy(types.policy, "one-break-glass-policy")];
    const other = await roleOf("two");
    for (const resource of [other.arn, "arn:aws:iam::111122223333:role/admin"]) {
      for (const action of Object.keys(keysOf)) {
        const call = { principal: user("ann"), action, resource, identityPolicies, context: good };
        assert.notEqual(await decision(call), "Allowed", `${action} ${resource}`);
      }
    }
  });
});

describe("what a break-glass role may do", () => {
  const session = { "aws:SourceIdentity": "ann", "aws:PrincipalTag/Reason": "INC-42 prod is down" };
  async function may(action: string, resource: string, context = session): Promise<boolean> {
    const answer = await decision({
      principal: "arn:aws:sts::111122223333:assumed-role/one-break-glass-role/ann",
      ...{ action, resource, context },
      identityPolicies: [await policy(types.rolePolicy, "one-break-glass-role-policy")],
    });
    return answer === "Allowed";
  }
  const decide = "codepipeline:PutApprovalResult";

  it("decide its own action, and that of no other gate", async () => {
    assert.equal(await may(decide, actionArn("orders/one/one")), true);
    for (const other of ["orders/two/two", "orders/one/two", "books/one/one"]) {
      assert.equal(await may(decide, actionArn(other)), false, other);
    }
  });

  it("decide nothing without a name or a reason, should its trust policy be changed", async () => {
    const { "aws:SourceIdentity": name, "aws:PrincipalTag/Reason": reason } = session;
    for (const context of [
      { "aws:SourceIdentity": name },
      { "aws:PrincipalTag/Reason": reason },
      { ...session, "aws:PrincipalTag/Reason": "short" },
      { ...session, "aws:SourceIdentity": "" },
    ]) {
      assert.equal(
        await may(decide, actionArn("orders/one/one"), context as typeof session),
        false,
      );
    }
  });

  it("read its pipeline, and change nothing", async () => {
    for (const name of ["GetPipelineState", "GetPipelineExecution", "ListActionExecutions"]) {
      assert.equal(await may(`codepipeline:${name}`, actionArn("orders")), true, name);
      assert.equal(await may(`codepipeline:${name}`, actionArn("books")), false, name);
    }
    for (const name of ["GetPipeline", "UpdatePipeline", "StopPipelineExecution"]) {
      assert.equal(await may(`codepipeline:${name}`, actionArn("orders")), false, name);
    }
    assert.equal(await may("codepipeline:OverrideStageCondition", actionArn("orders/one")), false);
  });

  it("review nothing, and take on nothing", async () => {
    const key = { "dynamodb:LeadingKeys": ["orders/one/one#session/AROAEXAMPLE:ann"] };
    const whole = { ...session, ...key } as typeof session;
    for (const name of ["PutItem", "UpdateItem", "DeleteItem", "Query", "GetItem"]) {
      assert.equal(await may(`dynamodb:${name}`, table, whole), false, name);
    }
    assert.equal(await may("sts:AssumeRole", (await roleOf("two")).arn), false);
  });
});
