/** Object Lock: what S3 refuses, and until when nobody can delete a version. */
import * as assert from "node:assert/strict";
import { ObjectLocks } from "../../../../../rehearsal/aws/s3/object-lock";
import { newAccount, removeFolders, types } from "../account/support/new-account";

const configuration = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";
const versioning = "aws:s3/bucketVersioning:BucketVersioning";
const object = "aws:s3/bucketObjectv2:BucketObjectv2";
const day = 24 * 60 * 60_000;

function locks(isLockable = true) {
  const clock = { time: Date.UTC(2026, 1, 27), now: () => new Date(clock.time) };
  const made = new ObjectLocks(clock);
  made.create("b", isLockable);
  return { clock, locks: made };
}

const denied = { code: "AccessDenied", status: 403, message: /protected by object lock/ };

describe("ObjectLocks", () => {
  it("keeps a version of COMPLIANCE from everybody until its day", () => {
    const { clock, locks: of } = locks();
    of.setDefault("b", { mode: "COMPLIANCE", days: 3 });
    of.add("b", "k", "v1");
    const remove = () => of.remove("b", "k", { bypassesGovernance: true });
    assert.throws(remove, denied);
    clock.time += 3 * day - 1;
    assert.throws(remove, /b\/k, version v1 \(COMPLIANCE until 2026-03-02T00:00:00\.000Z\)/);
    clock.time += 1;
    remove();
  });

  it("keeps a version of GOVERNANCE from those without the right to bypass it", () => {
    const { locks: of } = locks();
    of.setDefault("b", { mode: "GOVERNANCE", years: 2 });
    of.add("b", "k", "v1");
    assert.throws(() => of.remove("b", "k"), /GOVERNANCE until 2028-02-27/);
    of.remove("b", "k", { bypassesGovernance: true });
    of.remove("b", "k");
  });

  it("keeps a version under legal hold from everybody, without a day", () => {
    const { clock, locks: of } = locks();
    of.add("b", "k", "v1", { hasLegalHold: true });
    clock.time += 100_000 * day;
    assert.throws(() => of.remove("b", undefined, { bypassesGovernance: true }), denied);
  });

  it("prefers a version's own retention to the bucket's, and keeps earlier versions", () => {
    const { clock, locks: of } = locks();
    of.setDefault("b", { mode: "COMPLIANCE", days: 9 });
    of.add("b", "k", "v1", { mode: "GOVERNANCE", retainUntil: "2026-02-28T00:00:00Z" });
    clock.time += 2 * day;
    of.add("b", "other", "v2");
    of.remove("b", "k");
    of.add("b", "k", "v3", { mode: "GOVERNANCE", retainUntil: "2026-03-28T00:00:00Z" });
    of.setDefault("b", undefined);
    of.add("b", "k", "v4");
    assert.throws(() => of.remove("b", "k"), /version v3/);
    assert.throws(() => of.remove("b", "other", { bypassesGovernance: true }), /version v2/);
  });

  it("has one version of an object where the bucket keeps no others", () => {
    const { locks: of } = locks(false);
    of.add("b", "k", "v1");
    of.add("b", "k", "v2");
    of.remove("b", "k");
  });

  const refused: [string, (of: ObjectLocks) => void, string, RegExp][] = [
    [
      "a suspension of versions",
      (of) => of.setVersioning("b", "Suspended"),
      "InvalidBucketState",
      /Object Lock configuration is present/,
    ],
    [
      "a default without a mode",
      (of) => of.setDefault("b", { days: 1 }),
      "MalformedXML",
      /not well-formed/,
    ],
    [
      "a default without a period",
      (of) => of.setDefault("b", { mode: "GOVERNANCE" }),
      "MalformedXML",
      /not well-formed/,
    ],
    [
      "days and years",
      (of) => of.setDefault("b", { mode: "GOVERNANCE", days: 1, years: 1 }),
      "MalformedXML",
      /not well-formed/,
    ],
    [
      "no days",
      (of) => of.setDefault("b", { mode: "GOVERNANCE", days: 0 }),
      "InvalidArgument",
      /positive integer/,
    ],
    [
      "more than a hundred years",
      (of) => of.setDefault("b", { mode: "COMPLIANCE", years: 101 }),
      "InvalidArgument",
      /too large/,
    ],
    [
      "a mode without a day",
      (of) => of.need("b", { mode: "GOVERNANCE" }),
      "InvalidArgument",
      /must both be supplied/,
    ],
    [
      "a day without a mode",
      (of) => of.need("b", { retainUntil: "2027-01-01" }),
      "InvalidArgument",
      /must both be supplied/,
    ],
    [
      "a day that is none",
      (of) => of.need("b", { mode: "GOVERNANCE", retainUntil: "soon" }),
      "InvalidArgument",
      /ISO 8601/,
    ],
    [
      "a day that has come",
      (of) => of.need("b", { mode: "GOVERNANCE", retainUntil: "2026-02-27T00:00:00Z" }),
      "InvalidArgument",
      /must be in the future/,
    ],
    [
      "a bucket that is not there",
      (of) => of.setVersioning("none", "Enabled"),
      "NoSuchBucket",
      /none/,
    ],
  ];
  for (const [what, call, code, message] of refused) {
    it(`refuses ${what}`, () => assert.throws(() => call(locks().locks), { code, message }));
  }

  for (const days of [1, 36_500]) {
    it(`takes a default of ${days} days`, () => {
      locks().locks.setDefault("b", { mode: "GOVERNANCE", days });
    });
  }

  it("refuses a lock where the bucket has none, and a default without versions", () => {
    const { locks: of } = locks(false);
    for (const lock of [
      { hasLegalHold: true },
      { mode: "GOVERNANCE", retainUntil: "2027-01-01" },
    ]) {
      assert.throws(() => of.need("b", lock), { code: "InvalidRequest" });
    }
    assert.throws(() => of.setDefault("b", { mode: "GOVERNANCE", days: 1 }), {
      ...{ code: "InvalidBucketState", status: 409, message: /Versioning must be 'Enabled'/ },
    });
    of.need("b", {});
    of.setVersioning("b", "Enabled");
    of.setDefault("b", { mode: "GOVERNANCE", days: 1 });
  });
});

describe("Object Lock on the account", () => {
  after(removeFolders);

  const rule = { defaultRetention: { mode: "GOVERNANCE", days: 30 } };

  it("keeps an object of the program until it is destroyed by force", async () => {
    const { create, update, remove, clock } = newAccount();
    const bucket = await create(types.bucket, { bucket: "ledger", objectLockEnabled: true });
    await create(configuration, { bucket: "ledger", rule });
    const made = await create(object, { bucket: "ledger", key: "k", content: "one" });
    await assert.rejects(remove(object, made), denied);
    const forced = { bucket: "ledger", key: "k", content: "two", forceDestroy: true };
    await remove(object, await update(object, made, forced));
    const second = await create(object, { bucket: "ledger", key: "k", content: "one" });
    await assert.rejects(remove(types.bucket, bucket), { code: "BucketNotEmpty" });
    clock.advance(31 * day);
    await remove(object, second);
    await remove(types.bucket, bucket);
  });

  it("keeps a bucket with an object of COMPLIANCE, however it is destroyed", async () => {
    const { create, remove } = newAccount();
    const inputs = { bucket: "ledger", objectLockEnabled: true, forceDestroy: true };
    const bucket = await create(types.bucket, inputs);
    await create(object, {
      ...{ bucket: "ledger", key: "k", content: "one", forceDestroy: true },
      ...{ objectLockMode: "COMPLIANCE", objectLockRetainUntilDate: "2999-01-01T00:00:00Z" },
    });
    await assert.rejects(remove(types.bucket, bucket), denied);
  });

  it("comes to a bucket with versions, and takes nothing but its default along", async () => {
    const { account, create, remove } = newAccount();
    await create(types.bucket, { bucket: "ledger" });
    await assert.rejects(create(configuration, { bucket: "ledger", rule }), {
      code: "InvalidBucketState",
    });
    const versioningConfiguration = { status: "Enabled" };
    await create(versioning, { bucket: "ledger", versioningConfiguration });
    const made = await create(configuration, { bucket: "ledger", rule });
    await remove(configuration, made);
    const suspended = { bucket: "ledger", versioningConfiguration: { status: "Suspended" } };
    await assert.rejects(create(versioning, suspended, "again"), { code: "InvalidBucketState" });
    account.buckets.deleteObject("ledger", "none");
  });

  it("keeps versions where their setting ends, of a bucket without it no more", async () => {
    const { create, remove } = newAccount();
    for (const [bucket, objectLockEnabled] of [
      ["ledger", true],
      ["plain", false],
    ] as const) {
      await create(types.bucket, { bucket, objectLockEnabled }, bucket);
      const status = { versioningConfiguration: { status: "Enabled" } };
      await remove(versioning, await create(versioning, { bucket, ...status }, bucket));
    }
    await create(configuration, { bucket: "ledger", rule }, "ledger");
    await assert.rejects(create(configuration, { bucket: "plain", rule }, "plain"), {
      code: "InvalidBucketState",
    });
  });

  it("stands in the inputs of older programs", async () => {
    const { create } = newAccount();
    const objectLockConfiguration = { objectLockEnabled: "Enabled", rule };
    await create(types.bucket, { bucket: "ledger", objectLockConfiguration });
    await create(types.bucket, { bucket: "plain", versioning: { enabled: true } }, "plain");
    await create(configuration, { bucket: "plain", rule });
    await create(versioning, { bucket: "plain", versioningConfiguration: { status: "Disabled" } });
  });
});
