import * as assert from "node:assert/strict";
import { isResourceReference } from "../../../../../rehearsal/aws/account/types";
import { newAccount, removeFolders, types } from "../account/support/new-account";

async function trailOf(inputs: Record<string, any>) {
  const test = newAccount();
  const make = () =>
    test.account.create({ type: "awsx:cloudtrail:Trail", name: "audit", inputs, custom: false });
  return { ...test, make };
}

describe("awsx.cloudtrail.Trail on the account", () => {
  after(removeFolders);

  it("becomes a bucket, its policy and a trail", async () => {
    const { account, make } = await trailOf({ enableLogFileValidation: true });
    const { state } = await make();
    assert.deepEqual(
      account.resources.map(({ type }) => type),
      [
        "aws:s3/bucket:Bucket",
        "aws:s3/bucketPolicy:BucketPolicy",
        "aws:cloudtrail/trail:Trail",
        "awsx:cloudtrail:Trail",
      ],
    );
    assert.equal(isResourceReference(state.trail), true);
    assert.equal(state.trail.resource.state.enableLogFileValidation, true);
    assert.equal(state.trail.resource.state.s3BucketName, state.bucket.resource.state.bucket);
    assert.equal(state.logGroup, undefined);
    assert.deepEqual(account.recordedOnly, []);
    const below = account.resources.filter(({ custom }) => custom).map(({ parent }) => parent);
    assert.deepEqual(below, Array(3).fill({ type: "awsx:cloudtrail:Trail", name: "audit" }));
  });

  it("makes a log group, and a role to write to it, where that is enabled", async () => {
    const { account, make } = await trailOf({
      cloudWatchLogsGroup: { enable: true, args: { retentionInDays: 365 } },
    });
    const { state } = await make();
    const group = state.logGroup.resource.state;
    const trail = state.trail.resource.state;
    assert.equal(group.retentionInDays, 365);
    assert.equal(trail.cloudWatchLogsGroupArn, `${group.arn}:*`);
    const may = (resource: string) =>
      account.directory.decideRole(trail.cloudWatchLogsRoleArn, "logs:PutLogEvents", resource);
    assert.equal(may(`${group.arn}:stream`).allowed, true);
    assert.equal(may("arn:aws:logs:eu-west-1:111122223333:log-group:other:x").allowed, false);
  });

  it("takes a log group without arguments", async () => {
    const { make } = await trailOf({ cloudWatchLogsGroup: { enable: true } });
    assert.match((await make()).state.logGroup.resource.state.name, /^audit-[0-9a-f]{7}$/);
  });

  it("writes to an existing log group, by name or ARN", async () => {
    const arnOf = async (existing: object) => {
      const { make } = await trailOf({ cloudWatchLogsGroup: { enable: true, existing } });
      const { state } = await make();
      assert.equal(state.logGroup, undefined);
      return state.trail.resource.state.cloudWatchLogsGroupArn;
    };
    const arn = "arn:aws:logs:eu-west-1:111122223333:log-group:old";
    assert.equal(await arnOf({ name: "old" }), `${arn}:*`);
    assert.equal(await arnOf({ arn }), `${arn}:*`);
  });

  it("passes the bucket's arguments on", async () => {
    const { account, make } = await trailOf({ s3Bucket: { args: { bucket: "audit-files" } } });
    assert.equal((await make()).state.bucket.resource.id, "audit-files");
    assert.equal(account.buckets.has("audit-files"), true);
  });

  for (const existing of [{ name: "mine" }, { arn: "arn:aws:s3:::mine" }]) {
    it(`uses the existing bucket ${JSON.stringify(existing)}`, async () => {
      const { create, make } = await trailOf({ s3Bucket: { existing } });
      await create(types.bucket, { bucket: "mine" });
      const { state } = await make();
      assert.equal(state.bucket, undefined);
      assert.equal(state.trail.resource.state.s3BucketName, "mine");
    });
  }

  it("is refused with an existing bucket that does not exist", async () => {
    const { make } = await trailOf({ s3Bucket: { existing: { name: "none" } } });
    await assert.rejects(make(), { code: "NoSuchBucket" });
  });
});
