/** The provider function `aws.s3.getBucketObjectLockConfiguration`. */
import type { Context } from "../account/context";
import { lockConfiguration } from "./settings";

/** Undefined where there is no such bucket. */
export function objectLockOf({ bucket }: Record<string, any>, { buckets }: Context) {
  if (!buckets.has(bucket)) return undefined;
  const { mode, days = 0, years = 0 } = lockConfiguration(bucket, buckets).defaultRetention ?? {};
  const rule = { defaultRetentions: [{ mode, days, years }] };
  return {
    ...{ id: bucket, bucket, objectLockEnabled: "Enabled" },
    rules: mode === undefined ? [] : [rule],
  };
}
