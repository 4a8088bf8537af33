/** The new bucket of a ledger, with Object Lock. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { HubContext } from "../hub/function";
import type { Named } from "../hub/functions/declaration";
import type { AuditSpec } from "./arguments";
import { bucketPrefix } from "./model/bucket-prefix";
import { ledgerBucketPolicy } from "./model/bucket-policy";

/**
 * Kept when the hub is destroyed, with all that protects it: what is locked cannot be deleted anyway, and a
 * bucket that is left half open would be worse than one that is left.
 */
export function createLedgerBucket(
  { name, spec, parent }: HubContext,
  audit: AuditSpec,
  roleArn: pulumi.Output<string>,
): Named {
  const { region, tags } = spec;
  const kept = { parent, retainOnDelete: true };
  const child = `${name}-ledger`;
  const { bucket, arn } = new aws.s3.Bucket(
    child,
    {
      // Names of buckets are unique in the world: what the provider puts behind them makes them so.
      bucketPrefix: bucketPrefix(child),
      objectLockEnabled: true,
      region,
      tags,
    },
    { ...kept, ignoreChanges: ["bucketPrefix"] },
  );
  const of = { bucket, region };
  const versioning = new aws.s3.BucketVersioning(
    `${child}-versioning`,
    { ...of, versioningConfiguration: { status: "Enabled" } },
    kept,
  );
  const lock = new aws.s3.BucketObjectLockConfiguration(
    `${child}-object-lock`,
    {
      ...of,
      rule: { defaultRetention: { mode: audit.retentionMode, years: audit.retentionInYears } },
    },
    { ...kept, dependsOn: versioning },
  );
  // Not the hub's own key: whoever deletes a key deletes what it has encrypted, locked or not.
  const encryption = new aws.s3.BucketServerSideEncryptionConfiguration(
    `${child}-encryption`,
    { ...of, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
    kept,
  );
  const ownership = new aws.s3.BucketOwnershipControls(
    `${child}-ownership`,
    { ...of, rule: { objectOwnership: "BucketOwnerEnforced" } },
    kept,
  );
  // S3 refuses two changes of one bucket's access at the same moment: one after the other.
  const closed = new aws.s3.BucketPublicAccessBlock(
    `${child}-public-access`,
    {
      ...of,
      ...{ blockPublicAcls: true, blockPublicPolicy: true },
      ...{ ignorePublicAcls: true, restrictPublicBuckets: true },
    },
    { ...kept, dependsOn: ownership },
  );
  const policy = new aws.s3.BucketPolicy(
    `${child}-policy`,
    {
      ...of,
      policy: pulumi
        .all([arn, roleArn])
        .apply(([bucketArn, role]) => JSON.stringify(ledgerBucketPolicy(bucketArn, role))),
    },
    { ...kept, dependsOn: closed },
  );
  // Whoever learns the name finds it closed and locked.
  const settings = [lock.id, encryption.id, policy.id];
  return { name: pulumi.all([bucket, ...settings]).apply(([first]) => first), arn };
}
