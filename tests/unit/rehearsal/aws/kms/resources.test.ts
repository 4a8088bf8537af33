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

  const signing = { customerMasterKeySpec: "ECC_NIST_P256", keyUsage: "SIGN_VERIFY" };
  const keyOf = ({ account }: ReturnType<typeof newAccount>, { state }: { state: any }) =>
    account.stores.keys.find(state.arn)!;

  it("makes a key that signs, disables and enables it, and ends it in days", async () => {
    const made = newAccount();
    const resource = await made.create(key, signing);
    assert.ok(keyOf(made, resource).pair);
    await made.update(key, resource, { ...signing, isEnabled: false });
    assert.equal(keyOf(made, resource).isEnabled, false);
    await made.remove(key, resource);
    assert.equal(keyOf(made, resource).isPendingDeletion, true);
  });

  it("finds a key by its alias until that ends", async () => {
    const made = newAccount();
    const { state } = await made.create(key, signing);
    const named = await made.create(alias, { name: "alias/a", targetKeyId: state.keyId });
    assert.equal(made.account.stores.keys.find(named.state.arn)?.arn, state.arn);
    await made.remove(alias, named);
    assert.equal(made.account.stores.keys.find(named.state.arn), undefined);
  });

  const refused: [string, object, string][] = [
    ["a symmetric key that signs", { keyUsage: "SIGN_VERIFY" }, "ValidationException"],
    [
      "a curve that encrypts",
      { customerMasterKeySpec: "ECC_NIST_P256", keyUsage: "ENCRYPT_DECRYPT" },
      "ValidationException",
    ],
    ["a curve without a use", { customerMasterKeySpec: "ECC_NIST_P256" }, "ValidationException"],
    [
      "a rotation of a curve",
      { ...signing, enableKeyRotation: true },
      "UnsupportedOperationException",
    ],
    ["an end in six days", { deletionWindowInDays: 6 }, "ValidationException"],
    ["an end in 31 days", { deletionWindowInDays: 31 }, "ValidationException"],
  ];
  for (const [what, inputs, code] of refused) {
    it(`refuses ${what}`, async () => {
      await assert.rejects(newAccount().create(key, inputs), { code });
    });
  }

  it("rotates a symmetric key", async () => {
    await newAccount().create(key, { enableKeyRotation: true, deletionWindowInDays: 7 });
  });
});
