import * as assert from "node:assert/strict";
import { addressText, bucketAddress } from "../../../cli/bucket-address";

describe("s3://BUCKET/PREFIX", () => {
  const taken: [string, string, string][] = [
    ["s3://ledger", "ledger", ""],
    ["s3://ledger/", "ledger", ""],
    ["s3://my.ledger-1/hubs/approvals", "my.ledger-1", "hubs/approvals/"],
    ["s3://ledger/hubs/approvals//", "ledger", "hubs/approvals/"],
  ];
  for (const [text, bucket, prefix] of taken) {
    it(`reads ${text}`, () => {
      const address = bucketAddress(text)!;
      assert.deepEqual(address, { bucket, prefix });
      assert.deepEqual(bucketAddress(addressText(address)), address);
    });
  }

  for (const text of ["ledger", "./s3:/ledger", "/s3://ledger", "s3:ledger", ""]) {
    it(`takes ${text || "nothing"} for a path`, () => assert.equal(bucketAddress(text), undefined));
  }

  for (const text of [
    "s3://",
    "s3:///x",
    "s3://Ledger",
    "s3://a",
    "s3://a_b",
    "S3://ledger",
    "s3://-ab",
  ]) {
    it(`refuses ${text}`, () => {
      assert.throws(() => bucketAddress(text), {
        message: `${text} is not s3://BUCKET or s3://BUCKET/PREFIX.`,
      });
    });
  }
});
