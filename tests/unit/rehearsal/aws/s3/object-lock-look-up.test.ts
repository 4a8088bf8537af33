import * as assert from "node:assert/strict";
import { newAccount, removeFolders } from "../account/support/new-account";

const token = "aws:s3/getBucketObjectLockConfiguration:getBucketObjectLockConfiguration";

describe("What S3 says of a bucket's Object Lock to a program", () => {
  after(removeFolders);

  it("is the default retention, where the bucket has one", async () => {
    const { account, create } = newAccount();
    await create("aws:s3/bucket:Bucket", { bucket: "ledger", objectLockEnabled: true });
    const ask = () => account.call(token, { bucket: "ledger" });
    assert.deepEqual((await ask()).rules, []);
    await create("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration", {
      ...{ bucket: "ledger", rule: { defaultRetention: { mode: "GOVERNANCE", years: 2 } } },
    });
    assert.deepEqual(await ask(), {
      ...{ id: "ledger", bucket: "ledger", objectLockEnabled: "Enabled" },
      rules: [{ defaultRetentions: [{ mode: "GOVERNANCE", days: 0, years: 2 }] }],
    });
  });

  it("is nothing of a bucket that was there before the program", async () => {
    const { account } = newAccount();
    account.buckets.create("existing");
    assert.deepEqual(await account.call(token, { bucket: "existing" }), {
      ...{ id: "existing", bucket: "existing" },
    });
  });

  it("is the provider's error where the bucket has none, or is not there", async () => {
    const { account, create } = newAccount();
    await create("aws:s3/bucket:Bucket", { bucket: "plain" });
    await assert.rejects(account.call(token, { bucket: "plain" }), /couldn't find resource/);
    await assert.rejects(account.call(token, { bucket: "absent" }), /absent/);
  });
});
