import * as assert from "node:assert/strict";
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
