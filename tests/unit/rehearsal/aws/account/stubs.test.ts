import * as assert from "node:assert/strict";
import { newAccount, policy, removeFolders, types } from "./support/new-account";

const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const key = "aws:kms/key:Key";
const alias = "aws:kms/alias:Alias";
const trail = "aws:cloudtrail/trail:Trail";
const bucketPolicy = "aws:s3/bucketPolicy:BucketPolicy";
const here = "eu-west-1:111122223333";

describe("Resources without a service behind them", () => {
  after(removeFolders);

  it("keeps an alarm", async () => {
    const { create } = newAccount();
    const { state } = await create(alarm, { name: "dead-letters" });
    assert.equal(state.arn, `arn:aws:cloudwatch:${here}:alarm:dead-letters`);
  });

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

  it("leaves a connection pending, as AWS does, under its service's ARN", async () => {
    const { create } = newAccount();
    const now = await create("aws:codeconnections/connection:Connection", { name: "c" });
    const old = await create("aws:codestarconnections/connection:Connection", { name: "c" });
    assert.ok(now.state.arn.startsWith(`arn:aws:codeconnections:${here}:connection/`));
    assert.ok(old.state.arn.startsWith(`arn:aws:codestar-connections:${here}:connection/`));
    assert.equal(now.state.connectionStatus, "PENDING");
  });
});

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
});
