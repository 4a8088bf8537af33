/** Versions over the API: listed, hidden, deleted and kept. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import * as sdk from "@aws-sdk/client-s3";
import { refusal } from "../api/equipped";
import { everything, type LocalS3, startS3 } from "./support";

const Bucket = "ledger";

describe("S3: versions", () => {
  let local: LocalS3;
  let s3: sdk.S3Client;
  beforeEach(async () => {
    local = await startS3();
    s3 = local.client("all", everything);
  });
  afterEach(() => local.stop());

  const put = (Key: string, Body = Key, bucket = Bucket) =>
    s3.send(new sdk.PutObjectCommand({ Bucket: bucket, Key, Body }));
  const remove = (Key: string, VersionId?: string, bucket = Bucket) =>
    s3.send(new sdk.DeleteObjectCommand({ Bucket: bucket, Key, VersionId }));
  const text = async (Key: string, VersionId?: string, bucket = Bucket) => {
    const got = await s3.send(new sdk.GetObjectCommand({ Bucket: bucket, Key, VersionId }));
    return got.Body!.transformToString();
  };
  const versions = (more: Partial<sdk.ListObjectVersionsCommandInput> = {}) =>
    s3.send(new sdk.ListObjectVersionsCommand({ Bucket, ...more }));
  const objects = (more: Partial<sdk.ListObjectsV2CommandInput> = {}) =>
    s3.send(new sdk.ListObjectsV2Command({ Bucket, ...more }));

  it("keeps what is put over, and what a delete marker hides", async () => {
    const first = await put("k", "one");
    const second = await put("k", "two");
    const marker = await remove("k");
    assert.equal(marker.DeleteMarker, true);
    const gone = await refusal(text("k"));
    assert.deepEqual([gone.name, gone.status], ["NoSuchKey", 404]);
    assert.equal(await text("k", first.VersionId), "one");
    assert.equal(await text("k", second.VersionId), "two");
    const refused = await refusal(text("k", marker.VersionId));
    assert.deepEqual([refused.name, refused.status], ["MethodNotAllowed", 405]);
    const { Versions = [], DeleteMarkers = [] } = await versions();
    assert.deepEqual(
      Versions.map((one) => [one.VersionId, one.IsLatest, one.Size]),
      [
        [second.VersionId, false, 3],
        [first.VersionId, false, 3],
      ],
    );
    assert.deepEqual(
      DeleteMarkers.map((one) => [one.VersionId, one.IsLatest]),
      [[marker.VersionId, true]],
    );
    assert.deepEqual((await objects()).Contents, undefined);
  });

  it("shows again what was behind a version or a marker that is deleted", async () => {
    await put("a/k", "one");
    const second = await put("a/k", "two");
    const marker = await remove("a/k");
    const folder = local.buckets.folder(Bucket);
    assert.equal(fs.existsSync(path.join(folder, "a/k")), false);
    const undone = await remove("a/k", marker.VersionId);
    assert.equal(undone.DeleteMarker, true);
    assert.equal(await text("a/k"), "two");
    await remove("a/k", second.VersionId);
    assert.equal(await text("a/k"), "one");
    assert.equal(fs.readFileSync(path.join(folder, "a/k"), "utf8"), "one");
    assert.equal(fs.readdirSync(path.join(folder, "../.versions/ledger")).length, 0);
  });

  it("writes once again where a marker hides what was there, for S3 asks the newest", async () => {
    const IfNoneMatch = "*";
    const once = () =>
      s3.send(new sdk.PutObjectCommand({ Bucket, Key: "k", Body: "x", IfNoneMatch }));
    await once();
    assert.equal((await refusal(once())).name, "PreconditionFailed");
    await remove("k");
    await once();
    assert.equal((await versions()).Versions!.length, 2);
  });

  it("keeps no versions where nobody asked for them, and one while they are suspended", async () => {
    const made = await put("k", "one", "plain");
    assert.equal(made.VersionId, undefined);
    await put("k", "two", "plain");
    const listed = await versions({ Bucket: "plain" });
    assert.deepEqual(
      listed.Versions!.map(({ VersionId }) => VersionId),
      ["null"],
    );
    local.buckets.locks.setVersioning("plain", "Enabled");
    const kept = await put("k", "three", "plain");
    local.buckets.locks.setVersioning("plain", "Suspended");
    await put("k", "four", "plain");
    assert.equal(await text("k", "null", "plain"), "four");
    assert.equal(await text("k", kept.VersionId, "plain"), "three");
    const marker = await remove("k", undefined, "plain");
    assert.equal(marker.VersionId, "null");
    const { Versions, DeleteMarkers } = await versions({ Bucket: "plain" });
    assert.deepEqual([Versions!.length, DeleteMarkers!.length], [1, 1]);
    assert.deepEqual(await remove("none", undefined, "ledger").then(() => true), true);
  });

  it("deletes for good where there are no versions", async () => {
    await put("k", "one", "plain");
    const gone = await remove("k", undefined, "plain");
    assert.equal(gone.DeleteMarker, undefined);
    assert.deepEqual((await versions({ Bucket: "plain" })).Versions, undefined);
    assert.deepEqual(fs.readdirSync(local.buckets.folder("plain")), []);
  });

  it("lists in pages, by key, of what begins with a prefix", async () => {
    for (const key of ["b/1", "a/1", "a/2", "a/3", "ä", "a&<1>"]) await put(key);
    await put("a/2", "again");
    const keys: string[] = [];
    const pages = sdk.paginateListObjectsV2({ client: s3, pageSize: 2 }, { Bucket });
    for await (const { Contents = [] } of pages) keys.push(...Contents.map(({ Key }) => Key!));
    assert.deepEqual(keys, ["a&<1>", "a/1", "a/2", "a/3", "b/1", "ä"]);
    const begun = await objects({ Prefix: "a/", StartAfter: "a/1" });
    assert.deepEqual(
      begun.Contents!.map(({ Key }) => Key),
      ["a/2", "a/3"],
    );
    const found: [string, boolean][] = [];
    let from: { KeyMarker?: string; VersionIdMarker?: string } = {};
    for (let isMore = true; isMore;) {
      const page = await versions({ MaxKeys: 1, Prefix: "a/", ...from });
      found.push(...page.Versions!.map((one): [string, boolean] => [one.Key!, one.IsLatest!]));
      from = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
      isMore = page.IsTruncated === true;
    }
    assert.deepEqual(found, [
      ["a/1", true],
      ["a/2", true],
      ["a/2", false],
      ["a/3", true],
    ]);
  });

  it("takes what has a delimiter together, over pages as well", async () => {
    for (const key of ["a/1", "a/2", "b", "c/1", "c/2"]) await put(key);
    const found: string[] = [];
    const pages = sdk.paginateListObjectsV2(
      { client: s3, pageSize: 1 },
      { Bucket, Delimiter: "/" },
    );
    for await (const page of pages) {
      found.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix!));
      found.push(...(page.Contents ?? []).map(({ Key }) => Key!));
    }
    assert.deepEqual(found, ["a/", "b", "c/"]);
    const whole = await versions({ Delimiter: "/" });
    assert.deepEqual(
      whole.CommonPrefixes!.map(({ Prefix }) => Prefix),
      ["a/", "c/"],
    );
    const behind = await versions({ Delimiter: "/", KeyMarker: "a/" });
    assert.deepEqual(
      behind.Versions!.map(({ Key }) => Key),
      ["b"],
    );
    assert.deepEqual((await objects({ MaxKeys: 0 })).Contents, undefined);
  });

  const refusedLists: [string, () => Promise<unknown>, RegExp][] = [
    ["a token that is none", () => objects({ ContinuationToken: "x" }), /continuation token/],
    ["fewer than none", () => objects({ MaxKeys: -1 }), /maxKeys must be an integer/],
    ["a version without its key", () => versions({ VersionIdMarker: "null" }), /without a key/],
    [
      "a version that cannot be one",
      () => versions({ KeyMarker: "k", VersionIdMarker: "?" }),
      /Invalid version id/,
    ],
  ];
  for (const [what, list, message] of refusedLists) {
    it(`refuses ${what}`, async () => {
      const refused = await refusal(list());
      assert.equal(refused.name, "InvalidArgument");
      assert.match(refused.message, message);
    });
  }

  it("refuses versions that are not there or cannot be", async () => {
    await put("k");
    assert.equal((await refusal(text("k", "x"))).name, "InvalidArgument");
    assert.equal((await refusal(text("k", "a".repeat(32)))).name, "NoSuchVersion");
    assert.equal((await remove("k", "a".repeat(32))).DeleteMarker, undefined);
  });

  it("tells of a bucket whether it keeps versions", async () => {
    const status = async (bucket: string) =>
      (await s3.send(new sdk.GetBucketVersioningCommand({ Bucket: bucket }))).Status;
    assert.deepEqual([await status(Bucket), await status("plain")], ["Enabled", undefined]);
    const { BucketRegion } = await s3.send(new sdk.HeadBucketCommand({ Bucket }));
    assert.equal(BucketRegion, "eu-west-1");
    const none = await refusal(s3.send(new sdk.HeadBucketCommand({ Bucket: "none-such" })));
    assert.equal(none.status, 404);
  });
});
