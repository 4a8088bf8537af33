/** KMS keys of others, by alias, id or ARN; one that is not there is refused with the line to paste. */
import * as assert from "node:assert/strict";
import { needKnownKeys } from "../../../../rehearsal/aws/account/known-keys";
import { putExisting } from "../../../../rehearsal/settings/existing";
import type { MissingError } from "../../../../rehearsal/settings/missing";
import { newAccount, policy, removeFolders, types } from "../aws/account/support/new-account";

const arn = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const of = (type: string, inputs: Record<string, any>) => ({
  ...{ type, name: "it", inputs, custom: true },
});
const keyPolicy = policy({ Principal: { AWS: "*" }, Action: "kms:*", Resource: "*" });

async function accountWith(keys: Record<string, object | null>) {
  const test = newAccount();
  await putExisting({ keys }, test.account, "/");
  return test;
}

const users: [string, (key: string) => ReturnType<typeof of>][] = [
  [
    "an artifact store",
    (id) => of(types.pipeline, { artifactStores: [{ encryptionKey: { id, type: "KMS" } }] }),
  ],
  ["a topic", (kmsMasterKeyId) => of(types.topic, { kmsMasterKeyId })],
  ["a secret", (kmsKeyId) => of(types.secret, { kmsKeyId })],
  ["an alias", (targetKeyId) => of("aws:kms/alias:Alias", { name: "alias/new", targetKeyId })],
];

describe("keys of others", () => {
  after(removeFolders);

  for (const [what, registration] of users) {
    it(`are there for ${what}, by ARN, id or alias, and nothing else is`, async () => {
      const { account } = await accountWith({ [arn]: { aliases: ["alias/app"] }, "alias/x": null });
      const aliasArn = "arn:aws:kms:eu-west-1:111122223333:alias/app";
      const known = [arn, arn.split("key/")[1], "alias/app", aliasArn, "alias/x", "alias/aws/sns"];
      for (const key of known) needKnownKeys(registration(key), account);
      for (const key of [arn.replace("1234abcd", "9999abcd"), "alias/other"]) {
        assert.throws(
          () => needKnownKeys(registration(key), account),
          (error: MissingError) => {
            assert.match(error.message, /rehearsal:exists:\n +keys:\n/);
            assert.deepEqual(error.value, { keys: { [key]: {} } });
            return error.code === "NotFoundException";
          },
        );
      }
    });
  }

  it("are there beside a key that the program makes", async () => {
    const { account, create } = newAccount();
    const made = await create("aws:kms/key:Key");
    needKnownKeys(of(types.topic, { kmsMasterKeyId: made.state.arn }), account);
    needKnownKeys(of(types.topic, { kmsMasterKeyId: made.id }), account);
    needKnownKeys(of(types.topic, {}), account);
  });

  it("have a policy, and are found by the program's look-ups and reads", async () => {
    const { account, read } = await accountWith({
      [arn]: { aliases: ["alias/app"], policy: JSON.parse(keyPolicy) },
    });
    const key = await account.call("aws:kms/getKey:getKey", { keyId: "alias/app" });
    assert.deepEqual([key.arn, key.enabled, key.awsAccountId], [arn, true, "111122223333"]);
    assert.equal(key.policy, keyPolicy);
    const alias = await account.call("aws:kms/getAlias:getAlias", { name: "alias/app" });
    assert.equal(alias.targetKeyArn, arn);
    assert.equal((await read("aws:kms/key:Key", arn.split("key/")[1])).state.arn, arn);
    assert.equal((await read("aws:kms/key:Key", arn)).state.arn, arn);
    assert.equal((await read("aws:kms/alias:Alias", "alias/app")).state.targetKeyArn, arn);
    await assert.rejects(account.call("aws:kms/getAlias:getAlias", { name: "alias/no" }), {
      value: { keys: { "alias/no": {} } },
    });
    await assert.rejects(read("aws:kms/key:Key", "no"), { value: { keys: { no: {} } } });
  });

  it("decide for a secret as the program's own do", async () => {
    const { account, create } = await accountWith({ "alias/app": {} });
    await create(types.secret, { name: "s", kmsKeyId: "alias/app" });
    const { arn: keyArn } = await account.call("aws:kms/getKey:getKey", { keyId: "alias/app" });
    assert.equal(account.secrets.find("s")?.keyArn, keyArn);
  });
});
