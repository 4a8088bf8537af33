import * as assert from "node:assert/strict";
import { newAccount, removeFolders } from "../account/support/new-account";

const secret = "aws:secretsmanager/secret:Secret";
const version = "aws:secretsmanager/secretVersion:SecretVersion";
const arnPattern = /^arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack\/app-[0-9a-f]{6}$/;

describe("Secrets Manager resources on the account", () => {
  after(removeFolders);

  it("makes a secret without a value, named in its ARN with six characters more", async () => {
    const { account, create } = newAccount();
    const { id, state } = await create(secret, { name: "slack/app" });
    assert.match(id, arnPattern);
    assert.deepEqual([state.arn, state.name], [id, "slack/app"]);
    assert.equal(account.stores.secrets.find("slack/app")?.value, undefined);
    assert.equal(account.stores.secrets.find("slack/app")?.keyArn, undefined);
  });

  it("gives a secret the value that was given for its name, under its own ARN alone", async () => {
    const { account, create } = newAccount();
    const { secrets } = account.stores;
    secrets.put("arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack/app-AbCdEf", "v");
    const { id } = await create(secret, { name: "slack/app" });
    assert.match(id, arnPattern);
    assert.equal(secrets.find(id)?.value, "v");
    assert.equal(secrets.find("slack/app")?.arn, id);
    assert.deepEqual(secrets.arns(), [id]);
  });

  it("gives a secret whose name Pulumi chooses the value that was given for the resource", async () => {
    const { account, create } = newAccount();
    const { secrets } = account.stores;
    secrets.put("arn:aws:secretsmanager:eu-west-1:111122223333:secret:it-AbCdEf", "v");
    const { id } = await create(secret);
    assert.deepEqual([secrets.find(id)?.value, secrets.find(id)?.givenAs], ["v", "it"]);
    const { id: named } = await create(secret, { name: "it" });
    assert.deepEqual([secrets.find(named)?.value, secrets.find(named)?.givenAs], [undefined, "it"]);
  });

  it("names a secret as Pulumi does", async () => {
    const { create } = newAccount();
    assert.match((await create(secret)).state.name, /^it-[0-9a-f]{7}$/);
  });

  for (const named of ["arn", "name"] as const) {
    it(`puts a value into the secret that is known by ${named}`, async () => {
      const { account, create } = newAccount();
      const { state } = await create(secret, { name: "slack/app" });
      const made = await create(version, { secretId: state[named], secretString: "v" });
      const { value, versionId } = account.stores.secrets.find(state.arn)!;
      assert.deepEqual([value, made.state.versionId], ["v", versionId]);
      assert.equal(made.id, `${state.arn}|${versionId}`);
    });
  }

  it("takes a version without a string for an empty one", async () => {
    const { account, create } = newAccount();
    const { id: secretId } = await create(secret);
    await create(version, { secretId });
    assert.equal(account.stores.secrets.find(secretId)?.value, "");
  });

  it("knows the customer's key by id, ARN and alias", async () => {
    const { account, create } = newAccount();
    const { state: key } = await create("aws:kms/key:Key");
    await create("aws:kms/alias:Alias", { name: "alias/own", targetKeyId: key.keyId });
    const keyOf = async (kmsKeyId: string) => {
      const { id } = await create(secret, { kmsKeyId });
      return account.stores.secrets.find(id)?.keyArn;
    };
    for (const given of [key.keyId, key.arn, "alias/own"])
      assert.equal(await keyOf(given), key.arn);
    assert.equal(await keyOf("alias/aws/secretsmanager"), undefined);
    assert.equal(await keyOf(""), undefined);
  });

  it("reads a secret that the outside world has put, or that has no value here", async () => {
    const { account, read } = newAccount();
    const arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack/app-AbCdEf";
    account.stores.secrets.put(arn, "v");
    assert.deepEqual((await read(secret, arn)).state.name, "slack/app");
    assert.equal(account.stores.secrets.find(arn)?.value, "v");
    const other = arn.replace("slack/app", "other");
    assert.equal((await read(secret, other)).state.arn, other);
    assert.equal(account.stores.secrets.find("other")?.value, undefined);
  });

  it("refuses a second secret of the same name, and a name that it does not take", async () => {
    const { create } = newAccount();
    await create(secret, { name: "app" });
    await assert.rejects(create(secret, { name: "app" }), { code: "ResourceExistsException" });
    for (const name of ["a b", "", "x".repeat(513)]) {
      await assert.rejects(create(secret, { name }), { code: "ValidationException" });
    }
    await create(secret, { name: "x".repeat(512) });
  });

  it("refuses a value for a secret that does not exist", async () => {
    const { create } = newAccount();
    await assert.rejects(create(version, { secretId: "none", secretString: "v" }), {
      code: "ResourceNotFoundException",
      message: /: none$/,
    });
  });
});
