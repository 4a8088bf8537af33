import * as assert from "node:assert/strict";
import { newAccount, policy, removeFolders, types } from "../account/support/new-account";

const trail = "aws:cloudtrail/trail:Trail";
const bucketPolicy = "aws:s3/bucketPolicy:BucketPolicy";
const here = "eu-west-1:111122223333";

describe("A CloudTrail trail on the account", () => {
  after(removeFolders);

  const letTrail = policy({
    Principal: { Service: "cloudtrail.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: "*",
  });

  async function withBucket(document: string) {
    const test = newAccount();
    await test.create(types.bucket, { bucket: "audit" });
    await test.create(bucketPolicy, { bucket: "audit", policy: document });
    return test;
  }

  it("is kept when CloudTrail may write to its bucket", async () => {
    const { create } = await withBucket(letTrail);
    const { id, state } = await create(trail, { name: "t", s3BucketName: "audit" });
    assert.equal(id, "t");
    assert.equal(state.arn, `arn:aws:cloudtrail:${here}:trail/t`);
    assert.equal(state.homeRegion, "eu-west-1");
  });

  it("is refused without its bucket", async () => {
    const { create } = newAccount();
    await assert.rejects(create(trail, { s3BucketName: "none" }), {
      code: "S3BucketDoesNotExistException",
      message: "S3 bucket none does not exist!",
    });
  });

  it("is refused when the bucket's policy does not let CloudTrail write", async () => {
    const other = policy({ Principal: "*", Action: "s3:GetObject", Resource: "*" });
    const { create } = await withBucket(other);
    await assert.rejects(create(trail, { s3BucketName: "audit" }), {
      code: "InsufficientS3BucketPolicyException",
      message: /create the policy before the trail/,
    });
  });

  it("is refused when the bucket has no policy", async () => {
    const { create } = newAccount();
    await create(types.bucket, { bucket: "audit" });
    await assert.rejects(create(trail, { s3BucketName: "audit" }), {
      code: "InsufficientS3BucketPolicyException",
    });
  });

  it("is refused with a log group and no role to write to it", async () => {
    const { create } = await withBucket(letTrail);
    const group = { s3BucketName: "audit", cloudWatchLogsGroupArn: "arn:x" };
    await assert.rejects(create(trail, group), {
      code: "InvalidCloudWatchLogsRoleArnException",
    });
    const role = { ...group, name: "t", cloudWatchLogsRoleArn: "arn:y" };
    assert.equal((await create(trail, role)).id, "t");
  });

  it("is refused with selectors of both kinds, of no category, and of what there is not", async () => {
    const { create } = await withBucket(letTrail);
    const code = "InvalidEventSelectorsException";
    const of = (field: string, more: object = { equals: ["Management"] }) => ({
      fieldSelectors: [{ field, ...more }],
    });
    const category = of("eventCategory");
    const eventSelectors = [{ readWriteType: "WriteOnly" }];
    for (const more of [
      { eventSelectors, advancedEventSelectors: [category] },
      { advancedEventSelectors: [category, of("eventName")] },
      { advancedEventSelectors: [of("eventCategory", { notEquals: ["Data"] })] },
      { eventSelectors: [{ readWriteType: "Some" }] },
    ]) {
      await assert.rejects(create(trail, { name: "t", s3BucketName: "audit", ...more }), { code });
    }
    await create(trail, { name: "t", s3BucketName: "audit", eventSelectors });
    const advanced = { name: "u", s3BucketName: "audit", advancedEventSelectors: [category] };
    assert.equal((await create(trail, advanced)).id, "u");
  });
});
