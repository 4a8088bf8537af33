/** What reviewers may write: judged by somebody else's IAM. */
import * as assert from "node:assert/strict";
import { actionArn, types } from "../../../support/components";
import { decision } from "../../../support/simulate";
import { policy, table, user } from "./support";

describe("what the reviewers of a gate may do", () => {
  interface Writer {
    readonly principal: string;
    readonly context: Record<string, string | string[]>;
  }
  const rita: Writer = {
    principal: user("rita"),
    context: { "aws:username": "rita", "aws:userid": "AIDARITA" },
  };
  const lead: Writer = {
    principal: "arn:aws:sts::111122223333:assumed-role/leads/lea@example.com",
    context: { "aws:userid": "AROALEADS:lea@example.com" },
  };
  async function may(
    { principal, context }: Writer,
    keys: string[],
    action = "dynamodb:PutItem",
    resource = table,
  ): Promise<boolean> {
    const leading: Writer["context"] = keys.length === 0 ? {} : { "dynamodb:LeadingKeys": keys };
    const answer = await decision({
      ...{ principal, action, resource, context: { ...context, ...leading } },
      identityPolicies: [await policy(types.policy, "one-review-policy")],
    });
    return answer === "Allowed";
  }
  const ritas = "orders/one/one#user/rita";
  const leas = "orders/one/one#session/AROALEADS:lea@example.com";

  it("write a review of this gate under their own name", async () => {
    assert.equal(await may(rita, [ritas]), true);
    assert.equal(await may(lead, [leas]), true);
  });

  for (const key of [
    ...["orders/one/one#user/ann", "orders/one/one#user/rita2", "orders/one/one#user/"],
    ...["orders/two/two#user/rita", "books/one/one#user/rita", "orders/one/one#user/Rita"],
    ...["orders/one/one#session/AIDARITA", leas, "orders/one/one#user/${aws:username}", "rita"],
  ]) {
    it(`not under ${key}, by a user`, async () => {
      assert.equal(await may(rita, [key]), false);
      assert.equal(await may(rita, [ritas, key]), false);
    });
  }

  for (const key of [
    ...[ritas, "orders/one/one#session/AROALEADS:ann", "orders/one/one#user/"],
    ...[
      "orders/two/two#session/AROALEADS:lea@example.com",
      "orders/one/one#user/AROALEADS:lea@example.com",
    ],
    "orders/one/one#session/AROAOTHER:lea@example.com",
  ]) {
    it(`not under ${key}, by a session`, async () => assert.equal(await may(lead, [key]), false));
  }

  it("not as a federated session, for which whoever asks for it picks the name", async () => {
    const federated = {
      principal: "arn:aws:sts::111122223333:federated-user/carol",
      context: { "aws:userid": "111122223333:carol" },
    };
    assert.equal(await may(federated, ["orders/one/one#session/111122223333:carol"]), false);
  });

  it("not without a key, and not into another table", async () => {
    assert.equal(await may(rita, []), false);
    const other = "arn:aws:dynamodb:eu-west-1:111122223333:table/shared-bypasses";
    assert.equal(await may(rita, [ritas], "dynamodb:PutItem", other), false);
  });

  it("read, change and delete no review, not even their own", async () => {
    for (const name of [
      "GetItem",
      "UpdateItem",
      "DeleteItem",
      "Query",
      "BatchWriteItem",
      "PartiQLInsert",
    ]) {
      assert.equal(await may(rita, [ritas], `dynamodb:${name}`), false, name);
    }
    assert.equal(
      await may(rita, [ritas], "dynamodb:Query", `${table}/index/reviews-of-bypass`),
      false,
    );
    assert.equal(await may(rita, [], "dynamodb:Scan"), false);
    assert.equal(
      await may(rita, [], "codepipeline:PutApprovalResult", actionArn("orders/one/one")),
      false,
    );
  });
});
