import * as assert from "node:assert/strict";
import { newAccount, policy, removeFolders } from "../account/support/new-account";

const key = "aws:kms/key:Key";
const alias = "aws:kms/alias:Alias";
const here = "eu-west-1:111122223333";

describe("KMS resources on the account", () => {
  after(removeFolders);

  it("keeps a key, with or without a policy", async () => {
    const { create } = newAccount();
    const { id, state } = await create(key, {});
    assert.match(id, /^[0-9a-f-]{36}$/);
    assert.equal(state.arn, `arn:aws:kms:${here}:key/${id}`);
    assert.equal(state.policy, undefined);
    const document = policy({ Principal: "*", Action: "kms:*", Resource: "*" });
    assert.equal((await create(key, { policy: document })).state.policy, document);
    await assert.rejects(create(key, { policy: "x" }), {
      code: "MalformedPolicyDocumentException",
    });
  });

  it("keeps an alias of a key, by id or ARN", async () => {
    const { create } = newAccount();
    const made = await create(alias, { name: "alias/a", targetKeyId: "1234" });
    const byArn = await create(alias, { targetKeyId: `arn:aws:kms:${here}:key/1234` }, "b");
    assert.equal(made.state.targetKeyArn, `arn:aws:kms:${here}:key/1234`);
    assert.equal(byArn.state.targetKeyArn, `arn:aws:kms:${here}:key/1234`);
    assert.equal(byArn.id, "alias/b");
  });

  it("refuses an alias without its prefix, and one that is taken", async () => {
    const { create } = newAccount();
    const targetKeyId = "1234";
    await assert.rejects(create(alias, { name: "a", targetKeyId }), {
      code: "ValidationException",
      message: /got: a$/,
    });
    await create(alias, { name: "alias/a", targetKeyId });
    await assert.rejects(create(alias, { name: "alias/a", targetKeyId }), {
      code: "AlreadyExistsException",
    });
  });
});
