/** Objects over the API, as the SDK puts and gets them. */
import * as assert from "node:assert/strict";
import { Readable } from "node:stream";
import * as sdk from "@aws-sdk/client-s3";
import { refusal } from "../api/equipped";
import { bucketArn, everything, type LocalS3, objectsArn, startS3 } from "./support";

const Bucket = "ledger";
const Key = "entries/0000000001.json";

describe("S3: PutObject and GetObject", () => {
  let local: LocalS3;
  let s3: sdk.S3Client;
  before(async () => {
    local = await startS3();
    s3 = local.client("all", everything);
  });
  after(() => local.stop());

  const put = (more: Partial<sdk.PutObjectCommandInput> = {}) =>
    s3.send(new sdk.PutObjectCommand({ Bucket, Key, Body: "{}\n", ...more }));
  const get = (more: Partial<sdk.GetObjectCommandInput> = {}) =>
    s3.send(new sdk.GetObjectCommand({ Bucket, Key, ...more }));

  it("keeps what it is given, and what was said of it", async () => {
    const about = { ContentType: "application/json", CacheControl: "no-store" };
    const made = await put({ ...about, Metadata: { hub: "approvals" } });
    assert.match(made.VersionId!, /^[\w-]{32}$/);
    assert.equal(made.ETag, '"8a80554c91d9fca8acb82f023de02f11"');
    const got = await get();
    assert.equal(await got.Body!.transformToString(), "{}\n");
    const { ContentType, CacheControl, Metadata, VersionId, ETag, ContentLength } = got;
    assert.deepEqual(
      { ContentType, CacheControl, Metadata, VersionId, ETag, ContentLength },
      {
        ...{ ...about, Metadata: { hub: "approvals" }, ContentLength: 3 },
        ...{ VersionId: made.VersionId, ETag: made.ETag },
      },
    );
    assert.equal(got.ChecksumCRC32, made.ChecksumCRC32);
    assert.equal(got.ServerSideEncryption, "AES256");
  });

  it("takes a stream, whose checksum comes behind it, in chunks", async () => {
    const text = "x".repeat(200_000);
    const chunks = [text.slice(0, 70_000), text.slice(70_000)];
    await put({ Key: "stream", Body: Readable.from(chunks), ContentLength: text.length });
    const got = await get({ Key: "stream" });
    assert.equal(await got.Body!.transformToString(), text);
    assert.equal(got.ContentEncoding, undefined);
  });

  for (const ChecksumAlgorithm of ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"] as const) {
    it(`verifies ${ChecksumAlgorithm}`, async () => {
      const made = await put({ Key: ChecksumAlgorithm, ChecksumAlgorithm, Body: "123456789" });
      const member = `Checksum${ChecksumAlgorithm}` as const;
      const got = await get({ Key: ChecksumAlgorithm });
      assert.ok(made[member]);
      assert.equal(got[member], made[member]);
      const wrong = Buffer.from(made[member], "base64").fill(1).toString("base64");
      const refused = await refusal(put({ Key: "bad", [member]: wrong }));
      assert.deepEqual([refused.name, refused.status], ["BadDigest", 400]);
    });
  }

  it("writes once where it is told to", async () => {
    await put({ Key: "once", Body: "first", IfNoneMatch: "*" });
    const refused = await refusal(put({ Key: "once", Body: "second", IfNoneMatch: "*" }));
    assert.deepEqual([refused.name, refused.status], ["PreconditionFailed", 412]);
    assert.equal(await (await get({ Key: "once" })).Body!.transformToString(), "first");
  });

  it("takes any key of names, encoded as it must be", async () => {
    const key = "entries/ü +&%25=?#'\"<>~!*()/a b.json";
    await put({ Key: key, Body: "odd" });
    assert.equal(await (await get({ Key: key })).Body!.transformToString(), "odd");
  });

  it("asks for the rights that IAM has for them", async () => {
    const writer = local.client("writer", {
      ...{ Action: "s3:PutObject", Resource: `${bucketArn}/entries/*` },
      Condition: { StringEquals: { "s3:if-none-match": "*" } },
    });
    const write = (more: Partial<sdk.PutObjectCommandInput>) =>
      writer.send(new sdk.PutObjectCommand({ Bucket, Key: "entries/2", Body: "2", ...more }));
    await write({ IfNoneMatch: "*" });
    const call = local.audit.at(-1)!;
    assert.deepEqual([call.action, call.resource], ["s3:PutObject", `${bucketArn}/entries/2`]);
    for (const more of [{}, { Key: "other", IfNoneMatch: "*" }]) {
      const refused = await refusal(write(more));
      assert.deepEqual([refused.name, refused.status], ["AccessDenied", 403]);
      assert.match(refused.message, /is not authorized to perform: s3:PutObject on resource/);
    }
    const reading = await refusal(writer.send(new sdk.GetObjectCommand({ Bucket, Key })));
    assert.equal(reading.name, "AccessDenied");
  });

  it("tells who may not list the bucket nothing of what it lacks", async () => {
    const reader = local.client("reader", { Action: "s3:GetObject", Resource: objectsArn });
    const read = () => reader.send(new sdk.GetObjectCommand({ Bucket, Key: "none" }));
    assert.equal((await refusal(read())).name, "AccessDenied");
    assert.deepEqual((await refusal(get({ Key: "none" }))).name, "NoSuchKey");
  });
});

describe("S3: a bucket whose versions nobody may delete", () => {
  let local: LocalS3;
  let s3: sdk.S3Client;
  before(async () => {
    local = await startS3({ isLockable: true });
    local.buckets.locks.setDefault(Bucket, { mode: "GOVERNANCE", years: 1 });
    s3 = local.client("all", everything);
  });
  after(() => local.stop());

  it("gives each version the bucket's retention", async () => {
    await s3.send(new sdk.PutObjectCommand({ Bucket, Key, Body: "{}" }));
    const until = new Date(local.clock.now());
    until.setUTCFullYear(until.getUTCFullYear() + 1);
    const got = await s3.send(new sdk.HeadObjectCommand({ Bucket, Key }));
    assert.equal(got.ObjectLockMode, "GOVERNANCE");
    assert.ok(Math.abs(got.ObjectLockRetainUntilDate!.getTime() - until.getTime()) < 60_000);
    const found = await s3.send(new sdk.GetObjectRetentionCommand({ Bucket, Key }));
    assert.deepEqual(found.Retention, {
      Mode: "GOVERNANCE",
      RetainUntilDate: got.ObjectLockRetainUntilDate,
    });
  });

  it("refuses what comes without a checksum, for a lock needs one", async () => {
    const plain = new sdk.S3Client({
      ...local.as("all"),
      requestChecksumCalculation: "WHEN_REQUIRED",
    });
    const refused = await refusal(
      plain.send(new sdk.PutObjectCommand({ Bucket, Key: "unchecked", Body: "x" })),
    );
    plain.destroy();
    assert.equal(refused.name, "InvalidRequest");
    assert.match(refused.message, /Content-MD5 OR x-amz-checksum- HTTP header is required/);
  });
});
