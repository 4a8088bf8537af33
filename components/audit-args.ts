/** Arguments of a hub's ledger. */
import type * as pulumi from "@pulumi/pulumi";

/**
 * The ledger of a hub: a record of what happened to every approval request, numbered, chained by hashes and
 * signed, in a table and in a bucket with S3 Object Lock. docs/audit.md says what it proves, and how to verify it.
 */
export interface HubAudit {
  /**
   * Name of a bucket that exists already, 3 to 63 characters of a-z, 0-9 and hyphens, as S3 documents without
   * dots. It keeps the ledger of this hub and of no other, and nothing of its settings is changed: it has Object
   * Lock with a default retention, encryption with SSE-S3, and a policy that lets the hub's function
   * ledger put and read entries/ where it is of another account. Another name leaves what is written where it is.
   * S3 is asked for its Object Lock before anything of the ledger is made: refused without a default retention, a
   * warning where whoever deploys may not read it (s3:GetBucketObjectLockConfiguration). Where the program makes
   * the bucket, give the output bucket of its aws.s3.BucketObjectLockConfiguration.
   * Defaults to a new bucket, which is kept when the hub is destroyed.
   */
  bucketName?: pulumi.Input<string>;
  /**
   * How Object Lock keeps the entries of the new bucket: "GOVERNANCE", which whoever has
   * s3:BypassGovernanceRetention can lift, or "COMPLIANCE", which nobody can, the account's root user and AWS
   * among them: such entries cannot be deleted before their time, whatever it costs. Refused with bucketName.
   * Defaults to "GOVERNANCE".
   */
  retentionMode?: pulumi.Input<string>;
  /**
   * Years that Object Lock keeps each entry of the new bucket, 1 to 100 as S3 documents: for entries that are
   * written from then on. Must be given with "COMPLIANCE". Refused with bucketName. Defaults to 1.
   */
  retentionInYears?: pulumi.Input<number>;
  /**
   * Days that the log with a line of each entry is kept: the log group of the function ledger. One of the numbers
   * that logRetentionInDays of the hub lists. Defaults to 3653, which is ten years.
   */
  logRetentionInDays?: pulumi.Input<number>;
}
