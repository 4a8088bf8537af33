/** What a bucket that exists must say of its Object Lock, so that it can hold a ledger. */
import { throwInvalid } from "../../inputs/model/checks";

/** What `aws.s3.getBucketObjectLockConfiguration` answers, as far as it is asked. */
export interface ObjectLockAnswer {
  readonly rules?: readonly {
    readonly defaultRetentions?: readonly { readonly mode?: string }[];
  }[];
}

/**
 * S3 API Reference, "GetObjectLockConfiguration": the error of a bucket without Object Lock. The provider says of it,
 * and of a bucket that is not there, that it found no resource.
 */
const withoutLock = /ObjectLockConfigurationNotFoundError|couldn't find resource/;

/** What an error answers: nothing, but where it says that there is no Object Lock. */
export const answerOf = (error: unknown): ObjectLockAnswer =>
  withoutLock.test(String(error)) ? { rules: [] } : {};

/** Refuses a bucket without a default retention; false where the answer does not say. */
export function keepsByDefault({ rules }: ObjectLockAnswer, bucket: string, path: string): boolean {
  if (rules === undefined) return false;
  const modes = rules.flatMap(({ defaultRetentions = [] }) => defaultRetentions);
  if (modes.some(({ mode }) => mode)) return true;
  throwInvalid(
    path,
    `\`${path}\` must be a bucket with Object Lock and a default retention, which keep what is written from ` +
      `deletion, got: ${bucket}, which has none or does not exist. Run: aws s3api put-object-lock-configuration --bucket ${bucket} ` +
      `--object-lock-configuration 'ObjectLockEnabled=Enabled,Rule={DefaultRetention={Mode=GOVERNANCE,Years=1}}'. ` +
      `Where the program itself makes the bucket, give \`${path}\` the output \`bucket\` of its ` +
      "aws.s3.BucketObjectLockConfiguration.",
  );
}
