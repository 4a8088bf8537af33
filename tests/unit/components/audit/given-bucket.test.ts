/** A bucket that exists must keep what is written: S3 is asked before anything is made of it. */
import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { hubWith } from "../../../support/components";
import { attempt } from "../../../support/mocks";

const token = "aws:s3/getBucketObjectLockConfiguration:getBucketObjectLockConfiguration";
const bucketName = "approvals-ledger";
const retention = (mode?: string) => ({ rules: [{ defaultRetentions: [{ mode, years: 1 }] }] });

/** What S3 answers: a record, or an error with the text. */
async function deployed(answer: object | string, audit: object = { bucketName }, region?: string) {
  const log = pulumi.log as { warn: typeof pulumi.log.warn };
  const { warn } = log;
  const warnings: string[] = [];
  const asked: object[] = [];
  log.warn = async (message) => void warnings.push(message);
  try {
    const calls = (call: { token: string; inputs: object }) => {
      if (call.token !== token) return undefined;
      asked.push(call.inputs);
      if (typeof answer === "string") throw new Error(answer);
      return answer;
    };
    const { rejected } = await attempt(() => hubWith({ audit, region }), { calls });
    return { rejected, warnings, asked };
  } finally {
    log.warn = warn;
  }
}

describe("the bucket that a ledger is given", () => {
  for (const mode of ["GOVERNANCE", "COMPLIANCE"]) {
    it(`is taken with a default retention of ${mode}`, async () => {
      const { rejected, warnings, asked } = await deployed(retention(mode));
      assert.deepEqual([rejected, warnings], [[], []]);
      assert.deepEqual(asked, [{ bucket: bucketName }]);
    });
  }

  it("is asked for in the hub's Region", async () => {
    const { asked } = await deployed(retention("GOVERNANCE"), { bucketName }, "eu-west-1");
    assert.deepEqual(asked, [{ bucket: bucketName, region: "eu-west-1" }]);
  });

  for (const [title, answer] of Object.entries({
    "Object Lock": "reading S3 Bucket Object Lock Configuration (ledger): couldn't find resource",
    "Object Lock, in S3's words": "404, api error ObjectLockConfigurationNotFoundError: none",
    "a rule": { rules: [] },
    "a default retention": { rules: [{ defaultRetentions: [] }] },
    "a mode": retention(""),
  })) {
    it(`is refused without ${title}, with the command that gives it one`, async () => {
      const { rejected, warnings } = await deployed(answer);
      assert.match(String(rejected[0]), /`audit.bucketName` must be a bucket with Object Lock/);
      assert.match(String(rejected[0]), /put-object-lock-configuration --bucket approvals-ledger/);
      assert.deepEqual(warnings, []);
    });
  }

  it("is trusted, and said to be unread, where whoever deploys may not look", async () => {
    for (const answer of ["AccessDenied: not authorized", {}]) {
      const { rejected, warnings } = await deployed(answer);
      assert.deepEqual(rejected, []);
      assert.equal(warnings.length, 1);
      assert.match(warnings[0], /Object Lock of the bucket approvals-ledger .* could not be read/);
    }
  });

  it("is not asked for where the hub makes its own", async () => {
    assert.deepEqual((await deployed({}, {})).asked, []);
  });

  it("has a default retention under the package's mocks, and is asked for when it is known", async () => {
    for (const preview of [true, false]) {
      const plain = await attempt(() => hubWith({ audit: { bucketName } }), { preview });
      assert.deepEqual(plain.rejected, []);
      assert.ok(plain.calls.includes(token));
    }
    const later = () => hubWith({ audit: { bucketName: pulumi.unknown as pulumi.Output<string> } });
    assert.ok(!(await attempt(later, { preview: true })).calls.includes(token));
  });
});
