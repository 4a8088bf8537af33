/** What a bucket says of itself, and of how long its versions are kept. */
import { ServiceError } from "../../errors";
import type { ApiRequest } from "../api/request";
import type { Answer, RequestContext } from "../api/types";
import { document, empty } from "./answers";
import { payloadOf } from "./aws-chunked";
import type { Buckets } from "./buckets";
import { hasChecksum, verified } from "./checksums";
import { versionOf } from "./objects";
import { bypasses, type Named } from "./rights";

export interface RetentionInput extends Named {
  readonly Key: string;
  readonly Retention?: { readonly Mode?: string; readonly RetainUntilDate?: number };
  /** As it came. */
  readonly request: ApiRequest;
}

export function headBucket(_: Named, { place }: RequestContext): Answer {
  return empty(200, { "x-amz-bucket-region": place.region, "x-amz-access-point-alias": "false" });
}

export function getVersioning({ Bucket }: Named, { buckets }: RequestContext): Answer {
  const versioning = buckets.locks.versioning(Bucket);
  const Status = versioning === "Disabled" ? undefined : versioning;
  return document("VersioningConfiguration", { Status });
}

function lockConfiguration(bucket: string, { locks }: Pick<Buckets, "locks">) {
  const configuration = locks.configuration(bucket);
  if (configuration !== undefined) return configuration;
  throw new ServiceError(
    "ObjectLockConfigurationNotFoundError",
    "Object Lock configuration does not exist for this bucket",
    404,
    { elements: { BucketName: bucket } },
  );
}

export function getLockConfiguration({ Bucket }: Named, { buckets }: RequestContext): Answer {
  const { defaultRetention } = lockConfiguration(Bucket, buckets);
  const { mode: Mode, days: Days, years: Years } = defaultRetention ?? {};
  return document("ObjectLockConfiguration", {
    ObjectLockEnabled: "Enabled",
    Rule: Mode === undefined ? undefined : { DefaultRetention: { Mode, Days, Years } },
  });
}

function needLockable({ Bucket }: Named, { buckets }: RequestContext): void {
  if (buckets.locks.configuration(Bucket) !== undefined) return;
  throw new ServiceError("InvalidRequest", "Bucket is missing Object Lock Configuration");
}

export function getRetention(input: Named, ctx: RequestContext): Answer {
  needLockable(input, ctx);
  const { version } = versionOf(input, ctx);
  const lock = ctx.buckets.locks.lockOf(input.Bucket, version.versionId);
  if (lock?.retention === undefined) {
    throw new ServiceError(
      "NoSuchObjectLockConfiguration",
      "The specified object does not have a ObjectLock configuration",
      404,
      { elements: { Key: version.key } },
    );
  }
  const { mode: Mode, until } = lock.retention;
  return document("Retention", { Mode, RetainUntilDate: until.toISOString() });
}

export function putRetention(input: RetentionInput, ctx: RequestContext): Answer {
  const payload = payloadOf(input.request);
  if (!hasChecksum(payload)) {
    throw new ServiceError(
      "InvalidRequest",
      "Missing required header for this request: Content-MD5 OR x-amz-checksum-*",
    );
  }
  verified(payload);
  needLockable(input, ctx);
  const { version } = versionOf(input, ctx);
  const { Mode: mode, RetainUntilDate: seconds } = input.Retention ?? {};
  const until = seconds === undefined ? undefined : new Date(seconds * 1000);
  if (until !== undefined && until <= ctx.clock.now()) {
    throw new ServiceError("InvalidArgument", "The retain until date must be in the future!");
  }
  const retention = mode === undefined || until === undefined ? undefined : { mode, until };
  const options = { bypassesGovernance: bypasses(input, ctx) };
  ctx.buckets.locks.setRetention(input.Bucket, version.versionId, retention, options);
  return empty(200);
}
