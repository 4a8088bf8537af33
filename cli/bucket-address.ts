/** `s3://BUCKET[/PREFIX]`: where in a bucket a ledger is. */
import { UsageError } from "./arguments";

export interface BucketAddress {
  readonly bucket: string;
  /** Ends with a slash, or is empty. */
  readonly prefix: string;
}

/** Undefined for what is no such address, but a path on this machine. */
export function bucketAddress(text: string): BucketAddress | undefined {
  if (!/^s3:\/\//i.test(text)) return undefined;
  const [, bucket, rest = ""] =
    /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/s.exec(text) ?? [];
  if (bucket === undefined)
    throw new UsageError(`${text} is not s3://BUCKET or s3://BUCKET/PREFIX.`);
  const prefix = rest.replace(/\/+$/, "");
  return { bucket, prefix: prefix === "" ? "" : `${prefix}/` };
}

export const addressText = ({ bucket, prefix }: BucketAddress): string =>
  `s3://${bucket}/${prefix}`.replace(/\/$/, "");
