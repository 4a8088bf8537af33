/** The provider function `aws.s3.getBucketObjectLockConfiguration`. */
import { ServiceError } from "../../errors";
import type { Context } from "../account/context";

/** Undefined where there is no such bucket. */
export function objectLockOf({ bucket }: Record<string, any>, { buckets, resources }: Context) {
  if (!buckets.has(bucket)) return undefined;
  const configuration = buckets.locks.configuration(bucket);
  if (configuration === undefined) {
    // Of a bucket that was there before the program, the settings say nothing of it.
    if (!resources.some(({ id }) => id === bucket)) return { id: bucket, bucket };
    // As the provider words S3's ObjectLockConfigurationNotFoundError.
    throw new ServiceError("NotFound", "couldn't find resource", 404);
  }
  const { mode, days = 0, years = 0 } = configuration.defaultRetention ?? {};
  const rule = { defaultRetentions: [{ mode, days, years }] };
  return {
    ...{ id: bucket, bucket, objectLockEnabled: "Enabled" },
    rules: mode === undefined ? [] : [rule],
  };
}
