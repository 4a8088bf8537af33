import * as assert from "node:assert/strict";
import { createPublicKey } from "node:crypto";
import type { MissingError } from "../../../../../rehearsal/settings/missing";
import { newAccount, policy, removeFolders, trust, types } from "./support/new-account";

describe("Provider functions on the account", () => {
  after(removeFolders);

  const china = { partition: "aws-cn", region: "cn-north-1" };

  it("tells account, Region and partition", async () => {
    const { account } = newAccount();
    const identity = await account.call("aws:index/getCallerIdentity:getCallerIdentity", {});
    const region = await account.call("aws:index/getRegion:getRegion", {});
    const partition = await account.call("aws:index/getPartition:getPartition", {});
    assert.equal(identity.accountId, "111122223333");
    assert.equal(region.region, "eu-west-1");
    assert.equal(region.name, "eu-west-1");
    assert.equal(partition.partition, "aws");
    assert.equal(partition.dnsSuffix, "amazonaws.com");
    assert.equal(partition.reverseDnsPrefix, "com.amazonaws");
  });

  it("tells another partition's DNS suffix", async () => {
    const { account } = newAccount(china);
    const partition = await account.call("aws:index/getPartition:getPartition", {});
    assert.equal(partition.dnsSuffix, "amazonaws.com.cn");
  });

  it("tells of the Region that is asked for, by either name of the argument", async () => {
    const { account } = newAccount();
    const ask = (args: object) => account.call("aws:index/getRegion:getRegion", args);
    assert.equal((await ask({ region: "us-east-1" })).id, "us-east-1");
    assert.equal((await ask({ name: "us-west-2" })).id, "us-west-2");
  });

  it("tells availability zones, default tags and the Identity Center instance", async () => {
    const { account } = newAccount();
    const zones = await account.call("aws:index/getAvailabilityZones:getAvailabilityZones", {});
    const tags = await account.call("aws:index/getDefaultTags:getDefaultTags", {});
    const sso = await account.call("aws:ssoadmin/getInstances:getInstances", {});
    assert.deepEqual(zones.names, ["eu-west-1a", "eu-west-1b", "eu-west-1c"]);
    assert.deepEqual(tags.tags, {});
    assert.deepEqual(sso.arns, ["arn:aws:sso:::instance/ssoins-7223111122223333"]);
  });

  it("writes a policy document", async () => {
    const { account } = newAccount();
    const { json, minifiedJson } = await account.call(
      "aws:iam/getPolicyDocument:getPolicyDocument",
      { statements: [{ actions: ["sns:Publish"], resources: ["*"] }] },
    );
    assert.deepEqual(JSON.parse(json), {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "sns:Publish", Resource: "*" }],
    });
    assert.equal(minifiedJson, JSON.stringify(JSON.parse(json)));
  });

  it("gives a public key as DER and as PEM, by ARN, id and alias, and refuses as KMS does", async () => {
    const { account, create, update } = newAccount();
    const ask = (keyId: string) => account.call("aws:kms/getPublicKey:getPublicKey", { keyId });
    const inputs = { customerMasterKeySpec: "ECC_NIST_P256", keyUsage: "SIGN_VERIFY" };
    const key = await create("aws:kms/key:Key", inputs);
    const { arn, keyId } = key.state;
    await create("aws:kms/alias:Alias", { name: "alias/ledger", targetKeyId: keyId });
    const { publicKey, publicKeyPem, ...found } = await ask(arn);
    assert.deepEqual(found, {
      ...{ id: arn, arn, keyId: arn, keyUsage: "SIGN_VERIFY" },
      customerMasterKeySpec: "ECC_NIST_P256",
      ...{ signingAlgorithms: ["ECDSA_SHA_256"], encryptionAlgorithms: [] },
    });
    const der = Buffer.from(publicKey, "base64");
    const read = createPublicKey({ key: der, format: "der", type: "spki" });
    assert.equal(read.asymmetricKeyDetails?.namedCurve, "prime256v1");
    assert.equal(read.export({ format: "pem", type: "spki" }), publicKeyPem);
    for (const name of [keyId, "alias/ledger"]) {
      assert.deepEqual((await ask(name)).publicKey, publicKey);
    }
    const symmetric = await create("aws:kms/key:Key", {}, "symmetric");
    await assert.rejects(ask(symmetric.state.arn), {
      code: "UnsupportedOperationException",
      message: /key usage is ENCRYPT_DECRYPT which is not valid for GetPublicKey/,
    });
    const rsa = { customerMasterKeySpec: "RSA_2048", keyUsage: "SIGN_VERIFY" };
    const other = await create("aws:kms/key:Key", rsa, "rsa");
    await assert.rejects(ask(other.state.arn), { code: "UnsupportedOperationException" });
    await update("aws:kms/key:Key", key, { ...inputs, isEnabled: false });
    await assert.rejects(ask(arn), { code: "DisabledException" });
    await assert.rejects(ask("none"), { code: "NotFoundException" });
  });

  it("looks up what the program created", async () => {
    const { account, create } = newAccount();
    await create(types.role, { name: "r", assumeRolePolicy: trust("codebuild") });
    const document = policy({ Action: "sns:Publish", Resource: "*" });
    const made = await create(types.policy, { name: "p", policy: document });
    const role = await account.call("aws:iam/getRole:getRole", { name: "r" });
    const byName = await account.call("aws:iam/getPolicy:getPolicy", { name: "p" });
    const byArn = await account.call("aws:iam/getPolicy:getPolicy", { arn: made.state.arn });
    assert.equal(role.arn, "arn:aws:iam::111122223333:role/r");
    assert.equal(byName.arn, made.state.arn);
    assert.equal(byArn.name, "p");
  });

  it("says what a lookup did not find", async () => {
    const { account } = newAccount();
    await assert.rejects(account.call("aws:iam/getUser:getUser", { userName: "ann" }), {
      code: "NotFound",
      message: /no User of the name ann[^]*rehearsal:exists:\n +users:\n +- ann$/,
    });
    await assert.rejects(account.call("aws:iam/getPolicy:getPolicy", { name: "p" }), {
      code: "NotFound",
    });
  });

  it("refuses a function that it does not know, with the line that answers it", async () => {
    const { account } = newAccount();
    const asked = { default: true, id: undefined };
    await assert.rejects(account.call("aws:ec2/getVpc:getVpc", asked), (error: MissingError) => {
      assert.equal(error.code, "NotRehearsed");
      assert.match(error.message, /aws:ec2\/getVpc:getVpc with {"default":true} is not known/);
      assert.match(error.message, /rehearsal:calls:\n +- function: aws:ec2\/getVpc:getVpc\n/);
      const answer = { arguments: { default: true }, result: { id: "invented" } };
      assert.deepEqual(error.value, [{ function: "aws:ec2/getVpc:getVpc", ...answer }]);
      return error.key === "calls";
    });
  });
});
