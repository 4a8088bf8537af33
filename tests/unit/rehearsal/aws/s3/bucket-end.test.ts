/** The end of a bucket, by the program's `forceDestroy` or without it. */
import * as assert from "node:assert/strict";
import { newAccount, removeFolders, types } from "../account/support/new-account";

const denied = { code: "AccessDenied", status: 403, message: /protected by object lock/ };

describe("A bucket that is destroyed", () => {
  after(removeFolders);

  it("empties a bucket by force of all that is not locked, and then refuses", async () => {
    const { account, create, remove } = newAccount();
    const inputs = { bucket: "ledger", objectLockEnabled: true, forceDestroy: true };
    const bucket = await create(types.bucket, inputs);
    const { buckets } = account;
    const until = { retainUntil: "2999-01-01T00:00:00Z" };
    buckets.putText("ledger", "free", "one");
    buckets.putText("ledger", "governed", "one", { mode: "GOVERNANCE", ...until });
    buckets.putText("ledger", "held", "one", { hasLegalHold: true });
    buckets.putText("ledger", "kept", "one", { mode: "COMPLIANCE", ...until });
    buckets.putText("ledger", "kept", "two");
    buckets.hideObject("ledger", "kept");
    await assert.rejects(remove(types.bucket, bucket), denied);
    assert.deepEqual(buckets.versions("ledger").keys(), ["kept"]);
    assert.equal(buckets.versions("ledger").of("kept").length, 1);
  });

  it("is not empty where delete markers and older versions alone are left", async () => {
    const { account, create, remove } = newAccount();
    const bucket = await create(types.bucket, { bucket: "ledger", objectLockEnabled: true });
    account.buckets.hideObject("ledger", "k");
    await assert.rejects(remove(types.bucket, bucket), { code: "BucketNotEmpty", status: 409 });
    account.buckets.deleteObject("ledger", "k");
    await remove(types.bucket, bucket);
  });
});
