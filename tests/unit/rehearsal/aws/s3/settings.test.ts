/** Object Lock over the API: what keeps a version, and from whom. */
import * as assert from "node:assert/strict";
import * as sdk from "@aws-sdk/client-s3";
import { refusal } from "../api/equipped";
import { bucketArn, everything, type LocalS3, objectsArn, startS3 } from "./support";

const Bucket = "ledger";
const Key = "k";
const day = 24 * 60 * 60_000;

describe("S3: Object Lock", () => {
  let local: LocalS3;
  let all: sdk.S3Client;
  let weak: sdk.S3Client;
  beforeEach(async () => {
    local = await startS3({ isLockable: true });
    all = local.client("all", everything);
    weak = local.client(
      "weak",
      {
        Action: ["s3:DeleteObject*", "s3:PutObject", "s3:PutObjectRetention"],
        Resource: objectsArn,
      },
      { Action: ["s3:GetObject*", "s3:ListBucket"], Resource: [bucketArn, objectsArn] },
    );
  });
  afterEach(() => local.stop());

  const inDays = (days: number): Date => new Date(local.clock.now().getTime() + days * day);
  const put = (more: Partial<sdk.PutObjectCommandInput> = {}, client = all) =>
    client.send(new sdk.PutObjectCommand({ Bucket, Key, Body: "x", ...more }));
  const locked = (Mode: sdk.ObjectLockMode, days = 10) =>
    put({ ObjectLockMode: Mode, ObjectLockRetainUntilDate: inDays(days) });
  const remove = (VersionId?: string, BypassGovernanceRetention?: boolean, client = all) =>
    client.send(new sdk.DeleteObjectCommand({ Bucket, Key, VersionId, BypassGovernanceRetention }));
  const keep = (
    Retention: sdk.ObjectLockRetention | undefined,
    more: Partial<sdk.PutObjectRetentionCommandInput> = {},
    client = all,
  ) => client.send(new sdk.PutObjectRetentionCommand({ Bucket, Key, Retention, ...more }));
  const denied = async (call: Promise<unknown>, message: RegExp) => {
    const refused = await refusal(call);
    assert.deepEqual([refused.name, refused.status], ["AccessDenied", 403]);
    assert.match(refused.message, message);
  };
  const protectedBy = /object protected by object lock/;

  it("keeps a version of GOVERNANCE from all but those who may bypass it and say so", async () => {
    const { VersionId } = await locked("GOVERNANCE");
    await denied(remove(VersionId), protectedBy);
    await denied(remove(VersionId, false), protectedBy);
    await denied(remove(VersionId, true, weak), /not authorized to perform: s3:BypassGovernance/);
    await remove(VersionId, true);
    const call = local.audit.at(-1)!;
    assert.deepEqual(call.further, [
      { action: "s3:BypassGovernanceRetention", resource: `${bucketArn}/k` },
    ]);
  });

  it("keeps a version of COMPLIANCE from everybody until its day", async () => {
    const { VersionId } = await locked("COMPLIANCE");
    await denied(remove(VersionId, true), protectedBy);
    local.clock.advance(10 * day + 1000);
    await new sdk.S3Client(local.as("all")).send(
      new sdk.DeleteObjectCommand({ Bucket, Key, VersionId }),
    );
  });

  it("lets anybody hide a version, and put another over it", async () => {
    const { VersionId } = await locked("COMPLIANCE");
    assert.equal((await remove(undefined, undefined, weak)).DeleteMarker, true);
    await put({}, weak);
    const listed = await all.send(new sdk.ListObjectVersionsCommand({ Bucket }));
    assert.equal(listed.Versions!.at(-1)!.VersionId, VersionId);
  });

  it("keeps a version longer for everybody with the right, and less long by bypass alone", async () => {
    await locked("GOVERNANCE");
    const to = (Mode: sdk.ObjectLockRetentionMode, days: number) => ({
      Mode,
      RetainUntilDate: inDays(days),
    });
    await keep(to("GOVERNANCE", 20), {}, weak);
    await denied(keep(to("GOVERNANCE", 15)), protectedBy);
    await denied(keep({}), protectedBy);
    await denied(keep(to("COMPLIANCE", 30)), protectedBy);
    await denied(
      keep(to("GOVERNANCE", 15), { BypassGovernanceRetention: true }, weak),
      /s3:BypassGovernanceRetention/,
    );
    await keep(to("GOVERNANCE", 15), { BypassGovernanceRetention: true });
    await keep(to("COMPLIANCE", 16), { BypassGovernanceRetention: true });
    await denied(keep(to("COMPLIANCE", 15), { BypassGovernanceRetention: true }), protectedBy);
    await denied(keep(to("GOVERNANCE", 30), { BypassGovernanceRetention: true }), protectedBy);
    await denied(keep({}, { BypassGovernanceRetention: true }), protectedBy);
    await keep(to("COMPLIANCE", 40));
    const { Retention } = await all.send(new sdk.GetObjectRetentionCommand({ Bucket, Key }));
    assert.equal(Retention!.Mode, "COMPLIANCE");
  });

  it("takes a retention away where it may be bypassed", async () => {
    const { VersionId } = await locked("GOVERNANCE");
    await keep({}, { BypassGovernanceRetention: true });
    const read = all.send(new sdk.GetObjectRetentionCommand({ Bucket, Key, VersionId }));
    assert.equal((await refusal(read)).name, "NoSuchObjectLockConfiguration");
    await remove(VersionId);
  });

  it("asks for rights of their own where an object is put with a lock", async () => {
    const writer = local.client("writer", { Action: "s3:PutObject", Resource: objectsArn });
    const until = { ObjectLockRetainUntilDate: inDays(1) };
    await denied(
      put({ ObjectLockMode: "GOVERNANCE", ...until }, writer),
      /not authorized to perform: s3:PutObjectRetention/,
    );
    await denied(
      put({ ObjectLockLegalHoldStatus: "ON" }, writer),
      /not authorized to perform: s3:PutObjectLegalHold/,
    );
    const { VersionId } = await put({ ObjectLockLegalHoldStatus: "ON" });
    await denied(remove(VersionId, true), protectedBy);
    const got = await all.send(new sdk.HeadObjectCommand({ Bucket, Key }));
    assert.equal(got.ObjectLockLegalHoldStatus, "ON");
  });

  it("shows a retention with the object to those alone who may ask for it", async () => {
    await locked("GOVERNANCE");
    const reader = local.client("reader", { Action: "s3:GetObject", Resource: objectsArn });
    const head = (client: sdk.S3Client) => client.send(new sdk.HeadObjectCommand({ Bucket, Key }));
    assert.equal((await head(weak)).ObjectLockMode, "GOVERNANCE");
    assert.equal((await head(reader)).ObjectLockMode, undefined);
  });

  const refusedPuts: [string, () => Partial<sdk.PutObjectCommandInput>, string, RegExp][] = [
    [
      "a mode without a day",
      () => ({ ObjectLockMode: "GOVERNANCE" }),
      "InvalidArgument",
      /must both be supplied/,
    ],
    [
      "a day that has come",
      () => ({ ObjectLockMode: "GOVERNANCE", ObjectLockRetainUntilDate: inDays(-1) }),
      "InvalidArgument",
      /must be in the future/,
    ],
    [
      "a bucket without Object Lock",
      () => ({
        ...{ Bucket: "plain", ObjectLockMode: "GOVERNANCE" },
        ObjectLockRetainUntilDate: inDays(1),
      }),
      "InvalidRequest",
      /Bucket is missing Object Lock Configuration/,
    ],
    ["an ACL", () => ({ ACL: "public-read" }), "AccessControlListNotSupported", /does not allow/],
    ["tags", () => ({ Tagging: "a=b" }), "NotImplemented", /takes no Tagging/],
    [
      "another account's bucket",
      () => ({ ExpectedBucketOwner: "999999999999" }),
      "AccessDenied",
      /999999999999/,
    ],
    ["a condition on a tag", () => ({ IfNoneMatch: '"a"' }), "NotImplemented", /not implemented/],
    ["a match of nothing", () => ({ Key: "none", IfMatch: "*" }), "NoSuchKey", /key/],
    ["a folder in a folder's way", () => ({ Key: "../x" }), "InvalidArgument", /cannot be a file/],
  ];
  for (const [what, input, code, message] of refusedPuts) {
    it(`refuses ${what}`, async () => {
      const refused = await refusal(put(input()));
      assert.equal(refused.name, code);
      assert.match(refused.message, message);
    });
  }

  it("tells of a bucket what it gives to each version", async () => {
    const read = (bucket: string) =>
      all.send(new sdk.GetObjectLockConfigurationCommand({ Bucket: bucket }));
    assert.deepEqual((await read(Bucket)).ObjectLockConfiguration, {
      ObjectLockEnabled: "Enabled",
    });
    local.buckets.locks.setDefault(Bucket, { mode: "COMPLIANCE", years: 2 });
    const { ObjectLockConfiguration } = await read(Bucket);
    assert.deepEqual(ObjectLockConfiguration!.Rule, {
      DefaultRetention: { Mode: "COMPLIANCE", Years: 2 },
    });
    assert.equal((await refusal(read("plain"))).name, "ObjectLockConfigurationNotFoundError");
  });

  it("keeps no retention in a bucket without Object Lock, nor of what is not there", async () => {
    await put({ Bucket: "plain" });
    const Retention = { Mode: "GOVERNANCE" as const, RetainUntilDate: inDays(1) };
    const missing = await refusal(keep(Retention, { Bucket: "plain" }));
    assert.match(missing.message, /Bucket is missing Object Lock Configuration/);
    assert.equal((await refusal(keep(Retention, { Key: "none" }))).name, "NoSuchKey");
    await put();
    const past = await refusal(keep({ ...Retention, RetainUntilDate: inDays(-1) }));
    assert.match(past.message, /must be in the future/);
  });
});
