/** The bucket of a ledger: a new one, and one that exists already. */
import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { hubWith, only, types } from "../../../support/components";
import { run } from "../../../support/mocks";
import { hub, s3, setting, settingNames } from "./support";

describe("the bucket of a ledger", () => {
  it("has a bucket that is locked, closed, and kept when the hub goes", async () => {
    const resources = await hub({});
    const bucket = "shared-ledger";
    assert.deepEqual(setting(resources, "Bucket").inputs, {
      bucketPrefix: "shared-ledger-",
      objectLockEnabled: true,
    });
    assert.deepEqual(setting(resources, "BucketVersioning").inputs, {
      ...{ bucket, versioningConfiguration: { status: "Enabled" } },
    });
    assert.deepEqual(setting(resources, "BucketObjectLockConfiguration").inputs, {
      bucket,
      rule: { defaultRetention: { mode: "GOVERNANCE", years: 1 } },
    });
    assert.deepEqual(setting(resources, "BucketServerSideEncryptionConfiguration").inputs, {
      bucket,
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    });
    assert.deepEqual(setting(resources, "BucketOwnershipControls").inputs, {
      bucket,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    assert.deepEqual(setting(resources, "BucketPublicAccessBlock").inputs, {
      bucket,
      ...{ blockPublicAcls: true, blockPublicPolicy: true },
      ...{ ignorePublicAcls: true, restrictPublicBuckets: true },
    });
    for (const name of settingNames) {
      assert.equal(setting(resources, name).retainOnDelete, true, name);
    }
    assert.equal(only(resources, s3("BucketObjectv2")).retainOnDelete, true);
    const others = resources.filter(({ type }) => !type.startsWith("aws:s3/"));
    assert.deepEqual(
      others.filter(({ retainOnDelete }) => retainOnDelete),
      [],
    );
  });

  it("has a name that S3 takes, whatever the hub is called", async () => {
    const names: [hub: string, prefix: string][] = [
      ["Team_A.hub", "team-a-hub-ledger-"],
      ["-x", "x-ledger-"],
      ["x".repeat(80), `${"x".repeat(36)}-`],
      [`${"x".repeat(35)}-y`, `${"x".repeat(35)}-`],
    ];
    for (const [name, prefix] of names) {
      const { resources } = await run(() => hubWith({ audit: {} }, name));
      assert.equal(only(resources, s3("Bucket")).inputs.bucketPrefix, prefix);
    }
  });

  it("keeps for as long as it is said, with COMPLIANCE where that is written out", async () => {
    const resources = await hub({
      retentionMode: pulumi.output("COMPLIANCE"),
      retentionInYears: pulumi.output(7),
    });
    assert.deepEqual(setting(resources, "BucketObjectLockConfiguration").inputs.rule, {
      defaultRetention: { mode: "COMPLIANCE", years: 7 },
    });
  });

  it("leaves a bucket that exists as it is, but for its own objects", async () => {
    const resources = await hub({ bucketName: "approvals-ledger" });
    const made = resources.filter(({ type }) => type.startsWith("aws:s3/"));
    assert.deepEqual(
      made.map(({ name, inputs }) => [name, inputs.bucket, inputs.key]),
      [["shared-ledger-public-key", "approvals-ledger", "public-key.pem"]],
    );
    const { Statement } = JSON.parse(
      only(resources, types.rolePolicy, "shared-ledger-policy").inputs.policy,
    );
    const entries = Statement.filter(({ Sid }: any) => /Entries$/.test(Sid));
    assert.deepEqual(
      [...new Set(entries.map(({ Resource }: any) => Resource))].filter((arn: any) =>
        arn.includes(":s3:"),
      ),
      ["arn:aws:s3:::approvals-ledger/entries/*"],
    );
    const { variables } = only(resources, types.function, "shared-ledger").inputs.environment;
    assert.equal(variables.LEDGER_BUCKET, "approvals-ledger");
  });
});
